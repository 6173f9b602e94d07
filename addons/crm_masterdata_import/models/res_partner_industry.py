from odoo import api, fields, models


class ResPartnerIndustry(models.Model):
    """Industries have the code of TEÁOR, which is NACE in the Union, and are found by it."""

    _inherit = "res.partner.industry"
    _rec_names_search = ["nace_code", "name"]
    _order = "nace_code, name, id"

    nace_code = fields.Char(
        string="TEÁOR/NACE Code",
        size=4,
        help="Two digits for a division, four for a class, without a point: 46, 4690.",
    )

    _unique_nace_code = models.UniqueIndex(
        "(nace_code) WHERE nace_code IS NOT NULL", "Another industry has this code already."
    )
    _nace_code_digits = models.Constraint(
        "CHECK (nace_code ~ '^[0-9]{2}([0-9]{2})?$')",
        "A TEÁOR/NACE code has two or four digits, without a point: 46, 4690.",
    )

    @api.depends("nace_code", "name")
    def _compute_display_name(self):
        result = super()._compute_display_name()
        for industry in self.filtered("nace_code"):
            if industry.nace_code != industry.name:
                industry.display_name = f"{industry.nace_code} {industry.display_name}"
        return result
