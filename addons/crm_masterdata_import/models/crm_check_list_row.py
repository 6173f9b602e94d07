from odoo import fields, models


class CrmCheckListRow(models.Model):
    """Somebody on a list, by number."""

    _name = "crm.check.list.row"
    _description = "Row of a List"
    _order = "list_id, row_number"
    _rec_name = "name"
    _log_access = False

    list_id = fields.Many2one("crm.check.list", required=True, readonly=True, ondelete="cascade")
    row_number = fields.Integer(string="Row", required=True, readonly=True)
    name = fields.Char(readonly=True)
    tax_number_key = fields.Char(string="Tax Number", readonly=True, index="btree_not_null")
    registry_key = fields.Char(
        string="Company Registry Number", readonly=True, index="btree_not_null"
    )

    _row = models.UniqueIndex("(list_id, row_number)")
    _has_key = models.Constraint(
        "CHECK (COALESCE(tax_number_key, registry_key) IS NOT NULL)",
        "Without a number nobody is found by it.",
    )
