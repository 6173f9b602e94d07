"""VIES, the Union's register of tax numbers, asked as Odoo does: by python-stdnum."""

from stdnum.eu.vat import check_vies

from .answer import INVALID, REFUSED, UNREACHABLE, UNREADABLE, VALID, Answer, RegisterError

TIMEOUT = 10
# one country's own register is out of order, the others go on
OF_COUNTRY = ("MS_UNAVAILABLE", "MS_MAX_CONCURRENT_REQ")
NOT_ACCEPTED = ("IP_BLOCKED", "VAT_BLOCKED", "INVALID_REQUESTER_INFO")


def ask_vies(number):
    """Ask about a tax number in its compact form, with the country's code in front.

    :return: an `Answer`
    :raise RegisterError: there is no answer
    """
    # as base_vat does it: loading the library takes a second
    from odoo.tools import zeep

    try:
        found = check_vies(number, timeout=TIMEOUT)
    except zeep.exceptions.Fault as error:
        return _of_fault(error)
    except zeep.exceptions.TransportError as error:
        raise RegisterError(UNREACHABLE, str(error)) from error
    except zeep.exceptions.Error as error:
        raise RegisterError(UNREADABLE, str(error)) from error
    except OSError as error:
        raise RegisterError(UNREACHABLE, str(error)) from error
    return Answer(
        VALID if found["valid"] else INVALID,
        name=_said(found["name"]),
        street=_said(found["address"]),
    )


def _of_fault(fault):
    """A number that VIES calls no number is invalid; any other fault is no answer."""
    text = fault.message or ""
    if "INVALID_INPUT" in text:
        return Answer(INVALID)
    code = REFUSED if any(word in text for word in NOT_ACCEPTED) else UNREACHABLE
    of_register = not any(word in text for word in OF_COUNTRY)
    raise RegisterError(code, text, of_register) from fault


def _said(text):
    """Return a text on one line; countries that say nothing write dashes."""
    return ", ".join(line.strip() for line in (text or "").splitlines() if line.strip(" -"))
