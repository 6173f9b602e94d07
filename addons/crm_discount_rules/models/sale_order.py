from decimal import Decimal

from odoo import api, fields, models

from ..adapters import Customer, order_facts, priced_rate
from ..discount_engine import evaluate
from .sale_order_line import COMPUTED


class SaleOrder(models.Model):
    """An order is priced as a whole: its lines count in each other's thresholds and shares."""

    _inherit = "sale.order"

    discount_rules_changed = fields.Boolean(
        compute="_compute_discount_rules_changed",
        groups="base.group_user",
        help="The discount rules have changed since the order was priced.",
    )
    discount_saving = fields.Monetary(
        string="You Save",
        compute="_compute_discount_saving",
        help="By discount rules, without tax.",
    )

    @api.depends("order_line.discount_result", "state")
    def _compute_discount_rules_changed(self):
        for order in self:
            stamps = {line._priced_result().get("stamp") for line in order.order_line}
            priced = order.state in ("draft", "sent") and stamps - {None}
            order.discount_rules_changed = bool(priced) and stamps - {None} != {
                order._discount_book().stamp
            }

    @api.depends("order_line.discount_result")
    def _compute_discount_saving(self):
        for order in self:
            # customers see what they save, though not the rules' records
            traces = order.sudo().order_line.discount_trace_ids
            order.discount_saving = sum(traces.mapped("amount"))

    @api.onchange("partner_id", "date_order")
    def _onchange_offers_update_prices(self):
        """Another customer or date may mean other discounts: offer to update the prices."""
        changed = any(self._origin[name] != self[name] for name in ("partner_id", "date_order"))
        if self.order_line and self._origin and changed:
            self.show_update_pricelist = True

    def action_preview_update_prices(self):
        """Show what updating the prices would change."""
        self.ensure_one()
        self.check_access("write")
        update = self.env["crm.discount.update"]._prepared(self)
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Update Prices"),
            "res_model": update._name,
            "res_id": update.id,
            "view_mode": "form",
            "target": "new",
        }

    def _prices_by_rules(self, lines, peers):
        """What the rules decide on `lines`, which are among `peers`, all lines of the order.

        Return the values of COMPUTED by line; nothing where there are no rules.
        """
        self.ensure_one()
        book = self._discount_book()
        if not lines or not book.rules.entries:
            return {}
        decided = {each.key: each for each in self._evaluate_discounts(peers, book).lines}
        step = Decimal(repr(self.currency_id.rounding))
        return {
            line: line._outcome_values(decided[line.id], step, book.stamp)
            for line in lines
            if line._takes_rules()
        }

    def _evaluate_discounts(self, peers, book, explain=False):
        """Ask the engine; `peers` are all lines of the order."""
        self.ensure_one()
        return evaluate(self._discount_facts(peers, book), book.rules, explain)

    def _discount_facts(self, peers, *books, date=None):
        """The order as any of these books is to see it, on its own day or another one."""
        goods = [line._discount_goods() for line in peers if line.product_id]
        customer = self._discount_customer(date)
        return order_facts(customer, goods, priced_rate(customer, *books))

    def _explained(self, lines):
        """What the rules say of these lines today, by line, with reasons and thresholds."""
        self.ensure_one()
        outcome = self._evaluate_discounts(self.order_line, self._discount_book(), set(lines.ids))
        return {each.key: each for each in outcome.lines}

    def _discount_book(self):
        company = self.company_id or self.env.company
        return self.env["crm.discount.rule"]._discount_book(company.id)

    def _discount_customer(self, date=None):
        company = self.company_id or self.env.company
        return Customer(
            company,
            self.partner_id,
            self.pricelist_id,
            self.currency_id or company.currency_id,
            date or company._local_day(self.date_order),
        )

    def _recompute_prices(self):
        """Update prices: what was typed or decided before is forgotten first."""
        lines = self._get_update_prices_lines()
        forgotten = [lines._fields[name] for name in COMPUTED[1:]]
        with self.env.protecting(forgotten, lines):
            lines.auto_discount = 0.0
            lines.discount_result = False
        # nothing is decided on them now: their traces go
        lines._store_discount_traces()
        return super()._recompute_prices()
