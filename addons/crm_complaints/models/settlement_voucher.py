from collections import defaultdict

from dateutil.relativedelta import relativedelta

from odoo import fields, models
from odoo.exceptions import UserError


class HelpdeskTicket(models.Model):
    """Settling by a voucher: a gift card of Odoo's that pays a part of later orders."""

    _inherit = "helpdesk.ticket"

    def _settle_voucher(self, parts):
        """Make one voucher a currency.

        :return: list of (gift card, its parts)
        """
        if not self.partner_id:
            raise UserError(self.env._("Whose voucher is it? Fill in the customer of the ticket."))
        by_currency = defaultdict(list)
        for part in parts:
            by_currency[part["line"].currency_id].append(part)
        return [(self._voucher(currency, own), own) for currency, own in by_currency.items()]

    def _voucher(self, currency, parts):
        today = fields.Date.context_today(self)
        for part in parts:
            # a gift card pays with tax: that is what the later sale brings less
            part["cost"] = currency._convert(
                part["amount"], self.currency_id, self.company_id, today
            )
        months = self.company_id.complaint_voucher_months
        wizard = self.env["loyalty.generate.wizard"].create(
            {
                "program_id": self._voucher_program(currency).id,
                "mode": "selected",
                "customer_ids": self.partner_id.ids,
                "points_granted": sum(part["amount"] for part in parts),
                "valid_until": months and today + relativedelta(months=months),
                "description": self.display_name,
            }
        )
        return wizard.generate_coupons()

    def _voucher_program(self, currency):
        """Return the program that the vouchers of a currency belong to; made with the first."""
        programs = self.env["loyalty.program"].with_company(self.company_id)
        owner = [("company_id", "=", self.company_id.id), ("currency_id", "=", currency.id)]
        found = programs.search([("for_complaints", "=", True), *owner], limit=1)
        return found or programs._create_for_complaints(currency)


class LoyaltyProgram(models.Model):
    _inherit = "loyalty.program"

    for_complaints = fields.Boolean(
        copy=False, help="Vouchers that settle complaints belong to this program."
    )

    def _create_for_complaints(self, currency):
        """Make a program of gift cards that nobody can buy."""
        usual = self._program_type_default_values()["gift_card"]
        return self.create(
            {
                **{name: value for name, value in usual.items() if name != "rule_ids"},
                "name": self.env._("Vouchers for complaints"),
                "program_type": "gift_card",
                "currency_id": currency.id,
                "portal_point_name": currency.symbol,
                "for_complaints": True,
            }
        )
