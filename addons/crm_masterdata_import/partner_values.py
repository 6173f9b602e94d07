"""Where the engine's targets stand in Odoo, and partners as text."""

from odoo.tools import html2plaintext

from .import_engine.numbers import parse_number
from .import_engine.targets import SEGMENT
from .import_engine.text import fold
from .import_engine.value_list import JOIN
from .partner_segments import read_segments
from .target_labels import TARGETS

# target → field that holds the text itself
PLAIN = {
    **{name: name for name in ("name", "vat", "company_registry", "zip", "city", "street")},
    **{name: name for name in ("street2", "phone", "fax", "email", "website", "function")},
    "group_vat": "l10n_hu_group_vat",
}
# target → field that points to a record, found by its name
NAMED = {
    "legal_form": "partner_company_type_id",
    "industry": "industry_id",
    "headcount_class": "employee_quantity_range_id",
    "revenue_class": "revenue_class_id",
    "user": "user_id",
    "payment_term": "property_payment_term_id",
}
# target → field that points to several records, found by their names
LISTED = {"category": "category_id", "role": "role_ids"}
CREDIT_LIMIT = "credit_limit"
CHILDREN = ("contact", "delivery", "invoice", "postal")
OF_CHILD = {
    child: [name.partition(".")[2] for name in TARGETS if name.startswith(f"{child}.")]
    for child in CHILDREN
}
BANK = "bank.acc_number"


def find_children(partners, contact_names):
    """Map (partner's id, type) to the address or contact person that rows speak of.

    It is the oldest one of that type that is no site; of contact persons the one of that name,
    where rows name one: another name is another person.

    :param contact_names: dict of partner's id → name of the contact person, or nothing
    """
    domain = [("parent_id", "in", partners.ids), ("type", "in", CHILDREN)]
    found = {}
    for child in partners.search([*domain, ("import_code_ids", "=", False)], order="id"):
        wanted = contact_names.get(child.parent_id.id)
        if child.type != "contact" or not wanted or fold(child.name or "") == fold(wanted):
            found.setdefault((child.parent_id.id, child.type), child)
    return found


def read_values(partners, children, targets):
    """Return a dict of partner id → (target → text) for the engine, for all partners at once.

    :param children: see `find_children`
    :param targets: those that are needed
    """
    own, below = {target for target in targets if "." not in target}, {}
    for child, names in OF_CHILD.items():
        below[child] = {name for name in names if f"{child}.{name}" in targets}
    apart = targets - own
    partners.fetch(_fields_of(own))
    found = {}
    for partner in partners:
        values = _own_values(partner, own) | _values_apart(partner, apart)
        for child, names in below.items():
            record = names and children.get((partner.id, child))
            if record:
                of_child = _own_values(record, names)
                values |= {f"{child}.{name}": of_child.get(name, "") for name in names}
        found[partner.id] = {target: text for target, text in values.items() if text}
    return found


def _fields_of(targets):
    """Return the names of a partner's own fields that targets are read from."""
    fields = PLAIN | NAMED | LISTED | {"country": "country_id", "is_company": "is_company"}
    return {fields[target] for target in targets & fields.keys()}


def _own_values(partner, targets):
    values = {target: partner[PLAIN[target]] or "" for target in targets & PLAIN.keys()}
    for target in targets & NAMED.keys():
        values[target] = partner[NAMED[target]].display_name or ""
    for target in targets & LISTED.keys():
        values[target] = JOIN.join(partner[LISTED[target]].filtered("name").mapped("name"))
    if "country" in targets:
        values["country"] = partner.country_id.code or ""
    if CREDIT_LIMIT in targets and partner.use_partner_credit_limit:
        values[CREDIT_LIMIT] = parse_number(f"{partner.credit_limit:.2f}")
    if "note" in targets and partner.comment:
        values["note"] = html2plaintext(partner.comment).strip()
    if "is_company" in targets:
        values["is_company"] = "1" if partner.is_company else ""
    return values


def _values_apart(partner, targets):
    """Return what records beside the partner say of it: segments, the bank account."""
    values = {}
    if BANK in targets:
        values[BANK] = partner.bank_ids.sorted("id")[-1:].acc_number or ""
    if any(target.startswith(SEGMENT) for target in targets):
        values |= read_segments(partner)
    return values
