from odoo import fields, models
from odoo.tools import SQL

from ..models.helpdesk_ticket import KINDS


class CrmTicketSatisfaction(models.Model):
    """How satisfied customers are after a ticket: one row for each rating and product concerned.

    The net promoter score (NPS) is the share of promoters less the share of detractors, from
    -100 to 100. Of the ratings from 1 to 5 that customers give, 5 makes a promoter, 4 counts as an
    answer only, 1 to 3 makes a detractor. A rating of a ticket about several products is shared out
    over them, so that sums are right in every grouping. The person is who was rated, whoever has
    the ticket now.
    """

    _name = "crm.ticket.satisfaction"
    _inherit = ["crm.ratio.report"]
    _description = "Satisfaction of Customers"
    _auto = False
    _order = "date desc, id desc"
    _rec_name = "ticket_id"
    _ratios = {"rating": ("points", "answers", 1), "nps": ("balance", "answers", 100)}

    ticket_id = fields.Many2one("helpdesk.ticket", readonly=True)
    date = fields.Datetime(string="Rated", readonly=True)
    company_id = fields.Many2one("res.company", readonly=True)
    kind = fields.Selection(KINDS, readonly=True)
    team_id = fields.Many2one("helpdesk.ticket.team", readonly=True)
    user_id = fields.Many2one("res.users", string="Person", readonly=True)
    partner_id = fields.Many2one("res.partner", string="Customer", readonly=True)
    product_id = fields.Many2one("product.product", readonly=True)
    categ_id = fields.Many2one("product.category", string="Product category", readonly=True)
    feedback = fields.Text(string="Comment", readonly=True)
    answers = fields.Float(readonly=True, help="Ratings; of several products each has its share.")
    promoters = fields.Float(readonly=True)
    detractors = fields.Float(readonly=True)
    points = fields.Float(readonly=True)
    balance = fields.Float(string="Promoters less detractors", readonly=True)
    rating = fields.Float(string="Average rating", readonly=True, aggregator="avg", digits=(16, 2))
    nps = fields.Float(string="NPS", readonly=True, aggregator="avg", digits=(16, 1))

    @property
    def _table_query(self):
        return SQL(
            """
            SELECT row_number() OVER (ORDER BY rated.id, goods.product_id) AS id,
                   ticket.id AS ticket_id, rated.rated_on AS date, ticket.company_id, ticket.kind,
                   ticket.team_id, COALESCE(person.id, ticket.user_id) AS user_id,
                   ticket.commercial_partner_id AS partner_id, goods.product_id, template.categ_id,
                   rated.feedback, share.part AS answers,
                   CASE WHEN rated.rating >= 5 THEN share.part ELSE 0 END AS promoters,
                   CASE WHEN rated.rating < 4 THEN share.part ELSE 0 END AS detractors,
                   share.part * rated.rating AS points,
                   share.part * CASE WHEN rated.rating >= 5 THEN 1
                                     WHEN rated.rating < 4 THEN -1 ELSE 0 END AS balance,
                   rated.rating,
                   CASE WHEN rated.rating >= 5 THEN 100
                        WHEN rated.rating < 4 THEN -100 ELSE 0 END AS nps
              FROM rating_rating rated
              JOIN helpdesk_ticket ticket ON ticket.id = rated.res_id AND ticket.active
              LEFT JOIN (
                   SELECT DISTINCT ticket_id, product_id FROM crm_complaint_line
              ) goods ON goods.ticket_id = ticket.id
              LEFT JOIN product_product product ON product.id = goods.product_id
              LEFT JOIN product_template template ON template.id = product.product_tmpl_id
              LEFT JOIN LATERAL (
                   SELECT id FROM res_users WHERE partner_id = rated.rated_partner_id
                    ORDER BY id LIMIT 1
              ) person ON TRUE
             CROSS JOIN LATERAL (
                   SELECT 1.0 / GREATEST(COUNT(DISTINCT line.product_id), 1) AS part
                     FROM crm_complaint_line line WHERE line.ticket_id = ticket.id
              ) share
             WHERE rated.res_model = 'helpdesk.ticket' AND rated.consumed AND rated.rating >= 1
            """
        )
