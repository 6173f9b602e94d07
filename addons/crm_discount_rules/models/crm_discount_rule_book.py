from odoo import api, models, tools
from odoo.exceptions import ValidationError

from ..adapters import book_of, rule_definition
from ..discount_engine import rule_faults


class CrmDiscountRule(models.Model):
    """The rules as the engine knows them: read once, kept until a rule changes."""

    _inherit = "crm.discount.rule"

    @api.model
    @tools.ormcache("company_id")
    def _discount_book(self, company_id):
        """The rule book of a company, with a stamp that changes whenever a rule does."""
        # portal users and the public price carts without seeing rules; the company is named here
        rules = self.sudo().with_context(active_test=False)
        return book_of(rules.search([("company_id", "in", (False, company_id))]), company_id)

    @api.constrains("measure", "benefit", "exclusive", "tier_ids", "date_start", "date_end")
    def _check_definition(self):
        for rule in self:
            for fault in rule_faults(rule_definition(rule)):
                raise ValidationError(rule._fault_text(fault))
            if rule.benefit == "percent" and any(tier.value > 100 for tier in rule.tier_ids):
                raise ValidationError(
                    self.env._("%(rule)s takes off more than 100 percent.", rule=rule.name)
                )
