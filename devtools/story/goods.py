"""Deliveries and returns, as the person in the warehouse does them."""

ANSWERS = {"stock.backorder.confirmation": "process", "confirm.stock.sms": "dont_send_sms"}
DELIVERY = ("picking_type_code", "=", "outgoing")
OPEN = ("state", "not in", ("done", "cancel"))
DONE = ("state", "=", "done")


def deliveries(client, order, *conditions):
    """Return the deliveries of an order, returns left out, oldest first.

    :param conditions: further domain terms, such as :data:`OPEN`
    :return: list of ``{"id", "name", "state"}``
    """
    domain = [("sale_id", "=", order), ("return_id", "=", False), DELIVERY, *conditions]
    return client.search_read("stock.picking", domain, ["name", "state"])


def returns(client, order, *conditions):
    """Return the returns of an order's deliveries, oldest first; see :func:`deliveries`."""
    domain = [("return_id.sale_id", "=", order), *conditions]
    return client.search_read("stock.picking", domain, ["name", "state"])


def ship(client, picking, share_of=lambda code: 1):
    """Write what is shipped of each line, and validate.

    :param picking: one of :func:`deliveries`
    :param share_of: function from a product's internal reference to the share of the open
        quantity that goes now
    """
    moves = client.search_read(
        "stock.move", [("picking_id", "=", picking["id"]), OPEN], ["product_uom_qty", "product_id"]
    )
    codes = _codes(client, moves)
    for move in moves:
        quantity = move["product_uom_qty"] * share_of(codes[move["product_id"][0]])
        client.execute("stock.move", "write", [move["id"]], {"quantity": quantity})
    validate(client, picking["id"])


def _codes(client, moves):
    products = [move["product_id"][0] for move in moves]
    read = client.execute("product.product", "read", products, ["default_code"])
    return {product["id"]: product["default_code"] for product in read}


def validate(client, picking):
    """Press *Validate* and answer what it asks: a back-order for the rest, no text message.

    :raises StoryError: when it asks something that nobody here knows an answer to
    """
    action = client.execute("stock.picking", "button_validate", [picking])
    while isinstance(action, dict) and (answer := ANSWERS.get(action.get("res_model"))):
        context = action["context"]
        dialog = action.get("res_id") or client.execute(
            action["res_model"], "create", {}, context=context
        )
        action = client.execute(action["res_model"], answer, [dialog], context=context)
    if client.read_one("stock.picking", picking, ["state"])["state"] != "done":
        asked = action.get("name") if isinstance(action, dict) else action
        raise client.error(f"a delivery was validated and is not done; the answer was: {asked}")
