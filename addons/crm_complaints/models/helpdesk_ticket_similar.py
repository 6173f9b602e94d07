import re
from collections import Counter

from odoo import api, fields, models
from odoo.fields import Domain

#: words that short say too little
WORD = re.compile(r"\w{4,}")
LOOKED_THROUGH, SHOWN = 200, 5
SAME_PRODUCT, SAME_DEFECT = 3, 3


class HelpdeskTicket(models.Model):
    """What was answered to others in such a case, seen while the ticket is written."""

    _inherit = "helpdesk.ticket"

    similar_ids = fields.Many2many(
        "helpdesk.ticket",
        string="Similar solved cases",
        compute="_compute_similar_ids",
        groups="base.group_user",
        help="Closed tickets about the same product, defect or words, the most alike first.",
    )

    @api.depends("name", "complaint_line_ids.product_id", "complaint_line_ids.defect_id")
    def _compute_similar_ids(self):
        for ticket in self:
            facts = ticket._facts_of_likeness()
            found = self.browse()
            if any(facts):
                found = self.search(ticket._similar_domain(*facts), limit=LOOKED_THROUGH)
            points = Counter({other: other._points_of_likeness(*facts) for other in found})
            alike = [other.id for other, number in points.most_common(SHOWN) if number > 0]
            ticket.similar_ids = self.browse(alike)

    def _facts_of_likeness(self):
        """Return products, defects and words that a ticket is about."""
        lines = self.complaint_line_ids
        return lines.product_id, lines.defect_id, set(WORD.findall((self.name or "").lower()))

    def _similar_domain(self, products, defects, words):
        own = self._origin.id
        about = [
            Domain("complaint_line_ids.product_id", "in", products.ids),
            Domain("complaint_line_ids.defect_id", "in", defects.ids),
            *(Domain("name", "ilike", word) for word in sorted(words)),
        ]
        return Domain("stage_id.closed", "=", True) & Domain("id", "!=", own) & Domain.OR(about)

    def _points_of_likeness(self, products, defects, words):
        own_products, own_defects, own_words = self._facts_of_likeness()
        return (
            SAME_PRODUCT * bool(own_products & products)
            + SAME_DEFECT * bool(own_defects & defects)
            + len(own_words & words)
        )
