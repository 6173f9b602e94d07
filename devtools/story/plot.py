"""What the story is about: whom we sell to, what, how much of it goes first, what comes back."""

from .errors import StoryError

MARKER = "P-0001"  # the opportunity is found again by this reference
TITLE = f"Leányfalui családi ház, homlokzati hőszigetelés ({MARKER})"
CUSTOMER = "V0005"
RETURNED = "PAI-003"  # one bucket of render comes back

# product, quantity, in packs (the product's packaging) or in its own unit
GOODS = (
    ("INS-001", 33, True),
    ("CEM-004", 45, False),
    ("FAS-003", 9, True),
    ("PAI-003", 15, False),
    ("BOO-001", 2, False),  # a book: 5 % tax beside the 27 % of the rest
)


def first_part(ordered):
    """Return how much of an ordered quantity goes out first: half of it, in whole units."""
    return ordered // 2


def customer(client):
    """Return the id of the customer's contact person, or of the customer who has none."""
    domain = ["|", ("ref", "=", CUSTOMER), ("parent_id.ref", "=", CUSTOMER)]
    people = client.search_read("res.partner", domain, ["type", "parent_id"])
    contacts = [person for person in people if person["parent_id"] and person["type"] == "contact"]
    if not people:
        raise _missing(client, f"customer {CUSTOMER}")
    return (contacts or people)[0]["id"]


def order_lines(client):
    """Return the commands that make the offer's lines."""
    codes = [code for code, _quantity, _in_packs in GOODS]
    products = {
        product["default_code"]: product
        for product in client.search_read(
            "product.product", [("default_code", "in", codes)], ["default_code", "uom_ids"]
        )
    }
    if missing := [code for code in codes if code not in products]:
        raise _missing(client, f"product {', '.join(missing)}")
    return [_line(products[code], quantity, in_packs) for code, quantity, in_packs in GOODS]


def _line(product, quantity, in_packs):
    values = {"product_id": product["id"], "product_uom_qty": quantity}
    if in_packs and product["uom_ids"]:
        values["product_uom_id"] = product["uom_ids"][0]
    return (0, 0, values)


def _missing(client, what):
    return StoryError(f"there is no {what}: is this the demo database?", user=client.login)
