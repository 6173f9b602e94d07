"""A small firm for the tests of roles: one user for each role, one document of each kind."""

from odoo import Command

from odoo.addons.crm_suite_hu.models.crm_suite_demo_users import DEMO_USERS


class Firm:
    """`users[role]` is the demo user of the role, `documents[name]` a record to try rights on.

    Wants ``env``. Imports nothing of the tests, so that a script in Odoo's shell can load it too.
    """

    @classmethod
    def make_users(cls):
        users = cls.env["crm.suite.demo"]._load_users()
        cls.users = {who.role: user for who, user in zip(DEMO_USERS, users, strict=True)}

    @classmethod
    def make_user(cls, login, *group_xmlids):
        """Create an internal user with these groups."""
        groups = ("base.group_user", *group_xmlids)
        return cls.env["res.users"].create(
            {
                "name": login,
                "login": login,
                "group_ids": [Command.set([cls.env.ref(xmlid).id for xmlid in groups])],
            }
        )

    @classmethod
    def make_documents(cls):
        """Make the documents of the firm: those of the salesperson and those of the manager."""
        cls.customer = cls.env["res.partner"].create({"name": "Vevő Kft.", "email": "v@v.example"})
        cls.product = cls.env["product.product"].create(
            {"name": "Brick", "type": "consu", "is_storable": True, "list_price": 100}
        )
        own, other = cls.users["salesperson"], cls.users["sales_manager"]
        cls.documents = {
            **cls._make_sales(own, "own", 100),
            **cls._make_sales(other, "other", 200),
            **cls._make_books(),
            **cls._make_relations(),
            "customer": cls.customer,
            "product": cls.product.product_tmpl_id,
            "price_list": cls.env["product.pricelist"].create({"name": "Builders"}),
        }

    @classmethod
    def _make_sales(cls, user, whose, price):
        order = cls.env["sale.order"].create(
            {
                "partner_id": cls.customer.id,
                "user_id": user.id,
                "order_line": [Command.create({"product_id": cls.product.id})],
            }
        )
        order.action_confirm()
        order.order_line.qty_delivered = 1
        invoice = cls._make_move("out_invoice", user, price)
        invoice.action_post()
        lead = cls.env["crm.lead"].create(
            {"name": "Site", "type": "opportunity", "user_id": user.id}
        )
        return {
            f"{whose}_order": order,
            f"{whose}_order_line": order.order_line,
            f"{whose}_delivery": order.picking_ids,
            f"{whose}_operation": cls._make_operation(order.picking_ids),
            f"{whose}_invoice": invoice,
            f"{whose}_opportunity": lead,
        }

    @classmethod
    def _make_operation(cls, picking):
        move = picking.move_ids
        return cls.env["stock.move.line"].create(
            {**move._prepare_move_line_vals(), "quantity": 1, "picking_id": picking.id}
        )

    @classmethod
    def _make_move(cls, move_type, user, price=100):
        return cls.env["account.move"].create(
            {
                "move_type": move_type,
                "partner_id": cls.customer.id,
                "invoice_user_id": user.id,
                "invoice_date": "2026-03-02",
                "invoice_line_ids": [
                    Command.create(
                        {
                            "product_id": cls.product.id,
                            "quantity": 1,
                            "price_unit": price,
                            "tax_ids": [],
                        }
                    )
                ],
            }
        )

    @classmethod
    def _make_books(cls):
        bill = cls._make_move("in_invoice", cls.users["accountant"])
        purchase = cls.env["purchase.order"].create(
            {
                "partner_id": cls.customer.id,
                "order_line": [Command.create({"product_id": cls.product.id})],
            }
        )
        payment = cls.env["account.payment"].create(
            {"partner_id": cls.customer.id, "amount": 100, "payment_type": "inbound"}
        )
        return {
            "vendor_bill": bill,
            "purchase_order": purchase,
            "payment": payment,
            "exchange_rate": cls.env["res.currency.rate"].create(
                {
                    "name": "2000-01-03",
                    "currency_id": cls.env.ref("base.CHF").id,
                    "inverse_company_rate": 400,
                }
            ),
            "reminder_policy": cls.env["credit.control.policy"].create({"name": "Strict"}),
            "bank_account": cls.env["res.partner.bank"].create(
                {"acc_number": "HU42117730161111101800000000", "partner_id": cls.customer.id}
            ),
        }

    @classmethod
    def _make_relations(cls):
        return {
            "ticket": cls.env["helpdesk.ticket"].create({"name": "Late", "description": "Late"}),
            "mailing": cls.env["mailing.mailing"].create({"subject": "Spring", "name": "Spring"}),
            "campaign": cls.env["utm.campaign"].create({"name": "Spring"}),
            "survey": cls.env["survey.survey"].create({"title": "How was it?"}),
            "event": cls.env["event.event"].create(
                {
                    "name": "Open day",
                    "date_begin": "2026-03-02 08:00:00",
                    "date_end": "2026-03-02 16:00:00",
                }
            ),
            "automation": cls.env["base.automation"].create(
                {
                    "name": "Rule",
                    "model_id": cls.env.ref("base.model_res_partner").id,
                    "trigger": "on_create",
                }
            ),
        }
