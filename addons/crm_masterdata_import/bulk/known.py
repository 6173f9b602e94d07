"""The ground that the set-based way knows: whose code takes part when partners are saved.

What has been read is listed here by module. Where a database has more of it (an addon that
extends `create`, an automation rule, a log of changes), partners go the ORM's way.
"""

from .rules import BASE, MIXIN, NAMES, PARENT, RULES, VAT, defined_in

# what `create` and `write` take here; anything else goes the ORM's way
KEYS = frozenset(
    [
        "name",
        "vat",
        "l10n_hu_group_vat",
        "company_registry",
        "zip",
        "city",
        "street",
        "street2",
        "phone",
        "fax",
        "email",
        "website",
        "partner_company_type_id",
        "industry_id",
        "employee_quantity_range_id",
        "user_id",
        "country_id",
        "property_payment_term_id",
        "category_id",
        "is_company",
        "comment",
        "customer_rank",
    ]
)
NEEDED_CONTEXT = ("tracking_disable", "no_vat_validation")
FOREIGN_CONTEXT = ("import_file", "install_mode", "res_partner_search_mode")

ORM, THREAD = "odoo.orm.models", "mail.models.mail_thread"
ACCOUNT = "account.models.partner"
# refuses what publishes a customer on the website, which nothing here does
PUBLISHED = "website.models.mixins"
# recomputes taxes of open carts; partners that have one go the ORM's way (`updater`)
CARTS = "website_sale.models.res_partner"
# ours: numbers in their form they leave alone, and lists are looked through after the writing
CHECKS = "crm_masterdata_import.models.res_partner_check"
NUMBERS = "crm_masterdata_import.models.res_partner_numbers"
METHODS = defined_in(
    {
        "create": f"{VAT} {ACCOUNT} {NAMES} {BASE} {THREAD} {CHECKS}"
        f" {PUBLISHED} base.models.properties_base_definition_mixin",
        "write": f"{VAT} {ACCOUNT} snailmail.models.res_partner {BASE} {THREAD} {CHECKS} {NUMBERS}"
        f" {PUBLISHED} {CARTS}",
        "_load_records_create": BASE,
        "_compute_field_value": THREAD,
        "_compute_company_registry": BASE,
        "_compute_user_id": BASE,
        "_inverse_vat": VAT,
        "_check_vat": f"{ACCOUNT} {NUMBERS}",
        "_inverse_hungarian_numbers": NUMBERS,
        "_run_vat_checks": f"{ACCOUNT} {VAT} l10n_hu_edi.models.res_partner",
        "_clean_website": BASE,
        "_commercial_fields": f"{BASE} {ACCOUNT} l10n_hu_edi.models.res_partner",
        "_synced_commercial_fields": f"{BASE} product.models.res_partner",
        **dict.fromkeys(
            [
                "_fields_sync",
                "_children_sync",
                "_commercial_sync_to_descendants",
                "_update_address",
                "_handle_first_contact_creation",
                "_address_fields",
            ],
            BASE,
        ),
        **dict.fromkeys(
            [
                "_create",
                "_write",
                "_write_multi",
                "_flush",
                "modified",
                "_validate_fields",
                "_prepare_create_values",
                "_check_company",
                "_load_records_write",
            ],
            "",
        ),
    }
)
# constraints that rows which come this way cannot break: they have a whole name and no parent
KEPT = {
    ("_check_firstname_lastname", f"odoo.addons.{MIXIN}"),
    ("_check_peppol_fields", "odoo.addons.account_edi_ubl_cii.models.res_partner"),
}


def reason(env):
    """Return why partners cannot be written in sets here: a pair for `reasons`, or nothing."""
    context = env.context
    if not env.su or not all(context.get(key) for key in NEEDED_CONTEXT):
        return "context", ""
    if any(context.get(key) for key in FOREIGN_CONTEXT) or _asks_register(env):
        return "context", ""
    partners = env["res.partner"]
    for name, modules in METHODS.items():
        strange = _definers(partners, name) - modules - {ORM}
        if strange:
            return "addon", _addon(min(strange))
    return _reason_of_names(partners)


def rules_in_force(env):
    """Return the rules that hold here: the column is there, and nobody else defines it."""
    partners = env["res.partner"]
    return [
        rule
        for rule in RULES
        if all(column in partners._fields for column in rule.columns)
        and all(_definers(partners, name) <= modules for name, modules in rule.methods.items())
    ]


def left_to_odoo(env, rules):
    """Return the names of computed columns that follow from what is written, without a rule."""
    partners = env["res.partner"]
    ruled = {column for rule in rules for column in rule.columns}
    read = (KEYS | ruled) & partners._fields.keys()
    fields = [partners._fields[name] for name in read]
    tree = env.registry.get_trigger_tree(fields, select=lambda field: bool(field.store))
    found = {field.name for field in tree.root if field.model_name == partners._name}
    return {name for name in found if partners._fields[name].compute} - ruled - KEYS


def constraints(env, names):
    """Return the constraints of partners on those fields, as methods to call with records."""
    return [
        method
        for method in env["res.partner"]._constraint_methods
        if not names.isdisjoint(method._constrains)
        and (method.__name__, method.__module__) not in KEPT
    ]


def inputs(rules):
    """Return the columns that rules read or work out."""
    found = {column for rule in rules for column in (*rule.columns, *rule.inputs)}
    return found - {PARENT}


def _asks_register(env):
    """Return whether Odoo would ask the Union's register about each number that changes."""
    companies = env["res.company"]
    if "vat_check_vies" not in companies._fields:
        return False
    return bool(companies.search_count([("vat_check_vies", "=", True)], limit=1))


def _reason_of_names(partners):
    """Names in two parts: what the rules do not follow, or could break."""
    if "lastname" not in partners._fields:
        return None
    comma = partners._get_names_order() == "last_first_comma"
    # a last name is always there
    parameters = partners.env["ir.config_parameter"]
    needed = parameters.get_param("partner_firstname.required_fields") or ""
    return ("addon", "partner_firstname") if comma or "firstname" in needed else None


def _definers(partners, name):
    """Return the modules whose code a method of partners is made of."""
    found = (vars(base).get(name) for base in type(partners).__mro__)
    return {getattr(function, "__module__", "") for function in found if function is not None}


def _addon(module):
    parts = module.split(".")
    return parts[2] if module.startswith("odoo.addons.") else module
