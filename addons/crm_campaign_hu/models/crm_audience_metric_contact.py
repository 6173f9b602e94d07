from odoo import api, models
from odoo.exceptions import UserError
from odoo.tools import SQL

SENT = ("sent", "delivered", "opened", "answered")
RECEIVED = ("sent", "delivered", "opened", "responded")
ONE = SQL("1")


class CrmAudienceMetric(models.AbstractModel):
    """What was said to people and what they said; opportunities, events, surveys."""

    _inherit = "crm.audience.metric"

    @api.model
    def _metric_opportunity_count(self, asked):
        """Opportunities by the day they came in, those lost or won as well."""
        leads = self.env["crm.lead"].with_context(active_test=False)
        query = leads._search(
            [
                ("type", "=", "opportunity"),
                ("company_id", "in", [asked.company.id, False]),
                *asked.moments("create_date"),
            ]
        )
        return query.select(self._by_firm(query), SQL("COUNT(*) AS value"))

    @api.model
    def _metric_contacted_days(self, asked):
        """Local days since we last wrote to, called or visited the person himself."""
        query = self.env["crm.contact.log"]._search(
            [
                ("direction", "=", "out"),
                ("state", "in", SENT),
                ("company_id", "=", asked.company.id),
                ("partner_id", "!=", False),
            ]
        )
        return self._by_person(query, asked.days_since(SQL("MAX(crm_contact_log.date)")))

    @api.model
    def _metric_received_campaign(self, asked):
        domain = [("state", "in", RECEIVED), *asked.moments("sent_at")]
        if asked.leaf.values:
            domain.append(("campaign_id", "in", self._named("utm.campaign", asked)))
        return self._targets(asked, domain)

    @api.model
    def _metric_responded(self, asked):
        domain = [("response_id", "!=", False), *asked.moments("response_date")]
        if asked.leaf.values:
            domain.append(("response_id", "in", self._named("crm.campaign.response", asked)))
        return self._targets(asked, domain)

    @api.model
    def _targets(self, asked, domain):
        query = self.env["crm.campaign.target"]._search(
            [("company_id", "=", asked.company.id), *domain]
        )
        return self._by_person(query, SQL("COUNT(*)"))

    @api.model
    def _named(self, model, asked):
        """Return the ids of records that are named by id, name, title or code.

        :raise UserError: there is none of a name, or none that the user may read
        """
        records = self.env[model].with_context(active_test=False)
        names = [name for name in ("code", "name", "title") if name in records._fields]
        domain = ["|"] * len(names) + [("id", "in", asked.numbers)]
        domain += [(name, "in", asked.words) for name in names]
        found = records.search(domain)
        known = {record[name] for record in found for name in ("id", *names)}
        missing = [str(value) for value in asked.leaf.values if value not in known]
        if missing:
            raise UserError(
                self.env._(
                    "“%(values)s” is not among the %(model)s that you may read.",
                    values=", ".join(missing),
                    model=self.env["ir.model"]._get(model).name,
                )
            )
        return found.ids

    @api.model
    def _metric_registered_event(self, asked):
        domain = [
            ("state", "!=", "cancel"),
            ("company_id", "in", [asked.company.id, False]),
            *asked.moments("create_date"),
        ]
        if asked.leaf.values:
            domain.append(("event_id", "in", asked.numbers))
        query = self.env["event.registration"]._search(domain)
        return self._by_person(query, SQL("COUNT(*)"))

    @api.model
    def _metric_answered_survey(self, asked):
        domain = [
            ("state", "=", "done"),
            ("test_entry", "=", False),
            *asked.moments("end_datetime"),
        ]
        if asked.leaf.values:
            domain.append(("survey_id", "in", asked.numbers))
        query = self.env["survey.user_input"]._search(domain)
        return self._by_person(query, SQL("COUNT(*)"))

    @api.model
    def _metric_rfm_segment(self, asked):
        domain = [("company_id", "=", asked.company.id), ("segment_id", "!=", False)]
        if asked.leaf.values:
            domain.append(("segment_id", "in", self._named("crm.rfm.segment", asked)))
        query = self.env["crm.rfm.score"]._search(domain)
        firm = self._by_firm(query)
        return query.select(firm, SQL("MIN(crm_rfm_score.segment_id) AS value"))

    @api.model
    def _metric_member_of_audience(self, asked):
        """Members as of the last refresh; `refresh` refreshes the living ones named first.

        Without any named: of any other audience that the user may read.
        """
        audiences = self.env["crm.audience"].browse(asked.numbers)
        audiences._check_usable()
        if not asked.leaf.values:
            own = asked.criterion.audience_id
            audiences = audiences.search([("id", "!=", own.id)]) or audiences.browse(0)
        return SQL(
            "SELECT partner_id, COUNT(*) AS value FROM crm_audience_member "
            "WHERE audience_id IN %s GROUP BY partner_id",
            tuple(audiences.ids),
        )
