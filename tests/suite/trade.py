"""The firm at work, for tests: each method is what one user does with one document."""

from functools import cached_property
from itertools import count

COUNTER = count(1)


class Trade:
    """Sells, delivers, invoices and takes back, as the demo users over XML-RPC.

    :param node: the served demo database
    """

    def __init__(self, node):
        self.node = node

    @cached_property
    def admin(self):
        """The administrator, who makes master data."""
        return self.node.as_user("administrator")

    @cached_property
    def seller(self):
        """The salesperson."""
        return self.node.as_user("salesperson")

    @cached_property
    def shipper(self):
        """The one in customer service who ships and takes back."""
        return self.node.as_user("customer_service")

    @cached_property
    def keeper(self):
        """The accountant."""
        return self.node.as_user("accountant")

    def another(self):
        """Return the firm with connections of its own, for another thread."""
        twin = Trade(self.node)
        for name in ("admin", "seller", "shipper", "keeper"):
            setattr(twin, name, getattr(self, name).another())
        return twin

    # master data

    def product(self, price, tax=27, unit="uom.product_uom_unit", packs=()):
        """Make a product in stock, invoiced by what is delivered; return its id.

        :param packs: ids of further units it is sold in
        """
        taxes = self.admin.execute(
            "account.tax",
            "search",
            [("type_tax_use", "=", "sale"), ("amount", "=", tax), ("company_id", "=", 1)],
            limit=1,
        )
        values = {
            "name": f"Próba {next(COUNTER)}",
            "is_storable": True,
            "list_price": price,
            "taxes_id": [(6, 0, taxes)],
            "uom_id": self.admin.ref(unit),
            "uom_ids": [(6, 0, list(packs))],
            "invoice_policy": "delivery",
        }
        product = self.admin.execute("product.product", "create", values)
        self.stock(product, 10000)
        return product

    def stock(self, product, quantity):
        """Count a product in: so much is on the shelf."""
        location = self.admin.ref("stock.stock_location_stock")
        values = {"product_id": product, "location_id": location, "inventory_quantity": quantity}
        context = {"inventory_mode": True}
        quant = self.admin.execute("stock.quant", "create", values, context=context)
        self.admin.press("stock.quant", "action_apply_inventory", [quant], context=context)

    def unit(self, name, of, factor):
        """Make a unit of measure out of another one; return its id."""
        values = {"name": name, "relative_uom_id": self.admin.ref(of), "relative_factor": factor}
        return self.admin.execute("uom.uom", "create", values)

    def customer(self, country="base.hu", **values):
        """Make a company as customer; return its id."""
        number = next(COUNTER)
        defaults = {
            "name": f"Próba Vevő {number} Kft.",
            "is_company": True,
            "email": f"vevo{number}@proba.example",
            "street": "Fő utca 1.",
            "city": "Pécs",
            "zip": "7621",
            "country_id": self.admin.ref(country),
            "lang": "hu_HU",
        }
        return self.admin.execute("res.partner", "create", {**defaults, **values})

    # the order

    def offer(self, customer, *lines, **values):
        """Make an offer of ``(product, quantity, more values)`` lines; return its id."""
        commands = [
            (0, 0, {"product_id": product, "product_uom_qty": quantity, **dict(*more)})
            for product, quantity, *more in lines
        ]
        values = {"partner_id": customer, "order_line": commands, **values}
        return self.seller.execute("sale.order", "create", values)

    def order(self, customer, *lines, **values):
        """Make an offer, mark it sent and confirm it; return its id."""
        order = self.offer(customer, *lines, **values)
        self.seller.press("sale.order", "action_quotation_sent", [order])
        self.seller.press("sale.order", "action_confirm", [order])
        return order

    def lines(self, order):
        """Return the ids of the order's lines, in the order of their making."""
        return self.seller.execute(
            "sale.order.line", "search", [("order_id", "=", order)], order="id"
        )

    def chain(self, order):
        """Return the order's document chain."""
        return self.seller.execute("sale.order", "document_chain", [order])[0]

    # goods

    def deliver(self, order, **quantities):
        """Ship what is open, or of each product only so much (``p12=3``); return the picking.

        Quantities are in the product's own unit; the rest becomes a back-order.
        """
        picking = self.shipper.execute(
            "stock.picking",
            "search",
            [
                ("sale_id", "=", order),
                ("state", "not in", ("done", "cancel")),
                ("picking_type_code", "=", "outgoing"),
            ],
        )[0]
        # goods that somebody else had in hand at that moment are looked for again
        self.shipper.press("stock.picking", "action_assign", [picking])
        self._set_quantities(picking, quantities)
        action = self.shipper.execute("stock.picking", "button_validate", [picking])
        if isinstance(action, dict):
            context = action["context"]
            wizard = self.shipper.execute(action["res_model"], "create", {}, context=context)
            self.shipper.press(action["res_model"], "process", [wizard], context=context)
        return picking

    def _set_quantities(self, picking, quantities):
        domain = [("picking_id", "=", picking), ("state", "not in", ("done", "cancel"))]
        moves = self.shipper.search_read("stock.move", domain, ["product_id", "product_uom_qty"])
        for move in moves:
            open_quantity = move["product_uom_qty"]
            name = f"p{move['product_id'][0]}"
            quantity = quantities.get(name, 0) if quantities else open_quantity
            self.shipper.execute("stock.move", "write", [move["id"]], {"quantity": quantity})

    def take_back(self, picking, product, quantity):
        """Take goods of a delivery back; return the return's id."""
        context = {
            "active_model": "stock.picking",
            "active_id": picking,
            "active_ids": [picking],
        }
        wizard = self.shipper.execute("stock.return.picking", "create", {}, context=context)
        lines = self.shipper.execute(
            "stock.return.picking.line",
            "search",
            [("wizard_id", "=", wizard), ("product_id", "=", product)],
        )
        self.shipper.execute("stock.return.picking.line", "write", lines, {"quantity": quantity})
        action = self.shipper.execute("stock.return.picking", "action_create_returns", [wizard])
        self.shipper.press("stock.picking", "button_validate", [action["res_id"]])
        return action["res_id"]

    # money

    def invoice(self, order, **values):
        """Invoice what is due (or make a down payment), post it; return the document.

        What is due may be negative after a return: then it is a credit note.

        :param values: of the dialog, such as ``advance_payment_method="percentage", amount=30``
        :return: ``{"id", "name", "move_type", "amount_untaxed", "amount_tax", "amount_total", …}``
        """
        before = self._invoices(order)
        self.seller.wizard(
            "sale.advance.payment.inv", values, "create_invoices", "sale.order", [order]
        )
        (made,) = set(self._invoices(order)) - set(before)
        self.keeper.press("account.move", "action_post", [made])
        fields = ("name", "move_type", "amount_untaxed", "amount_tax", "amount_total")
        return self.keeper.read("account.move", made, *fields, "amount_total_signed")

    def _invoices(self, order):
        return self.seller.read("sale.order", order, "invoice_ids")["invoice_ids"]


def amounts(document):
    """Return ``(net, tax, total)`` of a document."""
    return document["amount_untaxed"], document["amount_tax"], document["amount_total"]


def quantities(chain):
    """Return the five quantities of each line, as the screen shows them across."""
    columns = ("offered", "ordered", "delivered", "invoiced", "returned")
    return [tuple(line[column] for column in columns) for line in chain["lines"]]
