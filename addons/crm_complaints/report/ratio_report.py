from odoo import models
from odoo.tools import SQL


class CrmRatioReport(models.AbstractModel):
    """Ratios of a report: those of a group divide its sums, they are never averages of ratios."""

    _name = "crm.ratio.report"
    _description = "Report with Ratios"

    #: ratio → (what is counted, what it is divided by, per how many)
    _ratios = {}

    def _read_group_select(self, aggregate_spec, query):
        """Divide the sums of a group where a ratio is asked for."""
        name, _colon, function = aggregate_spec.partition(":")
        if name not in self._ratios or function != "avg":
            return super()._read_group_select(aggregate_spec, query)
        counted, divided_by, per = self._ratios[name]
        return SQL(
            "COALESCE(SUM(%s) * %s / NULLIF(SUM(%s), 0), 0)",
            self._field_to_sql(self._table, counted, query),
            per,
            self._field_to_sql(self._table, divided_by, query),
        )
