from odoo import api, models
from odoo.exceptions import UserError
from odoo.fields import Domain


class HelpdeskTicket(models.Model):
    """Finding what a contact is about, from whatever the customer can say."""

    _inherit = "helpdesk.ticket"

    @api.model
    def _find_order(self, key):
        """Return the confirmed order with this id or number."""
        return self._find_document("sale.order", key, [("state", "=", "sale")])

    @api.model
    def _find_invoice(self, key):
        """Return the posted customer invoice with this id or number."""
        domain = [("move_type", "=", "out_invoice"), ("state", "=", "posted")]
        return self._find_document("account.move", key, domain)

    @api.model
    def _find_document(self, model, key, domain):
        # whoever takes complaints finds what was sold, in the companies that are chosen
        every = self.env[model].sudo()
        by_key = [("id", "=", key)] if _is_id(key) else [("name", "=ilike", str(key).strip())]
        own = [("company_id", "in", self.env.companies.ids)]
        found = every.search([*by_key, *domain, *own], limit=2)
        if len(found) != 1:
            label = self.env["ir.model"]._get(model).name
            raise UserError(
                self.env._(
                    "%(document)s “%(key)s”: there is no confirmed one with this number in your "
                    "company. Check the number.",
                    document=label,
                    key=key,
                )
                if not found
                else self.env._(
                    "%(document)s “%(key)s”: several have this number. Give its id.",
                    document=label,
                    key=key,
                )
            )
        return found

    @api.model
    def _find_by_phone(self, phone):
        """Return the one customer with this telephone number."""
        partners = self._partners_with_phone(phone)
        if len(partners.commercial_partner_id) > 1:
            names = ", ".join(partners.mapped("display_name"))
            raise UserError(
                self.env._(
                    "Telephone “%(phone)s” belongs to several customers: %(names)s. Choose one.",
                    phone=phone,
                    names=names,
                )
            )
        return partners[:1]

    @api.model
    def _partners_with_phone(self, phone):
        partners = self.env["res.partner"]
        country = self.env.company.country_id or self.env.ref("base.hu")
        sanitized = partners._phone_format(number=str(phone), country=country)
        if not sanitized:
            return partners
        return partners.search([("phone_sanitized", "=", sanitized)], limit=10)

    @api.model
    def _find_contact(self, text):
        """Return what a caller's words may mean: an invoice, an order, a customer.

        :return: (customer, order, invoice), empty recordsets where nothing is meant
        """
        text = (text or "").strip()
        partner, order = self.env["res.partner"], self.env["sale.order"]
        invoice = self.env["account.move"]
        if not text:
            return partner, order, invoice
        exact = [("name", "=ilike", text), ("company_id", "in", self.env.companies.ids)]
        # whoever takes complaints finds what was sold, in the companies that are chosen
        order = order.sudo().search([*exact, ("state", "=", "sale")], limit=1)
        if order:
            return order.partner_id, order, invoice
        posted = [("move_type", "=", "out_invoice"), ("state", "=", "posted")]
        invoice = invoice.sudo().search([*exact, *posted], limit=1)  # as above
        if invoice:
            return invoice.partner_id, invoice.line_ids.sale_line_ids.order_id[:1], invoice
        return self._find_customer(text), order, invoice

    @api.model
    def _find_customer(self, text):
        partners = self._partners_with_phone(text)
        if not partners:
            ways = [[("ref", "=ilike", text)], [("email", "=ilike", text)]]
            partners = partners.search(Domain.OR(ways), limit=2)
        if not partners:
            partners = partners.search([("display_name", "ilike", text)], limit=2)
        return partners if len(partners) == 1 else partners.browse()


def _is_id(key):
    return isinstance(key, int) and not isinstance(key, bool)
