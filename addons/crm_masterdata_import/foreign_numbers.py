"""How Odoo checks the tax numbers of other countries."""

from stdnum.util import get_cc_module


def foreign_checker(env):
    """Return how Odoo checks the tax numbers of a country: a function for the engine.

    It takes an ISO code and the number behind it, and says None for countries without a rule.
    """
    partners = env["res.partner"]

    def check(code, number):
        own = getattr(partners, f"check_vat_{code.lower()}", None)
        module = None if own else get_cc_module(code, "vat")
        check_number = own or getattr(module, "is_valid", None)
        return check_number and bool(check_number(number))

    return check
