from odoo import api, models
from odoo.fields import Domain
from odoo.tools import SQL

RATE = SQL("sale_order.currency_rate")


class CrmAudienceMetric(models.AbstractModel):
    """What was ordered: confirmed orders of the audience's company, by the buyer's firm."""

    _inherit = "crm.audience.metric"

    @api.model
    def _orders(self, asked):
        domain = [("state", "=", "sale"), ("company_id", "=", asked.company.id)]
        return self.env["sale.order"]._search(domain + asked.moments("date_order"))

    @api.model
    def _order_figure(self, asked, of_order, of_line):
        """Return a figure of orders; with products or categories, of their lines only."""
        query = self._orders(asked)
        firm = self._by_firm(query)
        if not (asked.leaf.products or asked.leaf.categories):
            return query.select(firm, SQL("%s AS value", of_order))
        self._join_lines(query, asked)
        return query.select(firm, SQL("%s AS value", of_line))

    @api.model
    def _join_lines(self, query, asked):
        """Join the lines that the criterion speaks of to a query of orders."""
        lines = self.env["sale.order.line"]._search(
            [("display_type", "=", False), ("product_id", "!=", False)]
        )
        query.add_join(
            "JOIN",
            "audience_line",
            SQL("(%s)", lines.select(SQL("sale_order_line.*"))),
            SQL("audience_line.order_id = sale_order.id"),
        )
        if asked.leaf.products or asked.leaf.categories:
            # IS TRUE: the products are looked up once, not line by line
            products = self._products(asked)
            query.add_where(SQL("(audience_line.product_id IN %s) IS TRUE", products.subselect()))

    @api.model
    def _products(self, asked):
        """Return the query of products that are named, whether they are still sold or not."""
        chosen = Domain("id", "in", asked.leaf.products)
        if asked.leaf.categories:
            chosen |= Domain("categ_id", "child_of", asked.leaf.categories)
        return self.env["product.product"].with_context(active_test=False)._search(chosen)

    @api.model
    def _metric_order_count(self, asked):
        return self._order_figure(
            asked, SQL("COUNT(*)"), SQL("COUNT(DISTINCT audience_line.order_id)")
        )

    @api.model
    def _metric_order_amount(self, asked):
        return self._order_figure(
            asked,
            asked.money(SQL("SUM(sale_order.amount_untaxed / %s)", RATE)),
            asked.money(SQL("SUM(audience_line.price_subtotal / %s)", RATE)),
        )

    @api.model
    def _metric_order_margin(self, asked):
        orders = self.env["sale.order"]
        # who may not read margins does not learn them from who is in an audience
        orders._check_field_access(orders._fields["margin"], "read")
        return self._order_figure(
            asked,
            asked.money(SQL("SUM(sale_order.margin / %s)", RATE)),
            asked.money(SQL("SUM(audience_line.margin / %s)", RATE)),
        )

    @api.model
    def _metric_order_average(self, asked):
        amount = asked.money(SQL("SUM(sale_order.amount_untaxed / %s) / COUNT(*)", RATE))
        return self._order_figure(asked, amount, amount)

    @api.model
    def _metric_days_since_order(self, asked):
        days = asked.days_since(SQL("MAX(sale_order.date_order)"))
        return self._order_figure(asked, days, days)

    @api.model
    def _metric_days_since_first_order(self, asked):
        days = asked.days_since(SQL("MIN(sale_order.date_order)"))
        return self._order_figure(asked, days, days)

    @api.model
    def _metric_bought_product(self, asked):
        """The quantity, in the product's own unit; what was only taken back was not bought."""
        query = self._orders(asked)
        firm = self._by_firm(query)
        self._join_lines(query, asked)
        if asked.leaf.operator in ("in", "not in"):
            query.add_where(SQL("audience_line.product_uom_qty > 0"))
        for alias, table, on in (
            ("line_unit", "uom_uom", SQL("line_unit.id = audience_line.product_uom_id")),
            ("bought", "product_product", SQL("bought.id = audience_line.product_id")),
            ("kind", "product_template", SQL("kind.id = bought.product_tmpl_id")),
            ("unit", "uom_uom", SQL("unit.id = kind.uom_id")),
        ):
            query.add_join("JOIN", alias, table, on)
        quantity = SQL("SUM(audience_line.product_uom_qty * line_unit.factor / unit.factor)")
        return query.select(firm, SQL("%s AS value", quantity))

    @api.model
    def _metric_bought_category(self, asked):
        return self._metric_bought_product(asked)
