from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.tools import SQL, plaintext2html

MANAGER = "crm_discount_rules.group_discount_manager"
NAMED = 20
# programs and their periods go in; out comes who moved from which group to which
MOVES = """
    WITH program (id, company_id, after, until) AS (VALUES %s),
    turnover AS (
        SELECT program.id, partner.commercial_partner_id AS partner_id,
               SUM(move.amount_untaxed_signed) AS amount
          FROM program
          JOIN account_move move ON move.company_id = program.company_id
           AND move.state = 'posted'
           AND move.move_type IN ('out_invoice', 'out_refund', 'out_receipt')
           AND move.invoice_date > program.after
           AND move.invoice_date <= program.until
          JOIN res_partner partner ON partner.id = move.partner_id
         GROUP BY 1, 2
    ),
    earned AS (
        SELECT DISTINCT ON (turnover.id, turnover.partner_id)
               turnover.id, turnover.partner_id, tier.category_id
          FROM turnover
          JOIN crm_discount_turnover_tier tier ON tier.turnover_id = turnover.id
           AND tier.min_turnover <= turnover.amount
         ORDER BY turnover.id, turnover.partner_id, tier.min_turnover DESC
    ),
    membership AS (
        SELECT tier.turnover_id AS id, rel.partner_id, rel.category_id
          FROM crm_discount_turnover_tier tier
          JOIN program ON program.id = tier.turnover_id
          JOIN res_partner_res_partner_category_rel rel
            ON rel.category_id = tier.category_id
    ),
    leaving AS (SELECT * FROM membership EXCEPT SELECT * FROM earned),
    joining AS (SELECT * FROM earned EXCEPT SELECT * FROM membership),
    deleted AS (
        DELETE FROM res_partner_res_partner_category_rel rel USING leaving
         WHERE rel.partner_id = leaving.partner_id
           AND rel.category_id = leaving.category_id
    ),
    inserted AS (
        INSERT INTO res_partner_res_partner_category_rel (partner_id, category_id)
        SELECT partner_id, category_id FROM joining
    )
    SELECT id, partner_id, MAX(leaving.category_id), MAX(joining.category_id)
      FROM leaving FULL JOIN joining USING (id, partner_id)
     GROUP BY id, partner_id
     ORDER BY id, partner_id
"""


class CrmDiscountTurnover(models.Model):
    """Which customer group a customer earns by what he bought in the last months.

    Turnover is what was invoiced, without tax, less what was credited, of the customer with all
    its contacts and addresses, in the company's currency. The groups of the tiers are filled by
    this alone: who is put into one by hand leaves it the next night.
    """

    _name = "crm.discount.turnover"
    _description = "Customer Groups by Turnover"
    _inherit = ["mail.thread"]
    _order = "name, id"

    _months_positive = models.Constraint(
        "CHECK(months BETWEEN 1 AND 120)", "The turnover of 1 to 120 months can be counted."
    )

    name = fields.Char(required=True, tracking=True)
    active = fields.Boolean(default=True, tracking=True)
    company_id = fields.Many2one(
        "res.company", required=True, index=True, default=lambda self: self.env.company
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    months = fields.Integer(
        string="Months Counted",
        required=True,
        default=12,
        tracking=True,
        help="Invoices dated in this many months up to today count.",
    )
    tier_ids = fields.One2many("crm.discount.turnover.tier", "turnover_id", string="Tiers")
    computed_on = fields.Datetime(string="Last Recomputed", readonly=True, copy=False)

    def action_recompute(self):
        """Put every customer into the group that he has earned, now instead of at night."""
        if not self.env.user.has_group(MANAGER):
            raise AccessError(self.env._("Only a discount manager moves customers between groups."))
        self.check_access("write")
        self._recompute()
        return True

    @api.model
    def _cron_recompute(self):
        self.search([("active", "=", True)])._recompute()

    def _recompute(self):
        """Move all customers in one statement and say on each program who moved."""
        # turnover counts whole: also the invoices that a sales manager does not see
        programs = self.sudo().filtered("active")
        if not programs:
            return
        programs.lock_for_update()
        self.env.flush_all()
        self.env.cr.execute(programs._moves_query())
        moves = self.env.cr.fetchall()
        self.env["res.partner"].invalidate_model(["category_id"])
        for program in programs:
            program._tell([move[1:] for move in moves if move[0] == program.id])
        programs.computed_on = fields.Datetime.now()

    def _tell(self, moves):
        if not moves:
            return
        partners = self.env["res.partner"].browse(partner for partner, _left, _joined in moves)
        names = {tier.category_id.id: tier.category_id.name for tier in self.tier_ids}
        rows = [
            f"{partner.display_name}: {names.get(left, '–')} → {names.get(joined, '–')}"
            for partner, (_id, left, joined) in zip(partners[:NAMED], moves, strict=False)
        ]
        rest = len(moves) - NAMED
        rows += [self.env._("and %s others", rest)] if rest > 0 else []
        title = self.env._("Customers in another group: %s", len(moves))
        self.message_post(body=plaintext2html("\n".join((title, *rows))))

    def _moves_query(self):
        """Delete and insert memberships; return (program, partner, group left, group joined)."""
        periods = [
            SQL("(%s, %s, %s::date, %s::date)", each.id, each.company_id.id, *each._period())
            for each in self
        ]
        return SQL(MOVES, SQL(", ").join(periods))

    def _period(self):
        """The day after which, and the day until which, invoices count."""
        today = self.company_id._local_day(False)
        return today - relativedelta(months=self.months), today


class CrmDiscountTurnoverTier(models.Model):
    """From which turnover on a customer is in which group; only the highest group counts."""

    _name = "crm.discount.turnover.tier"
    _description = "Turnover Tier"
    _order = "turnover_id, min_turnover"

    _one_per_value = models.Constraint(
        "UNIQUE(turnover_id, min_turnover)",
        "Two tiers start at the same turnover: change or delete one of them.",
    )
    _group_once = models.Constraint(
        "UNIQUE(category_id)",
        "A customer group can be filled by one turnover tier only: choose another group.",
    )
    _not_negative = models.Constraint(
        "CHECK(min_turnover >= 0)", "The turnover of a tier cannot be negative."
    )

    turnover_id = fields.Many2one(
        "crm.discount.turnover", required=True, ondelete="cascade", index=True
    )
    currency_id = fields.Many2one(related="turnover_id.currency_id")
    min_turnover = fields.Monetary(string="From a Turnover of", required=True)
    category_id = fields.Many2one(
        "res.partner.category", string="Customer Group", required=True, ondelete="restrict"
    )
    customer_count = fields.Integer(string="Customers", compute="_compute_customer_count")

    @api.depends("category_id")
    def _compute_customer_count(self):
        counts = dict(
            self.env["res.partner"]._read_group(
                [("category_id", "in", self.category_id.ids)], ["category_id"], ["__count"]
            )
        )
        for tier in self:
            tier.customer_count = counts.get(tier.category_id, 0)
