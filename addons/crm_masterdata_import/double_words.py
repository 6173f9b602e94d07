"""Why two partners may be one, in the user's words."""

from odoo.tools import LazyTranslate

_lt = LazyTranslate(__name__)

WHY = {
    "tax_number": _lt("same tax number: %(value)s"),
    "registry_number": _lt("same company registry number: %(value)s"),
    "name": _lt("names %(value)s %% alike"),
    "rare_name": _lt("a rare name"),
    "phone": _lt("same telephone: %(value)s"),
    "email": _lt("same e-mail: %(value)s"),
    "domain": _lt("e-mail at the same firm: %(value)s"),
    "address": _lt("same address: %(value)s"),
    "zip": _lt("same ZIP: %(value)s"),
}


def why_in_words(env, why):
    """Return a sentence from a list of ``{"code": …, "value": …}``; codes of others are left out.

    Two that have the same name in every word need no percentage.
    """
    parts = []
    for reason in why or []:
        code, value = reason["code"], reason["value"]
        if code == "name" and value == "100":
            parts.append(env._("same name"))
        elif code in WHY:
            sentence = env._(WHY[code])
            parts.append(sentence % {"value": value})
    return "; ".join(parts)
