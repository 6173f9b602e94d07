from odoo import api, models
from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tools import float_compare

VALUES = {
    "kind", "name", "description", "order", "invoice", "phone", "partner_id", "lines", "claim",
    "is_consumer", "received_at",
}  # fmt: skip
LINE_VALUES = {"product", "quantity", "defect"}


class HelpdeskTicket(models.Model):
    """Recording a complaint in one call: from the quick form and from other programs."""

    _inherit = "helpdesk.ticket"

    @api.model
    def open_complaint(self, values):
        """Record a contact with the goods it is about; the rest is found.

        :param values: dict with "kind", "name", "description", "order" or "invoice" (id or
            number), "phone" or "partner_id", "lines" (list of dicts with "product": id or internal
            reference, "quantity", and "defect": id, code or name), "claim", "is_consumer",
            "received_at"
        :return: id of the ticket
        """
        self._check_keys(values, VALUES, self.env._("the complaint"))
        order, invoice = self.env["sale.order"], self.env["account.move"]
        if values.get("invoice"):
            invoice = self._find_invoice(values["invoice"])
            order = invoice.line_ids.sale_line_ids.order_id
            order = order if len(order) == 1 else order.browse()
        if values.get("order"):
            order = self._find_order(values["order"])
        vals = self._prepare_opened(values, order, invoice)
        company = (order or invoice).company_id or self.env.company
        ticket = self.with_company(company).create({**vals, "company_id": company.id})
        return ticket.id

    @api.model
    def _check_keys(self, values, allowed, where):
        if not isinstance(values, dict):
            raise UserError(self.env._("Give the values of %s as a dictionary.", where))
        unknown = sorted(set(values) - allowed)
        if unknown:
            raise UserError(
                self.env._(
                    "Unknown in %(where)s: %(names)s. Known are: %(known)s.",
                    where=where,
                    names=", ".join(unknown),
                    known=", ".join(sorted(allowed)),
                )
            )

    @api.model
    def _prepare_opened(self, values, order, invoice):
        partner = self._opened_partner(values, order or invoice)
        kind = values.get("kind") or "complaint"
        self._check_choice("kind", kind)
        if values.get("claim"):
            self._check_choice("claim", values["claim"])
        label = dict(self._fields["kind"]._description_selection(self.env))[kind]
        name = values.get("name") or " ".join(filter(None, (label, order.name or invoice.name)))
        lines = self._prepare_opened_lines(values.get("lines") or [], order, invoice)
        vals = {
            "kind": kind,
            "name": name,
            "description": values.get("description") or name,
            "partner_id": partner.id,
            "partner_name": partner.name,
            "partner_email": partner.email,
            "partner_phone": values.get("phone") or partner.phone,
            "sale_order_id": order.id,
            "invoice_id": invoice.id,
            "claim": values.get("claim"),
            "is_consumer": bool(values.get("is_consumer")),
            "complaint_line_ids": [Command.create(line) for line in lines],
        }
        return vals | {key: values[key] for key in ("received_at",) if values.get(key)}

    @api.model
    def _check_choice(self, name, value):
        allowed = [key for key, _label in self._fields[name].selection]
        if value not in allowed:
            raise UserError(
                self.env._(
                    "“%(value)s” is no %(field)s. Choose one of: %(allowed)s.",
                    value=value,
                    field=name,
                    allowed=", ".join(allowed),
                )
            )

    @api.model
    def _opened_partner(self, values, document):
        if values.get("partner_id"):
            partner = self.env["res.partner"].browse(values["partner_id"]).exists()
            if not partner:
                raise UserError(
                    self.env._("There is no customer with the id %s.", values["partner_id"])
                )
            return partner
        if document:
            return document.partner_id
        return (
            self._find_by_phone(values["phone"])
            if values.get("phone")
            else (self.env["res.partner"])
        )

    @api.model
    def _prepare_opened_lines(self, lines, order, invoice):
        found = []
        taken = {}
        for number, line in enumerate(lines, 1):
            where = self.env._("line %s", number)
            self._check_keys(line, LINE_VALUES, where)
            product = self._opened_product(line.get("product"), where)
            rows = self._spread(product, line.get("quantity", 1), order, invoice, taken)
            defect = self._opened_defect(line.get("defect"), where)
            found += [{**row, "product_id": product.id, "defect_id": defect.id} for row in rows]
        return found

    @api.model
    def _opened_product(self, key, where):
        products = self.env["product.product"]
        is_id = isinstance(key, int) and not isinstance(key, bool)
        domain = [("id", "=", key)] if is_id else [("default_code", "=", key or False)]
        product = products.search(domain, limit=1) if key else products
        if not product:
            raise UserError(
                self.env._(
                    "%(where)s: there is no product “%(key)s”. Give its id or internal reference.",
                    where=where,
                    key=key or "",
                )
            )
        return product

    @api.model
    def _opened_defect(self, key, where):
        defects = self.env["crm.complaint.defect"]
        if not key:
            return defects
        if isinstance(key, int):
            found = defects.browse(key).exists()
        else:
            found = defects.search(["|", ("code", "=", key), ("name", "=ilike", key)], limit=1)
        if not found:
            raise UserError(
                self.env._(
                    "%(where)s: there is no defect “%(key)s”. Give its id, code or name.",
                    where=where,
                    key=key,
                )
            )
        return found

    @api.model
    def _spread(self, product, quantity, order, invoice, taken):
        """Return rows for a quantity of a product, over the order's lines that have some left."""
        sold = (order.order_line if order else invoice.line_ids.sale_line_ids).filtered(
            lambda line: line.product_id == product and not line.display_type
        )
        rows, rest = [], quantity
        for line in sold:
            left = line.qty_delivered - line.claimed_quantity - taken.get(line.id, 0.0)
            part = min(rest, left)
            if float_compare(part, 0, precision_rounding=line.product_uom_id.rounding) > 0:
                rows.append({"sale_line_id": line.id, "quantity": part})
                taken[line.id] = taken.get(line.id, 0.0) + part
                rest -= part
        rounding = product.uom_id.rounding
        if rows and float_compare(rest, 0, precision_rounding=rounding) <= 0:
            return rows
        if sold:
            # more than is left: the line's own check says so in words
            return [{"sale_line_id": sold[0].id, "quantity": quantity}]
        if order or invoice:
            self._refuse_foreign_product(product, order or invoice)
        return [{"quantity": quantity}]

    @api.model
    def _refuse_foreign_product(self, product, document):
        billed = document._name == "account.move" and product in document.line_ids.product_id
        if not billed:
            raise UserError(
                self.env._(
                    "%(product)s is not on %(document)s. Check the product or the number.",
                    product=product.display_name,
                    document=document.name,
                )
            )
