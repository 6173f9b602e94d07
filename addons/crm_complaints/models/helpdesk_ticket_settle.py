from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tools import float_compare, float_round

from .crm_complaint_settlement import BY_AMOUNT, BY_QUANTITY, METHODS

KEYS = {"line_id", "quantity", "percent"}


class HelpdeskTicket(models.Model):
    """Putting right what a complaint is about, by Odoo's own documents."""

    _inherit = "helpdesk.ticket"

    settlement_ids = fields.One2many(
        "crm.complaint.settlement", "ticket_id", groups="base.group_user"
    )
    settlement_count = fields.Integer(compute="_compute_settlement_count", groups="base.group_user")
    currency_id = fields.Many2one(related="company_id.currency_id", string="Company currency")
    cost_total = fields.Monetary(
        string="Cost",
        compute="_compute_cost_total",
        compute_sudo=True,
        store=True,
        groups="base.group_user",
    )
    value_total = fields.Monetary(
        string="Value of the goods",
        compute="_compute_value_total",
        compute_sudo=True,
        store=True,
        groups="base.group_user",
        help="In the company's currency.",
    )

    @api.depends("settlement_ids.cost")
    def _compute_cost_total(self):
        for ticket in self:
            ticket.cost_total = sum(ticket.settlement_ids.mapped("cost"))

    @api.depends("settlement_ids")
    def _compute_settlement_count(self):
        for ticket in self:
            ticket.settlement_count = len(ticket.settlement_ids)

    @api.depends("complaint_line_ids.value", "complaint_line_ids.currency_id")
    def _compute_value_total(self):
        for ticket in self:
            company = ticket.company_id
            ticket.value_total = sum(
                line.currency_id._convert(
                    line.value, company.currency_id, company, ticket.received_at.date()
                )
                for line in ticket.complaint_line_ids
                if line.currency_id
            )

    def action_settle(self, method, lines):
        """Settle lines of the complaint by a document of Odoo's.

        :param method: refund, price_reduction, return, replacement, repair, voucher or
            supplier_claim
        :param lines: list of dicts with "line_id" and, where not all that is left, "quantity" or
            "percent"
        :return: list of dicts with "model" and "id" of the documents made
        """
        self.ensure_one()
        self._check_may_settle()
        if method not in dict(METHODS):
            raise UserError(
                self.env._(
                    "“%(method)s” is no way to settle. Choose one of: %(known)s.",
                    method=method,
                    known=", ".join(dict(METHODS)),
                )
            )
        parts = [self._settlement_part(method, values) for values in self._checked_lines(lines)]
        # Clerks settle without rights in accounting and stock: what comes of it is decided here,
        # and the accountant and the store go on with drafts.
        documents = getattr(self.sudo(), f"_settle_{method}")(parts)
        for document, own_parts in documents:
            self._keep_settlement(method, document, own_parts)
        self._note_progress()
        return [{"model": document._name, "id": document.id} for document, _parts in documents]

    def _check_may_settle(self):
        self.check_access("write")
        if not (self.env.su or self.env.user.has_group("crm_complaints.group_settle")):
            raise AccessError(
                self.env._(
                    "You may not settle complaints. Ask a helpdesk manager, or for the right "
                    "“Complaints: settle”."
                )
            )

    def _checked_lines(self, lines):
        own = self.complaint_line_ids
        seen = set()
        if not isinstance(lines, list) or not lines:
            raise UserError(
                self.env._("Which goods? Name the lines of the complaint, each by its “line_id”.")
            )
        for values in lines:
            self._check_keys(values, KEYS, self.env._("a line to settle"))
            if values.get("line_id") not in own.ids or values["line_id"] in seen:
                raise UserError(
                    self.env._(
                        "Line %(line)s does not belong to ticket %(number)s, or is named twice.",
                        line=values.get("line_id"),
                        number=self.number,
                    )
                )
            seen.add(values["line_id"])
        return lines

    def _settlement_part(self, method, values):
        """Return what a line asks for: dict with line, quantity, percent and amount."""
        # the goods of the user's own ticket, with prices and deliveries that only others may open
        line = self.env["crm.complaint.line"].sudo().browse(values["line_id"])
        rounding = line.uom_id.rounding
        percent = values.get("percent")
        self._check_percent(percent)
        left = line._left_to_settle(method)
        quantity = values.get("quantity")
        if quantity is None:
            whole = line.quantity if method in BY_AMOUNT else left
            quantity = whole if percent is None or method in BY_AMOUNT else whole * percent / 100
        quantity = float_round(quantity, precision_rounding=rounding)
        part = {"line": line, "quantity": quantity, "percent": 100.0, "amount": 0.0}
        if float_compare(quantity, 0, precision_rounding=rounding) <= 0:
            raise UserError(line._nothing_left_text(method, left))
        if method in BY_AMOUNT:
            part["percent"] = 100.0 if percent is None else percent
            part["amount"] = line.currency_id.round(
                line.unit_value * quantity * part["percent"] / 100
            )
        self._check_left(method, part, left)
        return part

    def _check_percent(self, percent):
        number = isinstance(percent, int | float) and not isinstance(percent, bool)
        if percent is not None and not (number and 0 < percent <= 100):
            raise UserError(self.env._("“%s” is no percentage between 0 and 100.", percent))

    def _check_left(self, method, part, left):
        line = part["line"]
        if method in BY_AMOUNT:
            beyond = (
                float_compare(
                    part["quantity"], line.quantity, precision_rounding=line.uom_id.rounding
                )
                > 0
                or line.currency_id.compare_amounts(part["amount"], left) > 0
            )
        else:
            beyond = (
                float_compare(part["quantity"], left, precision_rounding=line.uom_id.rounding) > 0
            )
        if beyond:
            raise UserError(line._nothing_left_text(method, left))

    def _keep_settlement(self, method, document, parts):
        values = {
            "ticket_id": self.id,
            "method": method,
            **self._prepare_settlement_link(document),
            "line_ids": [
                Command.create(
                    {
                        "complaint_line_id": part["line"].id,
                        "quantity": part["quantity"],
                        "percent": part["percent"],
                        "amount": part["amount"],
                        "cost": part.get("cost", 0.0),
                    }
                )
                for part in parts
            ],
        }
        # made by action_settle only: nobody types a settlement in
        return self.env["crm.complaint.settlement"].sudo().create(values)

    def _prepare_settlement_link(self, document):
        """Return the values that link a settlement with its document."""
        names = {
            "account.move": "invoice_id",
            "stock.picking": "picking_id",
            "repair.order": "repair_id",
            "loyalty.card": "card_id",
        }
        return {names[document._name]: document.id}

    def action_open_settlements(self):
        """Open what settled this complaint."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Settlements of %s", self.number),
            "res_model": "crm.complaint.settlement",
            "view_mode": "list,form",
            "domain": [("ticket_id", "=", self.id)],
        }


class CrmComplaintLine(models.Model):
    """What is left to settle of a line."""

    _inherit = "crm.complaint.line"

    def _left_to_settle(self, method):
        """Return the quantity (or the amount) that this way of settling has left."""
        self.ensure_one()
        if method in BY_AMOUNT:
            return max(self.value - self.reduced_amount, 0.0)
        if method in BY_QUANTITY:
            return max(self.quantity - self.settled_quantity, 0.0)
        if method == "return":
            return max(self.quantity - self.returned_quantity, 0.0)
        claimed = self.settlement_line_ids.filtered(
            lambda part: part.method == method and not part.void
        )
        return max(self.quantity - sum(claimed.mapped("quantity")), 0.0)

    def _nothing_left_text(self, method, left):
        labels = dict(
            self.env["crm.complaint.settlement"]._fields["method"]._description_selection(self.env)
        )
        label = labels[method]
        if method in BY_AMOUNT:
            return self.env._(
                "%(method)s of %(product)s: an amount of %(left)s is left of its value of "
                "%(value)s.",
                method=label,
                product=self.product_id.display_name,
                left=self.currency_id.format(left),
                value=self.currency_id.format(self.value),
            )
        return self.env._(
            "%(method)s of %(product)s: %(left)g %(unit)s are left of the %(quantity)g that the "
            "complaint is about.",
            method=label,
            product=self.product_id.display_name,
            left=left,
            unit=self.uom_id.name,
            quantity=self.quantity,
        )
