"""Why customers were written by Odoo one by one, in the user's words."""

from odoo.tools import LazyTranslate

_lt = LazyTranslate(__name__)

WORDS = {
    "single": _lt(
        "Contacts below a company, customers that are users or companies of this database, and "
        "values that Odoo changes when it saves them are saved one by one."
    ),
    "context": _lt("Changes are recorded, or tax numbers checked, customer by customer."),
    "addon": _lt("The addon %(detail)s does something of its own when a customer is saved."),
    "column": _lt("Samples saved in both ways differed in the field %(detail)s."),
    "table": _lt("Odoo also writes into the table %(detail)s when it saves a customer."),
    "refusal": _lt("No sample could be saved, or only in one of both ways: %(detail)s."),
}


def in_words(env, reason):
    """Return why customers went the slow way.

    :param reason: a key of `BulkPartners.reasons`
    """
    code, detail = reason
    sentence = env._(WORDS[code])
    return sentence % {"detail": detail}
