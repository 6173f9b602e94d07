import re

from odoo import api, fields, models
from odoo.exceptions import ValidationError

CODE = re.compile(r"[A-Za-z0-9_-]+")


class CrmSegmentAxis(models.Model):
    """A way to divide customers, independent of all others: by size, by region, by loyalty."""

    _name = "crm.segment.axis"
    _description = "Segment Axis"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    code = fields.Char(
        required=True,
        copy=False,
        help="Short name, by which columns of files find the axis: letters, digits, _ -",
    )
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    company_id = fields.Many2one("res.company", index=True, help="All companies where it is empty.")
    segment_ids = fields.One2many("crm.segment", "axis_id", string="Segments", copy=True)

    _unique_code = models.UniqueIndex(
        "(code, COALESCE(company_id, 0))", "Another axis has this code already."
    )

    @api.constrains("code")
    def _check_code(self):
        for axis in self:
            if not CODE.fullmatch(axis.code):
                raise ValidationError(
                    self.env._(
                        "The code %(code)s of the axis may have letters without accents, digits, "
                        "and the signs _ - only.",
                        code=axis.code,
                    )
                )

    @api.model
    def _by_code(self, company):
        """Return a dict of code → axis that counts in a company: its own before the common one."""
        axes = self.search([("company_id", "in", (False, company.id))])
        return {axis.code: axis for axis in axes.sorted(lambda axis: bool(axis.company_id))}
