"""The story's result as a table for the terminal."""

ROWS = (
    ("Offer", "offer"),
    ("Order", "order"),
    ("Deliveries", "deliveries"),
    ("Returns", "returns"),
    ("Invoices", "invoices"),
    ("Payment", "payment"),
    ("Credit notes", "credit_notes"),
    ("Net amount", "amount_untaxed"),
    ("Total with tax", "amount_total"),
    ("Invoiced less credited", "invoiced"),
    ("Delivered", "delivered_percent"),
    ("Customers from a list", "customers_loaded"),
    ("Rejected rows of it", "customers_rejected"),
    ("Discount rules in use", "discount_rules"),
    ("Offer with discounts", "discounted_offer"),
    ("Discounts on it", "discount_granted"),
    ("Messages that wait to be sent", "messages_queued"),
    ("Messages that are not permitted", "messages_not_permitted"),
    ("Audience", "audience"),
    ("Persons in it", "audience_members"),
    ("Campaign to it", "campaign"),
    ("Responses", "responses"),
    ("Opportunity of one", "opportunity"),
    ("Order of the campaign", "campaign_order"),
    ("Return on its costs", "campaign_roi"),
)
#: shown in percent: how many times a value is one
SHARES = {"delivered_percent": 1, "campaign_roi": 100}
AMOUNTS = ("amount_untaxed", "amount_total", "invoiced", "discount_granted")


def render(result):
    """Return the result as text: what was produced, where to log in and as whom.

    :param result: what :func:`devtools.story.runner.run` returned; keys it does not know of (those
        of later steps) are shown under their own names
    :return: lines joined with newlines, none at the end
    """
    documents = [(title, _shown(result, key)) for title, key in ROWS if key in result]
    known = {key for _title, key in ROWS} | {"currency", "url", "users"}
    documents += [(_words(key), _shown(result, key)) for key in result if key not in known]
    people = [(_words(role), _login(user)) for role, user in result.get("users", {}).items()]
    address = [("Log in at", result["url"])] if "url" in result else []
    return "\n".join([*_block(documents), *_block([*address, *people])])


def _shown(result, key):
    value = result[key]
    if key in AMOUNTS:
        number = f"{value:,.2f}".removesuffix(".00").replace(",", " ")
        return f"{number} {result.get('currency', '')}".strip()
    if key in SHARES:
        return f"{value * SHARES[key]:.4g} %"
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def _words(key):
    return key.replace("_", " ").capitalize()


def _login(user):
    return f"{user['login']} / {user['password']}"


def _block(rows):
    if not rows:
        return []
    left = max(len(title) for title, _text in rows)
    right = max(len(text) for _title, text in rows)
    rule = f"+-{'-' * left}-+-{'-' * right}-+"
    return [rule, *(f"| {title:<{left}} | {text:<{right}} |" for title, text in rows), rule]
