from odoo import fields, models


class ResPartner(models.Model):
    """What a firm keeps of its customers beyond what Odoo and OCA have.

    The address of the company itself is its registered seat: invoices and registers ask for that
    one. Billing, delivery and postal address are addresses under the company, where they differ.
    """

    _inherit = "res.partner"

    _complete_name_displayed_types = ("invoice", "delivery", "postal", "other")

    revenue_class_id = fields.Many2one(
        "crm.revenue.class", index="btree_not_null", ondelete="restrict"
    )
    type = fields.Selection(
        selection_add=[("postal", "Postal"), ("other",)],
        ondelete={"postal": lambda partners: partners.write({"type": "other"})},
    )

    def _compute_type_address_label(self):
        result = super()._compute_type_address_label()
        for partner in self.filtered(lambda partner: partner.type == "postal"):
            partner.type_address_label = self.env._("Postal Address")
        return result
