"""What the story is about: whom we sell to, what, how much of it goes first, what comes back."""

from dataclasses import dataclass

from .errors import StoryError

MARKER = "P-0001"  # the opportunity is found again by this reference
TITLE = f"Leányfalui családi ház, homlokzati hőszigetelés ({MARKER})"
CUSTOMER = "V0005"
RETURNED = "PAI-003"  # one bucket of render comes back


@dataclass(frozen=True)
class Item:
    """A line of the offer: how much, of that how much goes out first, sold in packs or pieces."""

    quantity: int
    first: int
    in_packs: bool = False


GOODS = {
    "INS-001": Item(34, 20, in_packs=True),
    "CEM-004": Item(45, 25),
    "FAS-003": Item(9, 6, in_packs=True),
    "PAI-003": Item(15, 5),
    "BOO-001": Item(4, 2),  # a book: 5 % tax beside the 27 % of the rest
}


def first_share(code):
    """Return which share of an ordered product goes out first."""
    item = GOODS.get(code)
    return item.first / item.quantity if item else 0.5


def customer(client):
    """Return the id of the customer, a company."""
    found = client.execute("res.partner", "search", [("ref", "=", CUSTOMER)], limit=1)
    if not found:
        raise _missing(client, f"customer {CUSTOMER}")
    return found[0]


def signer(client, customer_id):
    """Return the name of the person who signs for the customer."""
    domain = [("parent_id", "=", customer_id), ("type", "=", "contact")]
    people = client.search_read("res.partner", domain, ["name"], limit=1)
    return (people or [client.read_one("res.partner", customer_id, ["name"])])[0]["name"]


def order_lines(client):
    """Return the commands that make the offer's lines."""
    products = {
        product["default_code"]: product
        for product in client.search_read(
            "product.product", [("default_code", "in", list(GOODS))], ["default_code", "uom_ids"]
        )
    }
    if missing := [code for code in GOODS if code not in products]:
        raise _missing(client, f"product {', '.join(missing)}")
    return [_line(products[code], item) for code, item in GOODS.items()]


def _line(product, item):
    values = {"product_id": product["id"], "product_uom_qty": item.quantity}
    if item.in_packs and product["uom_ids"]:
        values["product_uom_id"] = product["uom_ids"][0]
    return (0, 0, values)


def _missing(client, what):
    return StoryError(f"there is no {what}: is this the demo database?", user=client.login)
