"""A small firm with helpers that do what the buttons do, for the tests of the document chain."""

from odoo.fields import Command

from odoo.addons.account.tests.common import AccountTestInvoicingCommon


class DocumentChainCommon(AccountTestInvoicingCommon):
    """Cement is invoiced as delivered, bricks as ordered; prices 100 and 10, without tax."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.dozen = cls.env.ref("uom.product_uom_dozen")
        cls.unit = cls.env.ref("uom.product_uom_unit")
        cls.cement = cls._create_goods("Cement 25 kg", 100.0, "delivery")
        cls.brick = cls._create_goods("Brick B30", 10.0, "order")
        cls.transport = cls.env["product.product"].create(
            {
                "name": "Transport",
                "type": "service",
                "list_price": 50.0,
                "invoice_policy": "order",
                "taxes_id": False,
            }
        )

    @classmethod
    def get_default_groups(cls):
        return (
            super().get_default_groups()
            | cls.quick_ref("sales_team.group_sale_manager")
            | cls.quick_ref("stock.group_stock_manager")
        )

    @classmethod
    def _create_goods(cls, name, price, policy, **values):
        return cls.env["product.product"].create(
            {
                "name": name,
                "type": "consu",
                "list_price": price,
                "invoice_policy": policy,
                "taxes_id": False,
                **values,
            }
        )

    def _offer(self, *lines, **values):
        """A draft offer; ``lines`` are ``(product, quantity)`` or ``(product, quantity, uom)``."""
        return self.env["sale.order"].create(
            {
                "partner_id": self.partner_a.id,
                "order_line": [
                    Command.create(
                        {
                            "product_id": product.id,
                            "product_uom_qty": quantity,
                            "product_uom_id": (uom[0] if uom else product.uom_id).id,
                            "tax_ids": False,
                        }
                    )
                    for product, quantity, *uom in lines
                ],
                **values,
            }
        )

    def _order(self, *lines, **values):
        """An offer that was sent and confirmed."""
        order = self._offer(*lines, **values)
        order.action_quotation_sent()
        order.action_confirm()
        return order

    def _ship(self, order, quantities=None, backorder=True):
        """Validate the open delivery: everything, or ``{product: quantity}`` in the move's unit."""
        picking = order.picking_ids.filtered(
            lambda p: p.state not in ("done", "cancel") and p.picking_type_code == "outgoing"
        )
        picking.ensure_one()
        moves = picking.move_ids.filtered(lambda move: move.state != "cancel")
        if quantities is not None:
            moves = moves.filtered(lambda move: move.product_id in quantities)
            for move in moves:
                move.quantity = quantities[move.product_id]
        moves.picked = True
        picking.with_context(
            skip_backorder=True,
            picking_ids_not_to_backorder=[] if backorder else picking.ids,
        ).button_validate()
        self.assertEqual(picking.state, "done")
        return picking

    def _return(self, picking, quantities):
        """Take ``{product: quantity}`` of a delivery back through the *Return* dialog."""
        wizard = (
            self.env["stock.return.picking"]
            .with_context(
                active_id=picking.id, active_ids=picking.ids, active_model="stock.picking"
            )
            .create({})
        )
        for line in wizard.product_return_moves:
            line.quantity = quantities.get(line.product_id, 0)
        back = self.env["stock.picking"].browse(wizard.action_create_returns()["res_id"])
        back.move_ids.picked = True
        back.button_validate()
        self.assertEqual(back.state, "done")
        return back

    def _invoice(self, orders, post=True, method="delivered", **values):
        """Invoice through the *Create Invoices* dialog."""
        before = orders.invoice_ids
        self.env["sale.advance.payment.inv"].create(
            {
                "sale_order_ids": [Command.set(orders.ids)],
                "advance_payment_method": method,
                **values,
            }
        ).create_invoices()
        invoice = orders.invoice_ids - before
        invoice.invoice_date = "2026-03-02"
        if post:
            invoice.action_post()
        return invoice

    def _credit(self, invoice, quantities):
        """Credit ``{product: quantity}`` of a posted invoice through *Credit Note*."""
        wizard = (
            self.env["account.move.reversal"]
            .with_context(active_model="account.move", active_ids=invoice.ids)
            .create({"journal_id": invoice.journal_id.id, "date": "2026-03-05"})
        )
        refund = self.env["account.move"].browse(wizard.refund_moves()["res_id"])
        for line in refund.invoice_line_ids:
            if quantities.get(line.product_id):
                line.quantity = quantities[line.product_id]
            else:
                line.unlink()
        refund.action_post()
        return refund

    def _pay(self, invoice):
        """Register the payment of an invoice in full."""
        wizard = (
            self.env["account.payment.register"]
            .with_context(active_model="account.move", active_ids=invoice.ids)
            .create({"payment_date": "2026-03-04"})
        )
        return self.env["account.payment"].browse(wizard.action_create_payments()["res_id"])

    def _chain(self, record):
        """The only chain of a record."""
        (chain,) = record.document_chain()
        return chain

    def _line(self, order, product):
        """The line of ``product`` in the chain of ``order``."""
        (line,) = [
            values for values in self._chain(order)["lines"] if values["product_id"] == product.id
        ]
        return line

    def _numbers(self, order, product):
        """The five quantities of ``product`` in the chain of ``order``."""
        line = self._line(order, product)
        return [line[name] for name in ("offered", "ordered", "delivered", "invoiced", "returned")]

    def _documents(self, order):
        """``(kind, number)`` of each document of ``order``."""
        return [(d["kind"], d["number"]) for d in self._chain(order)["documents"]]
