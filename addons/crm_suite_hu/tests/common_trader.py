from odoo import fields
from odoo.fields import Command
from odoo.tests import TransactionCase, new_test_user


class TraderCase(TransactionCase):
    """The company that the suite has set up, with an address, a bank account and a customer."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env = cls.env(context={**cls.env.context, "lang": "en_US"})
        cls.company = cls.env.company
        cls.hungary = cls.env.ref("base.hu")
        cls.huf = cls.env.ref("base.HUF")
        cls.company.write(
            {
                "name": "Próba Kereskedő Kft.",
                "street": "Raktár utca 1.",
                "city": "Budapest",
                "zip": "1117",
                "country_id": cls.hungary.id,
                "vat": "12892312-2-43",
                "email": "iroda@trader.example",
            }
        )
        cls.company.partner_id.bank_ids.action_archive()
        cls.account_huf, cls.account_eur = cls.env["res.partner.bank"].create(
            [
                {
                    "acc_number": number,
                    "partner_id": cls.company.partner_id.id,
                    "currency_id": currency.id,
                    "allow_out_payment": True,
                }
                for number, currency in (
                    ("10918001-00000003-12340001", cls.huf),
                    ("HU43 1091 8001 0000 0003 1234 0001", cls.env.ref("base.EUR")),
                )
            ]
        )
        cls.customer = cls.env["res.partner"].create(
            {
                "name": "Vevő Építő Kft.",
                "is_company": True,
                "ref": "V-100",
                "street": "Fő tér 2.",
                "city": "Győr",
                "zip": "9021",
                "country_id": cls.hungary.id,
                "vat": "10585560-2-08",
                "email": "penzugy@vevo.example",
                "lang": "en_US",
                "property_payment_term_id": False,
            }
        )
        cls.tax = cls.env["account.tax"].search(
            [
                ("company_id", "=", cls.company.id),
                ("type_tax_use", "=", "sale"),
                ("amount", "=", 27),
            ],
            limit=1,
        )
        cls.brick = cls.env["product.product"].create(
            {
                "name": "Próbatégla",
                "default_code": "PT-1",
                "type": "consu",
                "is_storable": True,
                "list_price": 100,
                "invoice_policy": "order",
                "taxes_id": [Command.set(cls.tax.ids)],
            }
        )

    @classmethod
    def get_user(cls, login, *groups):
        return new_test_user(cls.env, login, groups=",".join(groups), lang="en_US")

    @classmethod
    def get_order(cls, *lines, **values):
        """An order of (quantity, price) lines of bricks."""
        return cls.env["sale.order"].create(
            {
                "partner_id": cls.customer.id,
                "order_line": [
                    Command.create(
                        {
                            "product_id": cls.brick.id,
                            "product_uom_qty": quantity,
                            "price_unit": price,
                            "tax_ids": [Command.set(cls.tax.ids)],
                        }
                    )
                    for quantity, price in lines
                ],
                **values,
            }
        )

    @classmethod
    def get_invoice(cls, price, due, partner=None, move_type="out_invoice", **values):
        """A posted invoice of one line with 27 % tax."""
        invoice = cls.env["account.move"].create(
            {
                "move_type": move_type,
                "partner_id": (partner or cls.customer).id,
                "invoice_date": min(fields.Date.to_date(due), fields.Date.today()),
                "invoice_date_due": due,
                "invoice_payment_term_id": False,
                "invoice_line_ids": [
                    Command.create(
                        {
                            "name": "Próbatégla",
                            "quantity": 1,
                            "price_unit": price,
                            "tax_ids": [Command.set(cls.tax.ids)],
                        }
                    )
                ],
                **values,
            }
        )
        invoice.action_post()
        return invoice

    @classmethod
    def get_html(cls, report, records):
        html, _kind = cls.env["ir.actions.report"]._render_qweb_html(report, records.ids)
        return html.decode()
