from odoo import api, fields, models
from odoo.exceptions import UserError

from ..double_words import why_in_words

OPEN, MERGED, DIFFERENT = "open", "merged", "different"
STATES = [(OPEN, "Open"), (MERGED, "Merged"), (DIFFERENT, "Not a duplicate")]


class CrmPartnerDouble(models.Model):
    """Two customers that may be one: found by the search, judged once by a person."""

    _name = "crm.partner.double"
    _description = "Possible Double"
    _order = "score desc, id"

    partner_id = fields.Many2one(
        "res.partner", string="Customer", index=True, ondelete="cascade", readonly=True
    )
    other_id = fields.Many2one(
        "res.partner", string="Other Customer", index=True, ondelete="cascade", readonly=True
    )
    score = fields.Integer(readonly=True, help="0 to 100; 100: they have the same number.")
    why = fields.Json(string="Reasons", readonly=True)
    why_text = fields.Char(string="Why", compute="_compute_why_text")
    state = fields.Selection(STATES, default=OPEN, required=True, readonly=True, index=True)
    judged_by_id = fields.Many2one("res.users", readonly=True)
    judged_at = fields.Datetime(readonly=True)
    search_id = fields.Many2one(
        "crm.partner.double.search", readonly=True, index="btree_not_null", ondelete="set null"
    )
    merge_id = fields.Many2one("crm.partner.merge", readonly=True, ondelete="set null")

    _unique_pair = models.Constraint(
        "UNIQUE (partner_id, other_id)", "These two customers stand in the list already."
    )
    # of a merged pair one is gone
    _ordered_pair = models.Constraint(
        f"CHECK (state = '{MERGED}' OR (partner_id IS NOT NULL AND other_id IS NOT NULL"
        " AND partner_id < other_id))",
        "A pair consists of two customers.",
    )
    _score_range = models.Constraint(
        "CHECK (score BETWEEN 0 AND 100)", "The score goes from 0 to 100."
    )

    @api.depends("partner_id", "other_id")
    def _compute_display_name(self):
        for pair in self:
            names = [partner.display_name for partner in pair.partner_id | pair.other_id]
            pair.display_name = " – ".join(names)

    @api.depends("why")
    def _compute_why_text(self):
        for pair in self:
            pair.why_text = why_in_words(self.env, pair.why)

    def action_different(self):
        """Remember for ever that these are two customers.

        :return: True
        :raise UserError: a pair is merged already
        """
        self._judge(DIFFERENT)
        return True

    def action_reopen(self):
        """Take back that these are two customers.

        :return: True
        :raise UserError: a pair is merged already
        """
        self._judge(OPEN)
        return True

    def _judge(self, state):
        self._check_judge()
        merged = self.filtered(lambda pair: pair.state == MERGED)
        if merged:
            raise UserError(
                self.env._("%(pair)s: these are merged already.", pair=merged[0].display_name)
            )
        is_open = state == OPEN
        # sudo: pairs are found by the search and judged here, nobody writes them otherwise
        self.sudo().write(
            {
                "state": state,
                "judged_by_id": not is_open and self.env.uid,
                "judged_at": not is_open and fields.Datetime.now(),
            }
        )

    def _check_judge(self):
        """Refuse whoever may not see the pair, or not write both customers."""
        self.check_access("read")
        (self.partner_id | self.other_id).check_access("write")

    def action_review(self):
        """Open the two side by side."""
        action = self.env["ir.actions.client"]._for_xml_id(
            "crm_masterdata_import.action_crm_partner_double_review"
        )
        return {**action, "params": {"pair_id": self[:1].id}}

    @api.model
    def get_next(self, after_id=False):
        """Return the id of the open pair to look at next, the likeliest first; False: none.

        :param after_id: the pair that was on the screen, which comes last
        """
        after = self.browse(after_id).exists() if after_id else self.browse()
        domain = [("state", "=", OPEN)]
        if after:
            later = ["|", ("score", "<", after.score), "&"]
            later += [("score", "=", after.score), ("id", ">", after.id)]
            return self.search([*domain, *later], limit=1).id or self._first(after)
        return self._first(after)

    def _first(self, but):
        return self.search([("state", "=", OPEN), ("id", "not in", but.ids)], limit=1).id
