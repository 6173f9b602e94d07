from odoo import api, fields, models

POLICIES = [
    ("best", "The best one"),
    ("first", "The first one"),
    ("sum", "All, added up"),
    ("cascade", "All, one after the other"),
]


class CrmDiscountGroup(models.Model):
    """Rules that compete or add up; groups act one after the other, each on what is left.

    Groups are common to all companies, their codes unique.
    """

    _name = "crm.discount.group"
    _description = "Discount Group"
    _inherit = ["crm.discount.coded", "mail.thread"]
    _order = "sequence, code"
    _rec_names_search = ["name", "code"]

    _code_unique = models.UniqueIndex(
        "(code)", "There is already a discount group with this code: choose another code."
    )
    _cap_in_range = models.Constraint(
        "CHECK(cap_percent >= 0 AND cap_percent <= 100)",
        "The most that a group takes off is between 0 and 100 percent (0: no limit).",
    )

    code = fields.Char(required=True, tracking=True)
    name = fields.Char(required=True, tracking=True)
    sequence = fields.Integer(
        default=10,
        tracking=True,
        help="Groups act from the lowest on, each on the price that the ones before it left.",
    )
    policy = fields.Selection(
        POLICIES,
        string="Which Rules Count",
        required=True,
        default="best",
        tracking=True,
        help="The best one: the rule that takes off most on the line.\n"
        "The first one: the first rule, by sequence, that takes off anything.\n"
        "All, added up: 5 and 10 percent make 15.\n"
        "All, one after the other: 5 and 10 percent make 14.5.",
    )
    cap_percent = fields.Float(
        string="At Most (%)",
        digits=(16, 6),
        tracking=True,
        help="The most that the rules of this group take off a line together; 0: no limit.",
    )
    rule_ids = fields.One2many("crm.discount.rule", "group_id", string="Rules")
    rule_count = fields.Integer(compute="_compute_rule_count")

    @api.depends("rule_ids")
    def _compute_rule_count(self):
        counts = dict(
            self.env["crm.discount.rule"]._read_group(
                [("group_id", "in", self.ids)], ["group_id"], ["__count"]
            )
        )
        for group in self:
            group.rule_count = counts.get(group, 0)
