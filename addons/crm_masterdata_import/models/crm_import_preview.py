import io
from itertools import islice

from odoo import fields, models
from odoo.exceptions import AccessError, UserError

from ..import_engine.codes import OVERWRITE, POLICIES
from ..import_engine.headers import header_key
from ..messages import decoded, explained
from .crm_import_run import FEW

SHOWN = 10


class CrmImportSource(models.Model):
    """The first look at a file: its columns, its first rows, and where they would go."""

    _inherit = "crm.import.source"

    def preview_file(self, filename, content_base64):
        """Read the head of a file and say where its columns would go.

        :param filename: name of the file; what kind it is says its content
        :param content_base64: the file's content, base64
        :return: dict with ``kind``, ``encoding``, ``delimiter``, ``sheet`` (False where they do
            not apply), ``headers``, ``rows`` (up to ten lists of texts), ``row_count`` (False for
            over 2,000), ``missing`` (kept columns that the file lacks), ``may_keep``, and
            ``columns``: dicts with ``index``, ``source_column``, ``target``, ``policy``,
            ``known`` (whether it is a kept one), ``can_map`` (False for a column without a
            header, and for the second of two that read alike)
        :raise UserError: the file cannot be read
        :raise AccessError: the user may not load
        """
        self.ensure_one()
        self.check_access("read")
        file = io.BytesIO(decoded(self.env, content_base64))
        with explained(self.env):
            table = self._read_table(file)
            rows = [cells for _number, cells in islice(table.rows, FEW + 1)]
        settings = table.settings
        return {
            "kind": settings.kind,
            "encoding": settings.encoding or False,
            "delimiter": settings.delimiter or False,
            "sheet": settings.sheet or False,
            "headers": list(table.headers),
            "rows": rows[:SHOWN],
            "row_count": len(rows) if len(rows) <= FEW else False,
            "may_keep": self._may_keep_columns(),
            **self._preview_columns(table.headers),
        }

    def _preview_columns(self, headers):
        kept = {header_key(column.source_column): column for column in self.column_ids}
        taken = {column.target for column in self.column_ids if column.target}
        may_suggest = not kept or self._may_keep_columns()
        columns, seen = [], set()
        targets = self._targets()
        for found in self._suggest_columns(headers):
            key = header_key(found.header)
            known = kept.get(key)
            can_map = bool(found.header) and key not in seen
            seen.add(key)
            target = found.target if found.target in targets and found.target not in taken else ""
            columns.append(
                {
                    "index": found.index,
                    "source_column": found.header,
                    "target": (known.target or "" if known else may_suggest and target or "")
                    if can_map
                    else "",
                    "policy": known.policy if known else OVERWRITE,
                    "known": bool(known),
                    "can_map": can_map,
                }
            )
        missing = [c.source_column for key, c in kept.items() if c.target and key not in seen]
        return {"columns": columns, "missing": missing}

    # Keeping the mapping

    def set_columns(self, columns):
        """Keep where the columns of the source's files go; it replaces what was kept.

        Until the first load of a source has ended, whoever loads may say it; then those who set
        up sources.

        :param columns: dicts with ``source_column``, ``target`` (nothing: not loaded) and
            ``policy``
        :return: True
        :raise UserError: a target that does not exist, or two columns into one
        :raise AccessError: the user may not
        """
        self.ensure_one()
        self.check_access("read")
        if not self._may_keep_columns():
            raise AccessError(
                self.env._(
                    "The source %(name)s has been loaded already: only those who set up sources "
                    "may change its columns now.",
                    name=self.name,
                )
            )
        values = self._column_values(columns)
        # sudo: whoever loads a first file keeps its columns without defining sources
        self.sudo().column_ids = [
            fields.Command.clear(),
            *(fields.Command.create(value) for value in values),
        ]
        return True

    def _may_keep_columns(self):
        if self.has_access("write"):
            return True
        loads = [("source_id", "=", self.id), ("is_dry_run", "=", False)]
        ended = [*loads, ("state", "in", ("done", "undone"))]
        return not self.env["crm.import.run"].search_count(ended, limit=1)

    def _column_values(self, columns):
        values, targets, names = [], set(), set()
        for sequence, column in enumerate(columns):
            name, target = str(column.get("source_column") or ""), column.get("target") or False
            key = header_key(name)
            if not name or key in names:
                continue
            names.add(key)
            self._check_target(target, targets)
            policy = column.get("policy")
            values.append(
                {
                    "sequence": sequence,
                    "source_column": name,
                    "target": target,
                    "policy": policy if policy in POLICIES else OVERWRITE,
                }
            )
        return values

    def _targets(self):
        """Return the label of each target that there is."""
        return dict(self.env["crm.import.column"]._get_targets())

    def _check_target(self, target, taken):
        labels = self._targets()
        if target and target not in labels:
            raise UserError(self.env._("Columns cannot go into %(target)s.", target=target))
        if target in taken:
            raise UserError(
                self.env._(
                    "Two columns cannot go into the same field: %(target)s. Choose one of them.",
                    target=labels[target],
                )
            )
        taken.update({target} - {False})
