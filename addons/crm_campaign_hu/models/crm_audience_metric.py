from odoo import api, models
from odoo.exceptions import UserError
from odoo.tools import SQL

from ..audience_engine import METRICS
from ..audience_query import of_candidates


class CrmAudienceMetric(models.AbstractModel):
    """The figures that criteria compare, each a query of partner_id and value.

    For a figure of one's own: say how it is compared in `_metrics`, add it to the choices of
    `crm.audience.criterion.metric`, and write `_metric_<name>(asked)` that returns the query, with
    one row a partner (commercial partner or person, as `_metrics` says). Read documents by
    `_search` of their model, so that the user's access holds.
    """

    _name = "crm.audience.metric"
    _description = "Figures of Audiences"

    @api.model
    def _metrics(self):
        """Return how each figure is compared: name → `Metric` of the engine."""
        return dict(METRICS)

    @api.model
    def _metric(self, name):
        spec = self._metrics().get(name)
        if not spec:
            raise UserError(
                self.env._(
                    "There is no figure “%(name)s” for criteria. Use one of: %(known)s",
                    name=name,
                    known=", ".join(self._metrics()),
                )
            )
        return spec

    @api.model
    def _query(self, asked):
        """Return the query of a figure: one row of partner_id and value for each who has it."""
        return getattr(self, f"_metric_{asked.leaf.metric}")(asked)

    @api.model
    def _by_firm(self, query, column="partner_id"):
        """Group documents by the firms of their customers, only of those whom the domain names.

        :param query: of the documents; it is changed
        :return: the firm in SQL
        """
        alias = query.join(query.table, column, "res_partner", "id", "audience_firm")
        firm = SQL.identifier(alias, "commercial_partner_id")
        query.add_where(of_candidates(firm))
        query.groupby = firm
        return SQL("%s AS partner_id", firm)

    @api.model
    def _by_person(self, query, value, column="partner_id"):
        """Return documents by their persons with a value."""
        person = SQL.identifier(query.table, column)
        query.add_where(SQL("%s IN (SELECT id FROM candidate)", person))
        query.groupby = person
        return query.select(SQL("%s AS partner_id", person), SQL("%s AS value", value))
