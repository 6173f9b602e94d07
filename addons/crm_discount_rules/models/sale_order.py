from decimal import Decimal

from odoo import models

from ..adapters import Customer, order_facts, rate_of
from ..discount_engine import evaluate, exact
from .sale_order_line import COMPUTED


class SaleOrder(models.Model):
    """An order is priced as a whole: its lines count in each other's thresholds and shares."""

    _inherit = "sale.order"

    def _price_lines(self, lines, peers):
        """Let the rules decide on `lines`, which are among `peers`, all lines of the order."""
        self.ensure_one()
        if not lines or not self._discount_book().rules.entries:
            return
        outcome = self._evaluate_discounts(peers)
        decided = {each.key: each for each in outcome.lines}
        step = Decimal(repr(self.currency_id.rounding))
        for line in lines.filtered(lambda line: line._takes_rules()):
            for name, value in line._outcome_values(decided[line.id], step).items():
                line[name] = value

    def _evaluate_discounts(self, peers, explain=False):
        """Ask the engine; `peers` are all lines of the order."""
        self.ensure_one()
        goods = [line._discount_goods() for line in peers if line.product_id]
        book = self._discount_book()
        customer = self._discount_customer()
        facts = order_facts(customer, goods, self._discount_rate(customer, book))
        return evaluate(facts, book.rules, explain)

    def _discount_book(self):
        company = self.company_id or self.env.company
        return self.env["crm.discount.rule"]._discount_book(company.id)

    def _discount_customer(self):
        company = self.company_id or self.env.company
        return Customer(
            company,
            self.partner_id,
            self.pricelist_id,
            self.currency_id or company.currency_id,
            company._local_day(self.date_order),
        )

    def _discount_rate(self, customer, book):
        floor = customer.company.discount_use_margin_floor
        if not book.uses_money and not floor:
            return exact(1)
        customer.company._check_rate(customer.currency)
        return rate_of(customer)

    def _recompute_prices(self):
        """Update prices: what was typed or decided before is forgotten first."""
        lines = self._get_update_prices_lines()
        forgotten = [lines._fields[name] for name in COMPUTED[1:]]
        with self.env.protecting(forgotten, lines):
            lines.auto_discount = 0.0
            lines.discount_result = False
        return super()._recompute_prices()
