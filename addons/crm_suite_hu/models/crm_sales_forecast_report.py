from odoo import fields, models
from odoo.tools import SQL


class CrmSalesForecastReport(models.Model):
    """Forecast beside ordered and delivered quantities, in the product's unit, by day.

    Ordered: confirmed order lines on the order's date. Delivered: what left to customers less
    what came back to be refunded, on the day of the movement, as on the order line. Days are
    those of the user's time zone. A week's forecast stands on its Monday.
    """

    _name = "crm.sales.forecast.report"
    _description = "Forecast Comparison"
    _auto = False
    _rec_name = "product_id"
    _order = "date desc, product_id"
    _depends = {
        "crm.sales.forecast": [
            "company_id",
            "source",
            "product_id",
            "date_from",
            "product_qty",
            "partner_id",
            "user_id",
            "team_id",
            "warehouse_id",
        ],
        "product.product": ["product_tmpl_id"],
        "product.template": ["categ_id", "type", "uom_id"],
        "res.partner": ["commercial_partner_id"],
        "sale.order": [
            "company_id",
            "date_order",
            "partner_id",
            "state",
            "team_id",
            "user_id",
            "warehouse_id",
        ],
        "sale.order.line": [
            "display_type",
            "is_downpayment",
            "order_id",
            "product_id",
            "product_uom_id",
            "product_uom_qty",
        ],
        "stock.location": ["usage"],
        "stock.move": [
            "date",
            "location_dest_id",
            "location_id",
            "origin_returned_move_id",
            "product_id",
            "product_uom",
            "quantity",
            "sale_line_id",
            "state",
            "to_refund",
        ],
        "uom.uom": ["factor"],
    }

    date = fields.Date(readonly=True)
    product_id = fields.Many2one("product.product", readonly=True)
    product_tmpl_id = fields.Many2one("product.template", "Product Template", readonly=True)
    categ_id = fields.Many2one("product.category", "Product Category", readonly=True)
    product_uom_id = fields.Many2one("uom.uom", "Unit", readonly=True)
    company_id = fields.Many2one("res.company", readonly=True)
    partner_id = fields.Many2one("res.partner", "Customer", readonly=True)
    user_id = fields.Many2one("res.users", "Salesperson", readonly=True)
    team_id = fields.Many2one("crm.team", "Sales Team", readonly=True)
    warehouse_id = fields.Many2one("stock.warehouse", readonly=True)
    sales_qty = fields.Float("Sales Forecast", digits="Product Unit", readonly=True)
    production_qty = fields.Float("Production Forecast", digits="Product Unit", readonly=True)
    purchase_qty = fields.Float("Purchase Forecast", digits="Product Unit", readonly=True)
    ordered_qty = fields.Float("Ordered", digits="Product Unit", readonly=True)
    delivered_qty = fields.Float("Delivered", digits="Product Unit", readonly=True)
    difference_qty = fields.Float(
        "Ordered Less Forecast",
        digits="Product Unit",
        readonly=True,
        help="Ordered quantity less sales forecast: negative where we sold less than expected.",
    )

    @property
    def _table_query(self):
        return SQL(
            """
            SELECT facts.*,
                   product.product_tmpl_id,
                   template.categ_id,
                   template.uom_id AS product_uom_id,
                   facts.ordered_qty - facts.sales_qty AS difference_qty
              FROM (%s UNION ALL %s UNION ALL %s) AS facts
              JOIN product_product product ON product.id = facts.product_id
              JOIN product_template template ON template.id = product.product_tmpl_id
            """,
            self._get_forecast_query(),
            self._get_ordered_query(),
            self._get_delivered_query(),
        )

    def _get_forecast_query(self):
        return SQL(
            """
            SELECT forecast.id * 3 AS id,
                   forecast.date_from AS date,
                   forecast.product_id,
                   forecast.company_id,
                   partner.commercial_partner_id AS partner_id,
                   forecast.user_id,
                   forecast.team_id,
                   forecast.warehouse_id,
                   CASE WHEN source = 'sales' THEN product_qty ELSE 0 END AS sales_qty,
                   CASE WHEN source = 'production' THEN product_qty ELSE 0 END AS production_qty,
                   CASE WHEN source = 'purchase' THEN product_qty ELSE 0 END AS purchase_qty,
                   0 AS ordered_qty,
                   0 AS delivered_qty
              FROM crm_sales_forecast forecast
              LEFT JOIN res_partner partner ON partner.id = forecast.partner_id
            """
        )

    def _get_ordered_query(self):
        return SQL(
            """
            SELECT line.id * 3 + 1, %s, line.product_id, sale.company_id,
                   partner.commercial_partner_id, sale.user_id, sale.team_id, sale.warehouse_id,
                   0, 0, 0, line.product_uom_qty * unit.factor / product_unit.factor, 0
              FROM sale_order_line line
              JOIN sale_order sale ON sale.id = line.order_id AND sale.state = 'sale'
              JOIN res_partner partner ON partner.id = sale.partner_id
              JOIN product_product product ON product.id = line.product_id
              JOIN product_template template
                ON template.id = product.product_tmpl_id AND template.type = 'consu'
              JOIN uom_uom unit ON unit.id = line.product_uom_id
              JOIN uom_uom product_unit ON product_unit.id = template.uom_id
             WHERE line.display_type IS NULL AND line.is_downpayment IS NOT TRUE
            """,
            self._get_local_date(SQL("sale.date_order")),
        )

    def _get_delivered_query(self):
        # the same movements as the order line's delivered quantity counts
        return SQL(
            """
            SELECT move.id * 3 + 2, %s, move.product_id, sale.company_id,
                   partner.commercial_partner_id, sale.user_id, sale.team_id, sale.warehouse_id,
                   0, 0, 0, 0,
                   CASE WHEN target.usage = 'customer' THEN 1 ELSE -1 END
                   * move.quantity * unit.factor / product_unit.factor
              FROM stock_move move
              JOIN sale_order_line line ON line.id = move.sale_line_id
              JOIN sale_order sale ON sale.id = line.order_id
              JOIN res_partner partner ON partner.id = sale.partner_id
              JOIN stock_location origin ON origin.id = move.location_id
              JOIN stock_location target ON target.id = move.location_dest_id
              JOIN product_product product ON product.id = move.product_id
              JOIN product_template template ON template.id = product.product_tmpl_id
              JOIN uom_uom unit ON unit.id = move.product_uom
              JOIN uom_uom product_unit ON product_unit.id = template.uom_id
             WHERE move.state = 'done'
               AND (origin.usage = 'customer') != (target.usage = 'customer')
               AND (move.to_refund
                    OR target.usage = 'customer' AND move.origin_returned_move_id IS NULL)
            """,
            self._get_local_date(SQL("move.date")),
        )

    def _get_local_date(self, column):
        """A stored UTC moment as a day where the user is."""
        zone = self.env.context.get("tz") or self.env.user.tz or "UTC"
        return SQL("(%s AT TIME ZONE 'UTC' AT TIME ZONE %s)::date", column, zone)
