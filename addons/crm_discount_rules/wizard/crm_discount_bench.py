from datetime import datetime, time, timedelta

from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Command, Domain

from ..adapters import book_of
from ..discount_engine import evaluate

ORDERS_A_PART = 50


class CrmDiscountBench(models.TransientModel):
    """Prices past orders again, with rules that are not in use yet or without some that are.

    Nothing of the orders changes. What a person typed stays as he typed it, also here.
    """

    _name = "crm.discount.bench"
    _description = "Test of Discount Rules"

    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    date_start = fields.Date(
        string="Orders From", required=True, default=lambda self: self._last_month()[0]
    )
    date_end = fields.Date(
        string="Orders Until", required=True, default=lambda self: self._last_month()[1]
    )
    as_of = fields.Date(
        string="As If Ordered On",
        required=True,
        compute="_compute_as_of",
        store=True,
        precompute=True,
        readonly=False,
        help="The rules that are valid on this day count.",
    )
    tried_rule_ids = fields.Many2many(
        "crm.discount.rule",
        "crm_discount_bench_tried_rel",
        string="Try with These Rules",
        context={"active_test": False},
        domain="[('active', '=', False), ('company_id', 'in', (False, company_id))]",
    )
    left_out_rule_ids = fields.Many2many(
        "crm.discount.rule",
        "crm_discount_bench_left_out_rel",
        string="Try without These Rules",
        domain="[('company_id', 'in', (False, company_id))]",
    )
    last_order_id = fields.Integer(readonly=True)
    is_finished = fields.Boolean(readonly=True)
    line_ids = fields.One2many("crm.discount.bench.line", "bench_id")
    order_count = fields.Integer(string="Orders", compute="_compute_totals")
    sold = fields.Monetary(string="As Sold", compute="_compute_totals")
    today = fields.Monetary(string="With Today's Rules", compute="_compute_totals")
    tried = fields.Monetary(string="With the Tried Rules", compute="_compute_totals")
    effect = fields.Monetary(string="Effect on Turnover", compute="_compute_totals")
    margin_today = fields.Monetary(string="Margin with Today's Rules", compute="_compute_totals")
    margin_tried = fields.Monetary(string="Margin with the Tried Rules", compute="_compute_totals")
    margin_today_percent = fields.Float(
        string="Today's Margin (%)", compute="_compute_totals", digits=(16, 1)
    )
    margin_tried_percent = fields.Float(
        string="Tried Margin (%)", compute="_compute_totals", digits=(16, 1)
    )

    def _compute_display_name(self):
        self.display_name = self.env._("Test of Discount Rules")

    @api.model
    def _last_month(self):
        first = fields.Date.context_today(self).replace(day=1)
        return first - relativedelta(months=1), first - timedelta(days=1)

    @api.depends("tried_rule_ids")
    def _compute_as_of(self):
        today = fields.Date.context_today(self)
        for bench in self:
            starts = [rule.date_start for rule in bench.tried_rule_ids if rule.date_start]
            bench.as_of = max([today, *starts])

    @api.depends("line_ids.tried", "line_ids.today", "line_ids.sold", "line_ids.cost")
    def _compute_totals(self):
        for bench in self:
            sums = self.env["crm.discount.bench.line"]._read_group(
                [("bench_id", "in", bench.ids)],
                [],
                ["order_id:count_distinct", "sold:sum", "today:sum", "tried:sum", "cost:sum"],
            )[0]
            bench.order_count, bench.sold, bench.today, bench.tried, cost = sums
            bench.effect = bench.tried - bench.today
            bench.margin_today = bench.today - cost
            bench.margin_tried = bench.tried - cost
            bench.margin_today_percent = _percent(bench.margin_today, bench.today)
            bench.margin_tried_percent = _percent(bench.margin_tried, bench.tried)

    def action_run(self):
        """Begin anew; the screen then asks for part after part."""
        self.ensure_one()
        self.line_ids.unlink()
        self.write({"last_order_id": 0, "is_finished": False})
        if not self.env["sale.order"].search_count(self._orders(), limit=1):
            raise UserError(
                self.env._("No order was confirmed in these days: choose another period.")
            )
        return {
            "type": "ir.actions.client",
            "tag": "crm_discount_bench_run",
            "name": self.env._("Pricing the Orders Again"),
            "params": {"bench_id": self.id},
            "target": "new",
        }

    def run_part(self):
        """Price the next orders; return how many are `done` of how many in `total`."""
        self.ensure_one()
        self.check_access("write")
        orders = self.env["sale.order"].with_company(self.company_id)
        total = orders.search_count(self._orders())
        part = orders.search(
            self._orders() & Domain("id", ">", self.last_order_id), order="id", limit=ORDERS_A_PART
        )
        self._price(part)
        self.last_order_id = part[-1:].id or self.last_order_id
        left = self._orders() & Domain("id", ">", self.last_order_id)
        waiting = orders.search_count(left)
        self.is_finished = not waiting
        return {"done": total - waiting, "total": total}

    def action_result(self):
        """Show what came out."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Test of Discount Rules"),
            "res_model": self._name,
            "res_id": self.id,
            "views": [(False, "form")],
        }

    def action_lines(self):
        """Open the lines, to be looked at by customer, product or salesperson."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Orders Priced Again"),
            "res_model": "crm.discount.bench.line",
            "view_mode": "pivot,graph,list",
            "domain": [("bench_id", "=", self.id)],
        }

    def _orders(self):
        """The confirmed orders of the period, by the company's days."""
        self.ensure_one()
        first, end = (
            self.company_id._moment_of(datetime.combine(day, time.min))
            for day in (self.date_start, self.date_end + timedelta(days=1))
        )
        return (
            Domain("company_id", "=", self.company_id.id)
            & Domain("state", "=", "sale")
            & Domain("date_order", ">=", first)
            & Domain("date_order", "<", end)
        )

    def _price(self, orders):
        rules = self.env["crm.discount.rule"]
        book = rules._discount_book(self.company_id.id)
        tried = book_of(
            rules._rules_of_company(self.company_id.id),
            self.company_id.id,
            tried=frozenset(self.tried_rule_ids.ids),
            left_out=frozenset(self.left_out_rule_ids.ids),
        )
        self.line_ids = [
            Command.create(values)
            for order in orders
            for values in self._lines_of(order, book, tried)
        ]

    def _lines_of(self, order, book, tried):
        lines = order.order_line.filtered(lambda line: line._takes_rules())
        facts = order._discount_facts(order.order_line, book, tried, date=self.as_of)
        outcomes = [
            {each.key: float(each.subtotal) for each in evaluate(facts, one.rules).lines}
            for one in (book, tried)
        ]
        rate = order.currency_rate or 1.0
        for line in lines:
            today, with_tried = (found[line.id] / rate for found in outcomes)
            yield {
                **line._bench_dimensions(),
                "sold": line.price_subtotal / rate,
                "today": today,
                "tried": with_tried,
                "effect": with_tried - today,
                "cost": line._discount_cost(),
            }


class CrmDiscountBenchLine(models.TransientModel):
    """A line of a past order as it was sold, and as it would be priced."""

    _name = "crm.discount.bench.line"
    _description = "Order Line Priced Again"
    _order = "effect, id"

    bench_id = fields.Many2one("crm.discount.bench", required=True, ondelete="cascade", index=True)
    order_id = fields.Many2one("sale.order", ondelete="cascade")
    partner_id = fields.Many2one("res.partner", string="Customer", ondelete="cascade")
    product_id = fields.Many2one("product.product", ondelete="cascade")
    categ_id = fields.Many2one("product.category", ondelete="cascade")
    user_id = fields.Many2one("res.users", string="Salesperson", ondelete="cascade")
    currency_id = fields.Many2one(related="bench_id.currency_id")
    sold = fields.Monetary(string="As Sold")
    today = fields.Monetary(string="With Today's Rules")
    tried = fields.Monetary(string="With the Tried Rules")
    effect = fields.Monetary(string="Effect on Turnover")
    cost = fields.Monetary()


def _percent(part, whole):
    return part / whole * 100 if whole else 0.0
