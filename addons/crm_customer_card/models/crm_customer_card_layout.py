from odoo import api, fields, models


class CrmCustomerCardLayout(models.Model):
    """Which blocks a user sees on customer cards, in which order."""

    _name = "crm.customer.card.layout"
    _description = "Layout of the Customer Card"
    _rec_name = "user_id"

    user_id = fields.Many2one(
        "res.users",
        required=True,
        default=lambda self: self.env.user,
        ondelete="cascade",
        index=True,
    )
    blocks = fields.Char(help="Names of the blocks that are shown, in order, with commas.")

    _one_per_user = models.Constraint("UNIQUE(user_id)", "A user has one layout of the card.")

    @api.model
    def save_blocks(self, blocks):
        """Keep which blocks the user sees on customer cards, in this order.

        :param blocks: names of blocks; an empty list brings back all of them in the usual order
        :return: True
        :raise UserError: there is no block of that name
        """
        names = list(dict.fromkeys(self.env["res.partner"]._card_names(blocks)))
        layout = self.search([("user_id", "=", self.env.uid)])
        if not layout:
            layout = self.create({"user_id": self.env.uid})
        layout.blocks = ",".join(names) or False
        return True

    @api.model
    def _of_user(self):
        """Return the names of the blocks that the user sees, in order."""
        known = self.env["res.partner"]._card_blocks()
        layout = self.search([("user_id", "=", self.env.uid)])
        # a block that is no more is left out
        chosen = [name for name in (layout.blocks or "").split(",") if name in known]
        return chosen or known
