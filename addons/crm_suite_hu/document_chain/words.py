"""Words of the chain that are shown to people."""

from odoo.tools.translate import LazyTranslate

_lt = LazyTranslate(__name__)

KIND_LABELS = {
    "opportunity": _lt("Opportunity"),
    "offer": _lt("Offer"),
    "order": _lt("Order"),
    "delivery": _lt("Delivery"),
    "return": _lt("Return"),
    "transfer": _lt("Internal transfer"),
    "down_payment": _lt("Down payment"),
    "invoice": _lt("Invoice"),
    "credit_note": _lt("Credit note"),
    "payment": _lt("Payment"),
}


def selection_label(record, name):
    """Return the translated label of the value of selection field ``name``."""
    labels = dict(record._fields[name]._description_selection(record.env))
    return labels.get(record[name]) or ""
