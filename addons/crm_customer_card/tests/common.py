from freezegun import freeze_time

from odoo.fields import Command
from odoo.tests import TransactionCase, new_test_user

NOW = "2026-06-15 10:00:00"


class CardCase(TransactionCase):
    """A firm in forints on 15 June 2026, with one customer who has a buyer and a site."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        clock = freeze_time(NOW)
        clock.start()
        cls.addClassCleanup(clock.stop)
        cls.env = cls.env(context={**cls.env.context, "lang": "en_US", "tracking_disable": True})
        cls._firm()
        cls.customer = cls.env["res.partner"].create(
            {"name": "Tetőfedő Kft.", "is_company": True, "city": "Győr", "zip": "9021"}
        )
        cls.buyer, cls.site = cls.env["res.partner"].create(
            [
                {"name": "Nagy Ilona", "parent_id": cls.customer.id, "function": "Buyer"},
                {"name": "Telep", "parent_id": cls.customer.id, "type": "delivery"},
            ]
        )
        cls.other = cls.env["res.partner"].create({"name": "Ács Bt.", "is_company": True})
        cls.tile, cls.batten, cls.foil = cls.env["product.product"].create(
            [
                {"name": name, "type": "consu", "list_price": 100, "standard_price": 60}
                for name in ("Tile", "Batten", "Foil")
            ]
        )

    @classmethod
    def _firm(cls):
        huf, eur = cls.env.ref("base.HUF"), cls.env.ref("base.EUR")
        (huf | eur).active = True
        huf.rounding = 1
        cls.company = cls.env["res.company"].create(
            {"name": "Cserép Kft.", "currency_id": huf.id, "country_id": cls.env.ref("base.hu").id}
        )
        cls.env.user.company_ids |= cls.company
        cls.env.user.write({"company_id": cls.company.id, "tz": "Europe/Budapest"})
        context = {**cls.env.context, "allowed_company_ids": cls.company.ids}
        cls.env = cls.env(context=context)
        cls.env["account.chart.template"].try_loading(
            "generic_coa", company=cls.company, install_demo=False
        )
        cls.company.write({"currency_id": huf.id, "account_sale_tax_id": False})
        rates = [("2020-01-01", 0.0025)]
        cls.env["res.currency.rate"].create(
            [
                {"name": day, "rate": rate, "currency_id": eur.id, "company_id": cls.company.id}
                for day, rate in rates
            ]
        )
        cls.euros = cls.env["product.pricelist"].create(
            {"name": "Euro", "currency_id": eur.id, "company_id": cls.company.id}
        )

    @classmethod
    def user(cls, login, *groups):
        """Return a user of the firm with these groups."""
        return new_test_user(
            cls.env,
            f"card_{login}",
            groups=",".join(("base.group_user", *groups)),
            company_id=cls.company.id,
            company_ids=[Command.set(cls.company.ids)],
            lang="en_US",
            tz="Europe/Budapest",
        )

    @classmethod
    def order(cls, moment, *lines, partner=None, state="sale", **values):
        """Make an order of (product, quantity, price) lines; it is confirmed where not said."""
        order = cls.env["sale.order"].create(
            {
                "partner_id": (partner or cls.customer).id,
                "company_id": cls.company.id,
                "date_order": moment,
                "order_line": [
                    Command.create(
                        {
                            "product_id": product.id,
                            "product_uom_qty": quantity,
                            "price_unit": price,
                            "tax_ids": [Command.clear()],
                        }
                    )
                    for product, quantity, price in lines
                ],
                **values,
            }
        )
        if state == "sale":
            order.action_confirm()
            order.date_order = moment
        elif state == "cancel":
            order._action_cancel()
        return order

    @classmethod
    def invoice(cls, day, amount, due=None, move_type="out_invoice", partner=None, **values):
        """Make a posted invoice or credit note of one line without tax."""
        move = cls.env["account.move"].create(
            {
                "move_type": move_type,
                "partner_id": (partner or cls.customer).id,
                "company_id": cls.company.id,
                "invoice_date": day,
                "invoice_date_due": due or day,
                "invoice_payment_term_id": False,
                "invoice_line_ids": [
                    Command.create(
                        {"name": "Tile", "quantity": 1, "price_unit": amount, "tax_ids": []}
                    )
                ],
                **values,
            }
        )
        move.action_post()
        return move

    @classmethod
    def pay(cls, invoice, day, amount=None):
        """Pay an invoice on a day."""
        wizard = (
            cls.env["account.payment.register"]
            .with_context(active_model="account.move", active_ids=invoice.ids)
            .create({"payment_date": day, **({"amount": amount} if amount else {})})
        )
        return wizard._create_payments()

    def block(self, name, user=None, partner=None):
        """Return the figures of one block."""
        partner = partner or self.customer
        card = partner.with_user(user) if user else partner
        return card.customer_card([name])["blocks"][name]
