from collections import defaultdict

from odoo import models
from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tools import float_compare


class HelpdeskTicket(models.Model):
    """Settling in money: credit notes by Odoo's own wizard, and what the supplier owes us."""

    _inherit = "helpdesk.ticket"

    def _settle_refund(self, parts):
        return self._credit(parts, self._credit_quantities)

    def _settle_price_reduction(self, parts):
        return self._credit(parts, self._credit_percents)

    def _credit(self, parts, prepare):
        """Make one draft credit note an invoice, with the lines that `prepare` wants in it.

        :return: list of (credit note, its parts)
        """
        wanted = defaultdict(dict)  # invoice → invoice line → values of its credit line
        parts_of = defaultdict(list)
        for part in parts:
            for source, values in prepare(part):
                wanted[source.move_id][source] = values
                if part not in parts_of[source.move_id]:
                    parts_of[source.move_id].append(part)
        shared = [part for part in parts if sum(part in own for own in parts_of.values()) > 1]
        if shared:
            raise UserError(
                self.env._(
                    "%s is on several invoices: settle it in smaller quantities, each with its "
                    "invoice line chosen.",
                    shared[0]["line"].product_id.display_name,
                )
            )
        return [
            (self._credit_note(invoice, lines), parts_of[invoice])
            for invoice, lines in wanted.items()
        ]

    def _credit_note(self, invoice, wanted):
        wizard = self.env["account.move.reversal"].with_context(
            active_model="account.move", active_ids=invoice.ids
        )
        wizard = wizard.with_company(invoice.company_id).create(
            {"reason": self.display_name, "journal_id": invoice.journal_id.id}
        )
        wizard.refund_moves()
        note = wizard.new_move_ids
        commands = []
        for line in note.invoice_line_ids:
            values = wanted.get(line.credited_line_id)
            if values is None:
                commands.append(Command.delete(line.id))
            else:
                # the order counts as invoiced: what is credited here is not billed again
                unlinked = {**values, "sale_line_ids": [Command.clear()]}
                commands.append(Command.update(line.id, unlinked))
        note.write({"invoice_line_ids": commands, "invoice_origin": self.number})
        return note

    def _invoice_lines(self, line):
        """Return the posted invoice lines of a complaint line, the chosen one first."""
        others = line.sale_line_id.invoice_lines.filtered(
            lambda item: item.parent_state == "posted" and item.move_type == "out_invoice"
        )
        found = line.invoice_line_id | others.sorted("date", reverse=True)
        found = found.filtered(lambda item: item.parent_state == "posted")
        if not found:
            raise UserError(
                self.env._(
                    "%s has not been invoiced: there is nothing to credit. Choose its invoice "
                    "line, or settle otherwise.",
                    line.product_id.display_name,
                )
            )
        return found

    def _credit_quantities(self, part):
        line, rest = part["line"], part["quantity"]
        chosen = []
        for source in self._invoice_lines(line):
            unit = source.product_uom_id or line.uom_id
            left = unit._compute_quantity(source._quantity_not_credited(), line.uom_id)
            take = min(rest, left)
            if float_compare(take, 0, precision_rounding=line.uom_id.rounding) > 0:
                chosen.append((source, {"quantity": line.uom_id._compute_quantity(take, unit)}))
                rest -= take
        if float_compare(rest, 0, precision_rounding=line.uom_id.rounding) > 0:
            raise UserError(
                self.env._(
                    "%(product)s: only %(left)g %(unit)s of the invoiced quantity are not credited "
                    "yet.",
                    product=line.product_id.display_name,
                    left=part["quantity"] - rest,
                    unit=line.uom_id.name,
                )
            )
        return chosen

    def _credit_percents(self, part):
        line = part["line"]
        source = self._invoice_lines(line)[:1]
        unit = source.product_uom_id or line.uom_id
        values = {
            "quantity": line.uom_id._compute_quantity(part["quantity"], unit),
            "price_unit": source.price_unit * part["percent"] / 100,
            # a price was taken back, no quantity: the rest can still be credited
            "credited_line_id": False,
        }
        return [(source, values)]

    def _settle_supplier_claim(self, parts):
        by_vendor = defaultdict(list)
        for part in parts:
            vendor = part["line"].vendor_id
            if not vendor:
                raise UserError(
                    self.env._(
                        "%s has no supplier. Fill in the supplier of the complaint's line.",
                        part["line"].product_id.display_name,
                    )
                )
            by_vendor[vendor].append(part)
        return [(self._vendor_credit(vendor, own), own) for vendor, own in by_vendor.items()]

    def _vendor_credit(self, vendor, parts):
        moves = self.env["account.move"].with_company(self.company_id)
        lines = [self._prepare_vendor_line(vendor, part) for part in parts]
        return moves.create(
            {
                "move_type": "in_refund",
                "partner_id": vendor.id,
                "company_id": self.company_id.id,
                "invoice_origin": self.number,
                "ref": self.display_name,
                "invoice_line_ids": [Command.create(values) for values in lines],
            }
        )

    def _prepare_vendor_line(self, vendor, part):
        line = part["line"]
        product = line.product_id.with_company(self.company_id)
        quantity = line.uom_id._compute_quantity(part["quantity"], product.uom_id)
        return {
            "product_id": product.id,
            "quantity": quantity,
            "product_uom_id": product.uom_id.id,
            "price_unit": product.standard_price,
        }
