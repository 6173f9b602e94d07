from odoo import api, fields, models
from odoo.tools import SQL

from ..models.helpdesk_ticket import KINDS
from ..models.helpdesk_ticket_law import REGIMES

#: how long a ticket has been open
AGES = [
    ("1", "Under a day"),
    ("2", "1 to 3 days"),
    ("3", "3 to 7 days"),
    ("4", "7 to 30 days"),
    ("5", "More than 30 days"),
]


class CrmComplaintReport(models.Model):
    """Complaints by product, defect, cause, supplier and carrier: one row for each line of goods.

    A ticket without goods is one row too. Values and costs of a ticket are shared out over its
    lines by their value, so sums over any grouping are those of the tickets.
    """

    _name = "crm.complaint.report"
    _description = "Complaint Analysis"
    _auto = False
    _order = "date desc, id desc"
    _rec_name = "ticket_id"

    ticket_id = fields.Many2one("helpdesk.ticket", readonly=True)
    date = fields.Datetime(string="Received", readonly=True)
    company_id = fields.Many2one("res.company", readonly=True)
    currency_id = fields.Many2one(related="company_id.currency_id")
    kind = fields.Selection(KINDS, readonly=True)
    legal_regime = fields.Selection(REGIMES, readonly=True)
    team_id = fields.Many2one("helpdesk.ticket.team", readonly=True)
    user_id = fields.Many2one("res.users", string="Assigned user", readonly=True)
    partner_id = fields.Many2one("res.partner", string="Customer", readonly=True)
    product_id = fields.Many2one("product.product", readonly=True)
    categ_id = fields.Many2one("product.category", string="Product category", readonly=True)
    lot_id = fields.Many2one("stock.lot", string="Lot or serial number", readonly=True)
    vendor_id = fields.Many2one("res.partner", string="Supplier", readonly=True)
    defect_id = fields.Many2one("crm.complaint.defect", readonly=True)
    root_cause_id = fields.Many2one("crm.complaint.cause", readonly=True)
    liable = fields.Selection(
        selection=lambda self: self.env["helpdesk.ticket"]._fields["liable"].selection,
        string="Borne by",
        readonly=True,
    )
    liable_partner_id = fields.Many2one("res.partner", string="Supplier or carrier", readonly=True)
    decision = fields.Selection(
        selection=lambda self: self.env["helpdesk.ticket"]._fields["decision"].selection,
        readonly=True,
    )
    age = fields.Selection(AGES, string="Open since", readonly=True, help="Of open tickets only.")
    late = fields.Selection([("no", "Kept"), ("yes", "Passed")], string="Deadline", readonly=True)
    quantity = fields.Float(readonly=True, digits="Product Unit")
    value = fields.Monetary(readonly=True)
    cost = fields.Monetary(readonly=True)
    tickets = fields.Float(
        string="Complaints", readonly=True, help="A ticket with several goods is shared out."
    )

    @property
    def _table_query(self):
        return SQL(
            "%s %s WHERE ticket.active WINDOW of_ticket AS (PARTITION BY ticket.id)",
            self._select(),
            self._from(),
        )

    @api.model
    def _select(self):
        share = SQL(
            """
            CASE WHEN SUM(line.value) OVER of_ticket > 0
                 THEN line.value / SUM(line.value) OVER of_ticket
                 ELSE 1.0 / COUNT(*) OVER of_ticket
            END
            """
        )
        return SQL(
            """
            SELECT COALESCE(line.id * 2, ticket.id * 2 + 1) AS id,
                   ticket.id AS ticket_id, ticket.received_at AS date, ticket.company_id,
                   ticket.kind, ticket.legal_regime, ticket.team_id, ticket.user_id,
                   ticket.commercial_partner_id AS partner_id,
                   ticket.root_cause_id, ticket.liable, ticket.liable_partner_id, ticket.decision,
                   line.product_id, template.categ_id, line.lot_id, line.vendor_id, line.defect_id,
                   line.quantity,
                   CASE WHEN ticket.deadline IS NULL THEN NULL
                        WHEN ticket.deadline < COALESCE(
                             CASE WHEN stage.closed THEN ticket.closed_date END,
                             NOW() AT TIME ZONE 'UTC') THEN 'yes'
                        ELSE 'no' END AS late,
                   CASE WHEN stage.closed THEN NULL ELSE (
                        1 + width_bucket(
                            EXTRACT(EPOCH FROM NOW() AT TIME ZONE 'UTC' - ticket.received_at)
                            / 86400, ARRAY[1, 3, 7, 30]::numeric[])
                        )::varchar END AS age,
                   COALESCE(ticket.value_total, 0) * %(share)s AS value,
                   COALESCE(ticket.cost_total, 0) * %(share)s AS cost,
                   %(share)s AS tickets
            """,
            share=share,
        )

    @api.model
    def _from(self):
        return SQL(
            """
              FROM helpdesk_ticket ticket
              LEFT JOIN helpdesk_ticket_stage stage ON stage.id = ticket.stage_id
              LEFT JOIN crm_complaint_line line ON line.ticket_id = ticket.id
              LEFT JOIN product_product product ON product.id = line.product_id
              LEFT JOIN product_template template ON template.id = product.product_tmpl_id
            """
        )
