from odoo import fields, models


class CrmRevenueClass(models.Model):
    """How much a customer sells in a year, in classes such as those of the SME law."""

    _name = "crm.revenue.class"
    _description = "Revenue Class"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)

    _unique_name = models.Constraint("UNIQUE (name)", "There is a revenue class of this name.")
