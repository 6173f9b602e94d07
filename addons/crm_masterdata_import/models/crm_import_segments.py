from dataclasses import replace

from odoo import api, models
from odoo.exceptions import UserError

from ..import_engine.headers import header_key
from ..import_engine.targets import SEGMENT


class CrmImportColumn(models.Model):
    _inherit = "crm.import.column"

    def _get_targets(self):
        axes = self.env["crm.segment.axis"].search_fetch([], ["code", "name"])
        codes = {axis.code: axis.name for axis in reversed(axes)}
        return super()._get_targets() + [
            (SEGMENT + code, self.env._("Segment: %(axis)s", axis=name))
            for code, name in sorted(codes.items())
        ]

    @api.model_create_multi
    def create(self, vals_list):
        self._check_axes([vals.get("target") for vals in vals_list])
        return super().create(vals_list)

    def write(self, vals):
        self._check_axes([vals.get("target")])
        return super().write(vals)

    @api.model
    def _check_axes(self, targets):
        """Refuse targets of axes that are not there.

        :raise UserError: names those that are
        """
        known = set(self.env["crm.segment.axis"].search_fetch([], ["code"]).mapped("code"))
        for target in filter(None, targets):
            code = target.removeprefix(SEGMENT)
            if target.startswith(SEGMENT) and code not in known:
                raise UserError(
                    self.env._(
                        "There is no segment axis with the code %(code)s. Those that there are: "
                        "%(known)s. Others can be added under Contacts › Configuration.",
                        code=code,
                        known=", ".join(sorted(known)) or "–",
                    )
                )


class CrmImportSource(models.Model):
    """Columns named like an axis go into its segments."""

    _inherit = "crm.import.source"

    def _suggest_columns(self, headers):
        axes, named = self.env["crm.segment.axis"]._by_code(self.company_id), {}
        for code, axis in axes.items():
            named |= {header_key(text): SEGMENT + code for text in (axis.name, code)}
        columns, taken = [], set()
        for column in super()._suggest_columns(headers):
            target = named.get(header_key(column.header), "")
            # a usual name of something else, such as Responsible, keeps its place
            if target and target not in taken and column.target in ("", "category"):
                column = replace(column, target=target)
            taken.add(column.target)
            columns.append(column)
        return columns

    def _bind_columns(self, headers):
        columns, axes = super()._bind_columns(headers), None
        for column in columns:
            if column.target.startswith(SEGMENT):
                axes = axes or self.env["crm.segment.axis"]._by_code(self.company_id)
                if column.target.removeprefix(SEGMENT) not in axes:
                    raise UserError(
                        self.env._(
                            "The column %(column)s goes into a segment axis that is no longer "
                            "there: %(code)s. Restore the axis, or let the column of the source "
                            "%(name)s go elsewhere.",
                            column=column.header,
                            code=column.target.removeprefix(SEGMENT),
                            name=self.name,
                        )
                    )
        return columns
