from odoo import api, models, tools
from odoo.exceptions import ValidationError
from odoo.tools import SQL

from ..adapters import book_of, rule_definition
from ..discount_engine import rule_faults

TABLES = ("crm_discount_rule", "crm_discount_group", "crm_discount_tier")

STAMP = "(SELECT count(*) || ':' || COALESCE(sum(extract(epoch FROM write_date)), 0) FROM %s)"


class CrmDiscountRule(models.Model):
    """The rules as the engine knows them: read once, kept until a rule changes."""

    _inherit = "crm.discount.rule"

    @api.model
    def _discount_book(self, company_id):
        """The rule book of a company, with a stamp that changes whenever a rule does.

        The stamp is asked each time: what another process or an unfinished transaction keeps in
        memory is never taken for what the database says.
        """
        return self._stored_book(company_id, self._discount_stamp())

    @api.model
    @tools.ormcache("company_id", "stamp")
    def _stored_book(self, company_id, stamp):
        return book_of(self._rules_of_company(company_id), company_id, stamp)

    @api.model
    def _rules_of_company(self, company_id):
        # portal users and the public price carts without seeing rules; the company is named here
        rules = self.sudo().with_context(active_test=False)
        return rules.search([("company_id", "in", (False, company_id))])

    @api.model
    def _discount_stamp(self):
        """Return a text that differs after a rule, group or tier was made, changed or deleted.

        The sum of their times and not the latest: a long transaction may commit an earlier one.
        """
        self.env["crm.discount.tier"].flush_model()
        self.env["crm.discount.group"].flush_model()
        self.flush_model()
        counts = [SQL(STAMP, SQL.identifier(table)) for table in TABLES]
        self.env.cr.execute(SQL("SELECT %s", SQL(" || '|' || ").join(counts)))
        return self.env.cr.fetchone()[0]

    @api.constrains("measure", "benefit", "exclusive", "tier_ids", "date_start", "date_end")
    def _check_definition(self):
        for rule in self:
            for fault in rule_faults(rule_definition(rule)):
                raise ValidationError(rule._fault_text(fault))
            if rule.benefit == "percent" and any(tier.value > 100 for tier in rule.tier_ids):
                raise ValidationError(
                    self.env._("%(rule)s takes off more than 100 percent.", rule=rule.name)
                )
