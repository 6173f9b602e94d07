from odoo import api, fields, models


class CrmAudienceComparison(models.TransientModel):
    """Who came and who went between two audiences, mostly snapshots of one."""

    _name = "crm.audience.comparison"
    _description = "Comparison of Two Audiences"

    audience_id = fields.Many2one("crm.audience", "This", required=True, ondelete="cascade")
    other_id = fields.Many2one(
        "crm.audience", "Compared with", required=True, ondelete="cascade",
        domain="[('id', '!=', audience_id)]",
    )  # fmt: skip
    only_this = fields.Integer("Only in this one", compute="_compute_counts")
    both = fields.Integer("In both", compute="_compute_counts")
    only_other = fields.Integer("Only in the other", compute="_compute_counts")

    @api.depends("audience_id", "other_id")
    def _compute_counts(self):
        for comparison in self:
            counts = {"only_this": 0, "both": 0, "only_other": 0}
            if comparison.audience_id and comparison.other_id:
                counts = comparison.audience_id.compare_members(comparison.other_id.id)
            comparison.update(counts)

    def action_only_this(self):
        """Open those who are in this audience only.

        :return: a window's action
        """
        return self._open(
            self.env._("Only in %(audience)s", audience=self.audience_id.name),
            self.audience_id,
            without=self.other_id,
        )

    def action_both(self):
        """Open those who are in both audiences.

        :return: a window's action
        """
        name = self.env._(
            "In %(this)s and %(other)s", this=self.audience_id.name, other=self.other_id.name
        )
        return self._open(name, self.audience_id, self.other_id)

    def action_only_other(self):
        """Open those who are in the other audience only.

        :return: a window's action
        """
        return self._open(
            self.env._("Only in %(audience)s", audience=self.other_id.name),
            self.other_id,
            without=self.audience_id,
        )

    def _open(self, name, *within, without=()):
        self.ensure_one()
        inside = [("audience_member_ids", "any", [("audience_id", "=", one.id)]) for one in within]
        outside = [
            ("audience_member_ids", "not any", [("audience_id", "=", one.id)]) for one in without
        ]
        return {
            "type": "ir.actions.act_window",
            "name": name,
            "res_model": "res.partner",
            "views": [(False, "list"), (False, "form")],
            "domain": inside + outside,
            "context": {"active_test": False},
        }
