"""Deliveries and returns, as the person in the warehouse does them."""

DELIVERY = ("picking_type_code", "=", "outgoing")
OPEN = ("state", "not in", ("done", "cancel"))
DONE = ("state", "=", "done")


def deliveries(client, order, *conditions):
    """Return the deliveries of an order, returns left out, oldest first.

    :param conditions: further domain terms, such as :data:`OPEN`
    :return: list of ``{"id", "name", "state", "move_ids"}``
    """
    domain = [("sale_id", "=", order), ("return_id", "=", False), DELIVERY, *conditions]
    return client.search_read("stock.picking", domain, ["name", "state", "move_ids"])


def returns(client, order, *conditions):
    """Return the returns of an order's deliveries, oldest first; see :func:`deliveries`."""
    domain = [("return_id.sale_id", "=", order), *conditions]
    return client.search_read("stock.picking", domain, ["name", "state", "move_ids"])


def ship(client, picking, part=None):
    """Write what is shipped of each line, and validate.

    :param picking: ``{"id", "move_ids"}``
    :param part: function from a line's ordered quantity to the one that goes now, both in the
        line's unit; everything that is still open when left out
    """
    moves = client.search_read(
        "stock.move", [("id", "in", picking["move_ids"])], ["product_uom_qty", "sale_line_id"]
    )
    ordered = _ordered(client, moves)
    for move in moves:
        quantity = move["product_uom_qty"]
        if part:
            whole = ordered[move["sale_line_id"][0]]
            quantity *= part(whole) / whole
        client.execute("stock.move", "write", [move["id"]], {"quantity": quantity})
    validate(client, picking["id"])


def _ordered(client, moves):
    lines = client.execute(
        "sale.order.line", "read", [move["sale_line_id"][0] for move in moves], ["product_uom_qty"]
    )
    return {line["id"]: line["product_uom_qty"] for line in lines}


def validate(client, picking):
    """Press *Validate*, and *Create Backorder* if it asks what to do with the rest."""
    action = client.execute("stock.picking", "button_validate", [picking])
    if isinstance(action, dict) and action.get("res_model") == "stock.backorder.confirmation":
        client.run_wizard(action["res_model"], {}, "process", action["context"])
