from odoo import fields, models

from ..import_engine.codes import FILL_EMPTY, KEEP, OVERWRITE
from ..partner_values import TARGETS


class CrmImportColumn(models.Model):
    """Into what a column of a source's files goes, and whether it may replace what is there."""

    _name = "crm.import.column"
    _description = "Import Column"
    _order = "source_id, sequence, id"
    _rec_name = "source_column"

    source_id = fields.Many2one("crm.import.source", required=True, index=True, ondelete="cascade")
    sequence = fields.Integer(default=10)
    source_column = fields.Char(string="Column", required=True)
    target = fields.Selection(selection="_get_targets", string="Goes Into")
    policy = fields.Selection(
        [
            (OVERWRITE, "Replaces"),
            (FILL_EMPTY, "Only where empty"),
            (KEEP, "Only for new customers"),
        ],
        required=True,
        default=OVERWRITE,
    )

    _unique_column = models.Constraint(
        "UNIQUE (source_id, source_column)", "Each column stands once."
    )
    _unique_target = models.Constraint(
        "UNIQUE (source_id, target)", "Two columns cannot go into the same field."
    )

    def _get_targets(self):
        return [(name, self.env._(label)) for name, label in TARGETS.items()]  # noqa: W8120
