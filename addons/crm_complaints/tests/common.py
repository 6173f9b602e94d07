"""A firm that sold twenty boxes to a customer, delivered and invoiced them."""

from contextlib import contextmanager

from odoo import Command
from odoo.exceptions import UserError
from odoo.tests import new_test_user

from odoo.addons.account.tests.common import AccountTestInvoicingCommon


class ComplaintCase(AccountTestInvoicingCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company = cls.env.company
        cls.company.country_id = cls.env.ref("base.hu")
        cls.company.partner_id.tz = "Europe/Budapest"
        cls.env = cls.env(
            su=True, context={**cls.env.context, "tracking_disable": True, "lang": "en_US"}
        )
        (cls.env.user.partner_id | cls.company.partner_id).lang = "en_US"
        cls.customer = cls.env["res.partner"].create(
            {
                "name": "Kovács Anna",
                "phone": "+36 20 555 0101",
                "email": "anna@kovacs.example",
                "lang": "en_US",
            }
        )
        cls.product = cls.env["product.product"].create(
            {
                "name": "Box of tiles",
                "default_code": "TILE-1",
                "type": "consu",
                "is_storable": True,
                "list_price": 100.0,
                "standard_price": 60.0,
                "taxes_id": [Command.set(cls.tax_sale_a.ids)],
            }
        )
        cls.tickets = cls.env["helpdesk.ticket"]
        cls.clerk = cls._user("clerk", "helpdesk_mgmt.group_helpdesk_user")
        cls.manager = cls._user("manager", "helpdesk_mgmt.group_helpdesk_manager")

    @classmethod
    def _user(cls, login, groups):
        return new_test_user(
            cls.env,
            login=f"complaints_{login}",
            groups=groups,
            lang="en_US",
            company_id=cls.company.id,
            company_ids=[Command.set(cls.company.ids)],
        )

    @contextmanager
    def refused(self, text):
        """Expect a refusal in these words; what was begun is undone."""
        with self.assertRaises(UserError) as caught:
            yield
        self.assertRegex(str(caught.exception), text)

    def queries(self, function, *args):
        """Return how many queries a call needs with nothing in the cache."""
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        function(*args)
        self.env.flush_all()
        return self.env.cr.sql_log_count - before

    @classmethod
    def sell(cls, quantity=20, price=100.0, product=None, invoice=True, partner=None):
        """Return a confirmed order, delivered and (if wanted) invoiced."""
        product = product or cls.product
        order = cls.env["sale.order"].create(
            {
                "partner_id": (partner or cls.customer).id,
                "company_id": cls.company.id,
                "order_line": [
                    Command.create(
                        {
                            "product_id": product.id,
                            "product_uom_qty": quantity,
                            "price_unit": price,
                        }
                    )
                ],
            }
        )
        order.action_confirm()
        for move in order.picking_ids.move_ids:
            move.quantity = move.product_uom_qty
            move.picked = True
        order.picking_ids.button_validate()
        if invoice:
            order._create_invoices().action_post()
        return order

    @classmethod
    def complain(cls, order, quantity=2, **more):
        """Return a recorded complaint about some of the order's boxes."""
        line = {"product": "TILE-1", "quantity": quantity}
        values = {"order": order.name, "lines": [line], **more}
        return cls.tickets.browse(cls.tickets.open_complaint(values))
