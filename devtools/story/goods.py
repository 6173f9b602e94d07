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


def set_quantities(client, move_ids, quantity_of):
    """Write the shipped quantity of each move.

    :param quantity_of: function of a move's ``{"id", "product_uom_qty", …}``
    """
    moves = client.search_read("stock.move", [("id", "in", move_ids)], ["product_uom_qty"])
    for move in moves:
        client.execute("stock.move", "write", [move["id"]], {"quantity": quantity_of(move)})


def validate(client, picking):
    """Press *Validate*, and *Create Backorder* if it asks what to do with the rest."""
    action = client.execute("stock.picking", "button_validate", [picking])
    if isinstance(action, dict) and action.get("res_model") == "stock.backorder.confirmation":
        client.run_wizard(action["res_model"], {}, "process", action["context"])
