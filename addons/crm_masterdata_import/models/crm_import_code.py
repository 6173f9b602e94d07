from odoo import fields, models


class CrmImportCode(models.Model):
    """A partner's code in a source: the first key by which its rows find it."""

    _name = "crm.import.code"
    _description = "Customer Code"
    _rec_name = "code"
    _order = "source_id, code"

    partner_id = fields.Many2one("res.partner", required=True, index=True, ondelete="cascade")
    source_id = fields.Many2one("crm.import.source", required=True, ondelete="cascade")
    code = fields.Char(required=True)

    _unique_code = models.Constraint(
        "UNIQUE (source_id, code)", "Another customer has this code in the source already."
    )
    _one_code = models.Constraint(
        "UNIQUE (partner_id, source_id)", "A customer has one code in each source."
    )
