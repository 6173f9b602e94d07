from collections import defaultdict

from odoo import fields, models
from odoo.exceptions import UserError
from odoo.tools import float_compare


class HelpdeskTicket(models.Model):
    """Settling in goods: returns by Odoo's own wizard, replacements by the order's own routes."""

    _inherit = "helpdesk.ticket"

    def _settle_return(self, parts):
        """Make one return a delivery; a part may come from several deliveries.

        :return: list of (transfer, its parts)
        """
        wanted = defaultdict(list)  # delivery → [(move, part, quantity)]
        for part in parts:
            for move, quantity in self._moves_to_return(part):
                wanted[move.picking_id].append((move, part, quantity))
        documents = []
        for picking, rows in wanted.items():
            own = [{**part, "quantity": quantity} for _move, part, quantity in rows]
            documents.append((self._return_picking(picking, rows), own))
        return documents

    def _moves_to_return(self, part):
        line, rest = part["line"], part["quantity"]
        moves = line.sale_line_id.move_ids.filtered(lambda move: move._delivers_to_customer())
        chosen = []
        for move in line.move_id | moves.sorted("date", reverse=True):
            back = move.returned_move_ids.filtered(lambda one: one.state != "cancel")
            left = move.quantity - sum(
                one.product_uom._compute_quantity(
                    one.quantity if one.state == "done" else one.product_uom_qty, move.product_uom
                )
                for one in back
                if one.location_id._is_outgoing()
            )
            take = min(rest, move.product_uom._compute_quantity(left, line.uom_id))
            if float_compare(take, 0, precision_rounding=line.uom_id.rounding) > 0:
                chosen.append((move, take))
                rest -= take
        if float_compare(rest, 0, precision_rounding=line.uom_id.rounding) > 0:
            raise UserError(
                self.env._(
                    "%(product)s: %(left)g %(unit)s of what was delivered can still come back.",
                    product=line.product_id.display_name,
                    left=part["quantity"] - rest,
                    unit=line.uom_id.name,
                )
            )
        return chosen

    def _return_picking(self, picking, rows):
        quantities = defaultdict(float)
        for move, part, quantity in rows:
            unit = part["line"].uom_id
            quantities[move] += unit._compute_quantity(quantity, move.product_uom)
        wizard = self.env["stock.return.picking"].with_company(picking.company_id)
        wizard = wizard.create({"picking_id": picking.id})
        for item in wizard.product_return_moves:
            item.quantity = quantities.get(item.move_id, 0.0)
            item.to_refund = False  # the order stays as it was delivered; we settle apart
        back = wizard._create_return()
        line_of = {move: part["line"] for move, part, _quantity in rows}
        for move in back.move_ids:
            move.complaint_line_id = line_of.get(move.origin_returned_move_id)
        back.origin = self.number
        return back

    def _settle_replacement(self, parts):
        """Have the goods delivered once more, the way that the order's were.

        :return: list of (transfer, its parts)
        """
        procurements = []
        reference = self.env["stock.reference"].create({"name": self.number})
        for part in parts:
            procurements += self._replacement_procurements(part, reference)
            product = part["line"].product_id.with_company(self.company_id)
            quantity = part["line"].uom_id._compute_quantity(part["quantity"], product.uom_id)
            part["cost"] = self.currency_id.round(quantity * product.standard_price)
        before = self._replacement_moves(parts)
        self.env["stock.rule"].run(procurements)
        made = self._replacement_moves(parts) - before
        made.picking_id.action_confirm()
        return [
            (picking, self._parts_of_moves(parts, moves))
            for picking, moves in self._last_moves(made).grouped("picking_id").items()
        ]

    def _replacement_procurements(self, part, reference):
        line = part["line"]
        sold = line.sale_line_id.with_company(self.company_id)
        if not sold or line.product_id.type != "consu":
            raise UserError(
                self.env._(
                    "%s cannot be delivered again: it is a service, or its order line is not "
                    "known.",
                    line.product_id.display_name,
                )
            )
        values = {
            **sold._prepare_procurement_values(),
            "origin": self.number,
            "reference_ids": reference,
            "complaint_line_id": line.id,
            "date_planned": fields.Datetime.now(),
            "date_deadline": self.deadline or False,
        }
        quantity, unit = sold.product_uom_id._adjust_uom_quantities(
            part["quantity"], sold.product_id.uom_id
        )
        return sold._create_procurements(quantity, unit, values)

    def _replacement_moves(self, parts):
        lines = [part["line"].id for part in parts]
        return self.env["stock.move"].search(
            [
                ("complaint_line_id", "in", lines),
                ("origin_returned_move_id", "=", False),
                ("state", "!=", "cancel"),
            ]
        )

    def _last_moves(self, moves):
        """Of several steps, the one that hands the goods over; else what begins the way there."""
        last = moves.filtered(lambda move: move.location_dest_id._is_outgoing())
        last = last or moves
        if not last.picking_id:
            raise UserError(
                self.env._(
                    "No delivery could be made: look at the routes of the product and the "
                    "warehouse."
                )
            )
        return last

    def _parts_of_moves(self, parts, moves):
        lines = moves.complaint_line_id
        return [part for part in parts if part["line"] in lines]

    def _tickets_action(self, domain, context):
        """Return the action that shows these tickets."""
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Tickets"),
            "res_model": "helpdesk.ticket",
            "view_mode": "list,form",
            "domain": domain,
            "context": context,
        }
