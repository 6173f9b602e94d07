"""In which groups a screen offers what a column may go into."""

from odoo.tools import LazyTranslate

_lt = LazyTranslate(__name__)

COMPANY, OTHER = "company", "other"
GROUPS = {
    COMPANY: _lt("Company"),
    "address": _lt("Address"),
    "reach": _lt("Telephone, e-mail, web"),
    "contact": _lt("Contact person"),
    "delivery": _lt("Delivery address"),
    "invoice": _lt("Billing address"),
    "postal": _lt("Postal address"),
    "bank": _lt("Bank"),
    "segment": _lt("Segments"),
    OTHER: _lt("Other"),
}
_MEMBERS = {
    COMPANY: (
        "code", "name", "vat", "group_vat", "company_registry", "legal_form", "industry",
        "headcount_class", "revenue_class",
    ),
    "address": ("country", "zip", "city", "street", "street2"),
    "reach": ("phone", "fax", "email", "website"),
}  # fmt: skip
_GROUP_OF = {target: group for group, targets in _MEMBERS.items() for target in targets}


def group_of(target):
    """Return the group of a target: of a child its own, of what is not known ``other``."""
    child = target.partition(".")[0]
    return _GROUP_OF.get(target) or (child if child in GROUPS else OTHER)
