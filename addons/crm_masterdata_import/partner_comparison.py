"""Two partners side by side: which fields are compared, and their values as text."""

TYPES = ("char", "text", "selection", "many2one", "date", "integer", "float", "boolean")
FIRST = (
    "name", "is_company", "vat", "l10n_hu_group_vat", "company_registry", "street", "street2",
    "zip", "city", "state_id", "country_id", "phone", "fax", "email", "website",
)  # fmt: skip
# the database's and the programs' own, what is computed, or what belongs to another field
LEFT_OUT = {
    "active", "color", "company_id", "complete_name", "create_uid", "credit", "customer_rank",
    "debit", "firstname", "has_message", "is_known_double", "lastname", "lastname2", "name_key",
    "parent_id", "partner_latitude", "partner_longitude", "partner_share", "registry_key",
    "signup_type", "supplier_rank", "tax_number_key", "type", "tz", "unique_registry_key",
    "unique_tax_number_key", "write_uid",
}  # fmt: skip


def compared_fields(partners):
    """Return the names of fields to compare, the usual ones first: stored, and a person's to write.

    They are those that the user may see.
    """
    known = partners.fields_get(attributes=["string"])
    found = [
        name for name in known if name not in LEFT_OUT and _is_compared(partners._fields[name])
    ]
    usual = [name for name in FIRST if name in found]
    return usual + sorted(set(found) - set(usual), key=lambda name: (known[name]["string"], name))


def _is_compared(field):
    kept = field.store or field.company_dependent
    return kept and field.type in TYPES and not field.readonly and not field.related


def texts_of(partner, names):
    """Return a dict of field → value as text, empty where there is none."""
    return {name: _text(partner, name) for name in names}


def _text(partner, name):
    value = partner[name]
    if not value:
        return ""
    text = partner._fields[name].convert_to_export(value, partner)
    if value is True:
        return "✓"
    return str(text or "")
