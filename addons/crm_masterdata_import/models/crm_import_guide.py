import re

from odoo import api, models
from odoo.exceptions import UserError

from ..import_engine.text import fold
from ..messages import WARNINGS
from ..target_groups import GROUPS, group_of

# more would be no list to choose from
MOST = 200
NO_LETTER = re.compile(r"[^a-z0-9]+")


class CrmImportSource(models.Model):
    """What the guided screen shows beside a file: sources, words, and a source by its name."""

    _inherit = "crm.import.source"

    @api.model
    def get_guide(self):
        """Return what the guided screen needs to begin.

        :return: dict with ``sources`` (dicts with ``id``, ``name``, ``kind``, ``run_count``),
            ``source_id`` (the one that the user loaded from last, or False), ``may_define``,
            ``targets`` (groups: dicts with ``label`` and ``choices``), and labels by code:
            ``policies``, ``outcomes``, ``reasons``, ``warnings``
        :raise AccessError: the user may not load
        """
        self.check_access("read")
        last = self.env["crm.import.run"].search([("user_id", "=", self.env.uid)], limit=1)
        sources = self.search([], limit=MOST)
        return {
            "sources": [source._for_guide() for source in sources],
            "source_id": last.source_id.id if last.source_id in sources else sources[:1].id,
            "may_define": self.has_access("create"),
            "targets": self._grouped_targets(),
            "policies": self._labels("column", "policy"),
            "outcomes": self._labels("line", "outcome"),
            "reasons": self._labels("line", "reason"),
            "warnings": {code: self.env._(text) for code, text in WARNINGS.items()},  # noqa: W8120
        }

    def _for_guide(self):
        return {
            "id": self.id,
            "name": self.name,
            "kind": self.kind or "",
            "run_count": self.run_count,
        }

    def _labels(self, model, field):
        records = self.env[f"crm.import.{model}"]
        return dict(records._fields[field]._description_selection(self.env))

    def _grouped_targets(self):
        groups = {group: [] for group in GROUPS}
        for value, label in self.env["crm.import.column"]._get_targets():
            groups[group_of(value)].append({"value": value, "label": label})
        return [
            {"label": self.env._(GROUPS[group]), "choices": choices}  # noqa: W8120
            for group, choices in groups.items()
            if choices
        ]

    @api.model
    def name_create(self, name):
        """Make a source of its name alone; its code is made of the name."""
        name = (name or "").strip()
        if not name:
            raise UserError(self.env._("Give the source a name: who sends these customers?"))
        source = self.create({"name": name, "code": self._free_code(name)})
        return source.id, source.display_name

    def _free_code(self, name):
        stem = NO_LETTER.sub("_", fold(name)).strip("_") or "source"
        alike = [("code", "=like", f"{stem}%"), ("company_id", "=", self.env.company.id)]
        # archived sources have their codes still
        taken = set(self.with_context(active_test=False).search(alike).mapped("code"))
        free = (
            code for number in range(2, len(taken) + 3) if (code := f"{stem}_{number}") not in taken
        )
        return next(free) if stem in taken else stem


class CrmImportRun(models.Model):
    _inherit = "crm.import.run"

    def action_open_partners(self):
        """Open the customers that the load created or changed."""
        self.ensure_one()
        done = [("run_id", "=", self.id), ("outcome", "in", ("created", "updated"))]
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Customers of %(run)s", run=self.name),
            "res_model": "res.partner",
            "views": [(False, "list"), (False, "form")],
            "domain": [("import_change_ids", "any", done)],
        }

    def action_open_guide(self):
        """Open the load in the guided screen."""
        self.ensure_one()
        action = self.env["ir.actions.client"]._for_xml_id(
            "crm_masterdata_import.action_crm_import_guide"
        )
        return {**action, "params": {"run_id": self.id}}
