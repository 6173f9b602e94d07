from collections import Counter
from datetime import timedelta

from odoo import api, models
from odoo.fields import Command

from ..demo_engine.facts import CANCEL, SALE, SENT

VALIDITY_DAYS = 30
PACK_BUYERS = ("retailer", "foreign")


class CrmSuiteDemo(models.AbstractModel):
    """What the firm sold: offers, orders and deliveries."""

    _inherit = "crm.suite.demo"

    @api.model
    def _load_sales(self, plan):
        """Create the offers of the plan and bring each as far as it got."""
        orders = self._create_orders(plan.orders)
        self._settle_offers(orders)
        sold = [(planned, order) for planned, order in orders if planned.state == SALE]
        self._confirm_orders(sold)
        invoices = {}
        for wave in range(max(len(planned.deliveries) for planned, _order in sold)):
            self._deliver(sold, wave)
            invoices |= self._create_order_invoices(sold, wave)
        self.env["account.move"].concat(*invoices.values()).action_post()
        notes = self._return_goods(sold)
        paid = self._settle_invoices(sold, invoices, notes)
        return Counter(
            {
                "sale.order": len(orders),
                "account.move": len(invoices) + len(notes),
                "account.payment": paid,
            }
        )

    @api.model
    def _create_orders(self, planned):
        """Return a list of pairs: plan's order, draft sale order; oldest first."""
        customers, products = self._known("customer"), self._known("product")
        rows = {row["id"]: row for row in self._rows("customer")}
        euro = self._known("pricelist")["eur"]
        roles = {row["salesperson"] for row in rows.values()}
        sellers = {role: self._user(role).id for role in roles}
        packs = self._pack_factors()
        orders = self.env["sale.order"].create(
            [
                {
                    "partner_id": customers[order.customer],
                    "date_order": self._moment(order.day, order.number),
                    "validity_date": order.day + timedelta(days=VALIDITY_DAYS),
                    "commitment_date": self._moment(order.promised, order.number),
                    "user_id": sellers[rows[order.customer]["salesperson"]],
                    "pricelist_id": rows[order.customer]["currency"] == "EUR" and euro,
                    "client_order_ref": self._customer_reference(order, rows[order.customer]),
                    "order_line": [
                        Command.create(
                            {
                                "product_id": products[line.product],
                                "discount": line.discount,
                                **self._quantity_values(line, rows[order.customer]["kind"], packs),
                            }
                        )
                        for line in order.lines + order.services
                    ],
                }
                for order in planned
            ]
        )
        self._backdate({order: order.date_order for order in orders})
        pairs = list(zip(planned, orders, strict=True))
        self._note_records("order", {f"{plan.number:04d}": order for plan, order in pairs})
        return pairs

    @api.model
    def _customer_reference(self, order, row):
        """Return the customer's own order number; offices have one, people have none."""
        if row["kind"] in ("sole", "private") or order.number % 3 == 0:
            return False
        return f"{row['name'][:2].upper()}{order.day:%y}/{order.number * 13 % 900 + 100}"

    @api.model
    def _pack_factors(self):
        """Map each product's key to the id of its packaging and what that contains."""
        products = self._known("product")
        records = self.env["product.product"].browse(products.values())
        by_id = {product.id: product.uom_ids[:1] for product in records}
        return {
            key: (by_id[pid].id, by_id[pid].relative_factor)
            for key, pid in products.items()
            if by_id[pid]
        }

    @api.model
    def _quantity_values(self, line, kind, packs):
        """Order by the pallet or pack where traders buy whole ones."""
        pack, factor = packs.get(line.product, (None, None))
        if pack and kind in PACK_BUYERS and line.quantity % factor == 0:
            return {"product_uom_id": pack, "product_uom_qty": line.quantity / factor}
        return {"product_uom_qty": line.quantity}

    @api.model
    def _settle_offers(self, orders):
        """Mark the offers that went out, and cancel those that came to nothing."""

        def of_state(state):
            return self.env["sale.order"].concat(*(o for p, o in orders if p.state == state))

        of_state(SENT).action_quotation_sent()
        of_state(CANCEL).action_cancel()

    @api.model
    def _confirm_orders(self, sold):
        self.env["sale.order"].concat(*(order for _p, order in sold)).action_confirm()
        for planned, order in sold:
            order.date_order = self._moment(planned.day, planned.number)

    @api.model
    def _deliver(self, sold, wave):
        """Ship the nth delivery of each order that has one; the rest becomes a back-order."""
        planned_by_order = {
            order.id: planned for planned, order in sold if len(planned.deliveries) > wave
        }
        pickings = (
            self.env["sale.order"]
            .browse(planned_by_order)
            .picking_ids.filtered(lambda picking: picking.state not in ("done", "cancel"))
        )
        # read as one set, not one by one
        pickings = pickings.browse(pickings.ids)
        self._set_shipped(pickings, planned_by_order, wave)
        self._validate_pickings(
            {
                picking.id: self._moment(planned.deliveries[wave].day, planned.number)
                for picking in pickings
                for planned in [planned_by_order[picking.sale_id.id]]
            }
        )

    @api.model
    def _set_shipped(self, pickings, planned_by_order, wave):
        """Write the shipped quantities where they are not those that Odoo reserved."""
        products, changed = self._known("product"), {}
        for picking in pickings:
            planned = planned_by_order[picking.sale_id.id]
            shipped = {
                products[line.product]: quantity
                for line, quantity in zip(
                    planned.lines, planned.deliveries[wave].quantities, strict=True
                )
            }
            changed |= {
                move: shipped[move.product_id.id]
                for move in picking.move_ids
                if move.quantity != shipped[move.product_id.id]
            }
        # written last: each writing makes Odoo read transfers again
        for move, quantity in changed.items():
            move.quantity = quantity
