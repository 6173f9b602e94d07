from odoo import fields, models
from odoo.tools import SQL


class CrmComplaintRate(models.Model):
    """Complaints beside deliveries and turnover of the same time, product by product.

    One row for each day, product and event of a kind: goods delivered, turnover invoiced, goods
    complained about. Rates of a group divide the sums, they are never averages of rates.
    """

    _name = "crm.complaint.rate"
    _inherit = ["crm.ratio.report"]
    _description = "Complaint Rates"
    _auto = False
    _order = "date desc, product_id"
    _rec_name = "product_id"
    _ratios = {
        "per_thousand": ("complained", "delivered", 1000),
        "per_million": ("complaints", "turnover", 1_000_000),
    }

    date = fields.Date(readonly=True)
    company_id = fields.Many2one("res.company", readonly=True)
    currency_id = fields.Many2one(related="company_id.currency_id")
    product_id = fields.Many2one("product.product", readonly=True)
    categ_id = fields.Many2one("product.category", string="Product category", readonly=True)
    delivered = fields.Float(readonly=True, digits="Product Unit")
    turnover = fields.Monetary(readonly=True, help="Invoiced without tax, credit notes deducted.")
    complaints = fields.Integer(readonly=True, help="Lines of goods on complaints.")
    complained = fields.Float(string="Complained about", readonly=True, digits="Product Unit")
    per_thousand = fields.Float(
        string="Per 1,000 delivered", readonly=True, aggregator="avg", digits=(16, 2)
    )
    per_million = fields.Float(
        string="Complaints per million of turnover", readonly=True, aggregator="avg",
        digits=(16, 2),
    )  # fmt: skip

    @property
    def _table_query(self):
        return SQL(
            """
            SELECT row_number() OVER (ORDER BY event.date, event.product_id, event.kind) AS id,
                   event.date, event.company_id, event.product_id, template.categ_id,
                   event.delivered, event.turnover, event.complaints, event.complained,
                   NULL::numeric AS per_thousand, NULL::numeric AS per_million
              FROM (%s UNION ALL %s UNION ALL %s) AS event
              JOIN product_product AS product ON product.id = event.product_id
              JOIN product_template AS template ON template.id = product.product_tmpl_id
            """,
            self._deliveries(),
            self._invoices(),
            self._complaints(),
        )

    def _deliveries(self):
        return SQL(
            """
            SELECT 1 AS kind, %(day)s AS date, line.company_id, line.product_id,
                   SUM(line.quantity_product_uom) AS delivered, 0 AS turnover, 0 AS complaints,
                   0 AS complained
              FROM stock_move_line AS line
              JOIN stock_location AS source ON source.id = line.location_id
              JOIN stock_location AS destination ON destination.id = line.location_dest_id
             WHERE line.state = 'done' AND destination.usage = 'customer'
               AND source.usage <> 'customer'
             GROUP BY 2, line.company_id, line.product_id
            """,
            day=self._day(SQL("line.date")),
        )

    def _invoices(self):
        return SQL(
            """
            SELECT 2, move.invoice_date, line.company_id, line.product_id,
                   0, -SUM(line.balance), 0, 0
              FROM account_move_line AS line
              JOIN account_move AS move ON move.id = line.move_id
             WHERE move.state = 'posted' AND move.move_type IN ('out_invoice', 'out_refund')
               AND line.display_type = 'product' AND line.product_id IS NOT NULL
             GROUP BY move.invoice_date, line.company_id, line.product_id
            """
        )

    def _complaints(self):
        return SQL(
            """
            SELECT 3, %(day)s, ticket.company_id, line.product_id,
                   0, 0, COUNT(*), SUM(line.quantity * unit.factor / own_unit.factor)
              FROM crm_complaint_line AS line
              JOIN helpdesk_ticket AS ticket ON ticket.id = line.ticket_id
              JOIN product_product AS product ON product.id = line.product_id
              JOIN product_template AS template ON template.id = product.product_tmpl_id
              LEFT JOIN sale_order_line AS sold ON sold.id = line.sale_line_id
              JOIN uom_uom AS own_unit ON own_unit.id = template.uom_id
              JOIN uom_uom AS unit ON unit.id = COALESCE(sold.product_uom_id, template.uom_id)
             WHERE ticket.active AND ticket.kind IN ('complaint', 'warranty', 'return')
             GROUP BY 2, ticket.company_id, line.product_id
            """,
            day=self._day(SQL("ticket.received_at")),
        )

    def _day(self, moment):
        """The day of a moment where the user is."""
        return SQL("(%s AT TIME ZONE 'UTC' AT TIME ZONE %s)::date", moment, str(self.env.tz))
