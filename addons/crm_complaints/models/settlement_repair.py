from odoo import fields, models
from odoo.exceptions import UserError
from odoo.tools import html_escape


class HelpdeskTicket(models.Model):
    """Settling by a repair of Odoo's app, free of charge for the customer."""

    _inherit = "helpdesk.ticket"

    def _settle_repair(self, parts):
        """Make one repair order a line.

        :return: list of (repair order, its parts)
        """
        return [(self._repair_order(part), [part]) for part in parts]

    def _repair_order(self, part):
        line = part["line"]
        if line.product_id.type != "consu":
            raise UserError(
                self.env._("%s cannot be repaired: it is a service.", line.product_id.display_name)
            )
        orders = self.env["repair.order"].with_company(self.company_id)
        return orders.create(self._prepare_repair(line, part["quantity"]))

    def _prepare_repair(self, line, quantity):
        reason = line.defect_id.complete_name or line.note or self.name
        return {
            "company_id": self.company_id.id,
            "partner_id": self.partner_id.id,
            "picking_id": self._returns_of(line)[:1].id,
            "product_id": line.product_id.id,
            "product_qty": quantity,
            "product_uom": line.uom_id.id,
            "lot_id": line.lot_id.id,
            "schedule_date": self.repair_deadline or fields.Datetime.now(),
            "under_warranty": True,
            "user_id": False,
            "internal_notes": f"<p>{html_escape(f'{self.number}: {reason}')}</p>",
        }

    def _returns_of(self, line):
        """Return the transfers by which the goods of a line come (or came) back."""
        returns = self.settlement_ids.filtered(
            lambda settlement: settlement.method == "return" and not settlement.void
        )
        return returns.picking_id.filtered(
            lambda picking: line.product_id in picking.move_ids.product_id
        )

    def _note_repaired(self):
        """Meet the term of the repair when nothing is left in the workshop."""
        for ticket in self:
            states = set(ticket.settlement_ids.repair_id.mapped("state"))
            if not ticket.repaired_at and states <= {"done", "cancel"}:
                ticket.repaired_at = fields.Datetime.now()


class RepairOrder(models.Model):
    """A repair that a complaint asked for tells the complaint when it is done."""

    _inherit = "repair.order"

    def action_repair_done(self):
        """Note on their complaints that the goods are repaired."""
        result = super().action_repair_done()
        # sudo: the workshop need not see complaints
        settlements = self.env["crm.complaint.settlement"].sudo()
        found = settlements.search([("repair_id", "in", self.ids)])
        found.ticket_id._note_repaired()
        return result

    def _cost_of_parts(self, company):
        """Return what the parts put in cost, if the customer does not pay for them."""
        used = self.under_warranty and self.move_ids.filtered(
            lambda move: move.repair_line_type == "add" and move.state == "done"
        )
        return sum(
            move.product_uom._compute_quantity(move.quantity, move.product_id.uom_id)
            * move.product_id.with_company(company).standard_price
            for move in used or ()
        )
