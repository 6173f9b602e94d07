from odoo import api, fields, models


class StockMove(models.Model):
    """Moves that settle a complaint know for which of its lines."""

    _inherit = "stock.move"

    complaint_line_id = fields.Many2one(
        "crm.complaint.line", index="btree_not_null", ondelete="restrict", copy=True
    )

    def _delivers_to_customer(self):
        """Tell whether the move took sold goods to the customer."""
        self.ensure_one()
        return (
            self.state == "done"
            and self.location_dest_id._is_outgoing()
            and not self.location_id._is_outgoing()
            and not self.complaint_line_id
        )

    @api.model
    def _prepare_merge_moves_distinct_fields(self):
        """What is replaced is not thrown together with what is still to be delivered."""
        return [*super()._prepare_merge_moves_distinct_fields(), "complaint_line_id"]

    def _prepare_procurement_values(self):
        values = super()._prepare_procurement_values()
        if self.complaint_line_id:
            values["complaint_line_id"] = self.complaint_line_id.id
        return values


class StockRule(models.Model):
    """The goods' way from the store to the customer keeps the complaint they replace."""

    _inherit = "stock.rule"

    def _get_custom_move_fields(self):
        return [*super()._get_custom_move_fields(), "complaint_line_id"]
