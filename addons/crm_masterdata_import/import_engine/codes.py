"""The codes that this engine answers with; whoever shows them finds the words."""

# outcomes: every row has exactly one
CREATED, UPDATED, UNCHANGED = "created", "updated", "unchanged"
MERGED, REJECTED = "merged", "rejected"
OUTCOMES = (CREATED, UPDATED, UNCHANGED, MERGED, REJECTED)

# reasons of a rejection, in the order in which the first that holds is given
UNREADABLE_ROW = "unreadable_row"
MISSING_NAME = "missing_name"
INVALID_VAT = "invalid_vat"
UNKNOWN_COUNTRY = "unknown_country"
AMBIGUOUS_MATCH = "ambiguous_match"
CODE_CONFLICT = "code_conflict"
NO_KEY = "no_key"
ARCHIVED_MATCH = "archived_match"
CONSTRAINT = "constraint"
REASONS = (
    UNREADABLE_ROW,
    MISSING_NAME,
    INVALID_VAT,
    UNKNOWN_COUNTRY,
    AMBIGUOUS_MATCH,
    CODE_CONFLICT,
    NO_KEY,
    ARCHIVED_MATCH,
    CONSTRAINT,
)

# warnings: the row loads without the value, or with part of it
INVALID_VAT_FOREIGN = "invalid_vat_foreign"
UNCHECKED_VAT_FOREIGN = "unchecked_vat_foreign"
PERSONAL_ID = "personal_id"
PLACEHOLDER = "placeholder"
GROUP_VAT = "group_vat"
INVALID_REGISTRY = "invalid_registry"
EXTRA_PHONE = "extra_phone"
INVALID_PHONE = "invalid_phone"
INVALID_EMAIL = "invalid_email"
# of columns beyond a partner's own
INVALID_COUNTRY = "invalid_country"
INVALID_NUMBER = "invalid_number"
INVALID_DATE = "invalid_date"
INVALID_BANK_ACCOUNT = "invalid_bank_account"
WARNINGS = (
    INVALID_VAT_FOREIGN,
    UNCHECKED_VAT_FOREIGN,
    PERSONAL_ID,
    PLACEHOLDER,
    GROUP_VAT,
    INVALID_REGISTRY,
    EXTRA_PHONE,
    INVALID_PHONE,
    INVALID_EMAIL,
    INVALID_COUNTRY,
    INVALID_NUMBER,
    INVALID_DATE,
    INVALID_BANK_ACCOUNT,
)

# policies of a column: what becomes of an existing partner's value
OVERWRITE, FILL_EMPTY, KEEP = "overwrite", "fill_empty", "keep"
POLICIES = (OVERWRITE, FILL_EMPTY, KEEP)

# what a source does with a second code under one tax number
REJECT, SITE = "reject", "site"
