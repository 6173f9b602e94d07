"""What the public forms have in common: who may send how often, what was typed, once only."""

import hashlib
import json
import re
import uuid

from odoo.http import request
from odoo.tools import format_datetime
from odoo.tools.mail import email_normalize
from odoo.tools.misc import hash_sign, verify_hash_signed

from ..adapters import zone_of

#: a field that people do not see and programs fill in
TRAP = "homepage"
OPEN_HOURS = 24
LONGEST = {"name": 128, "email": 254, "phone": 40, "reference": 64, "description": 10000}
ONE_LINE = ("name", "email", "phone", "reference")
#: an acknowledgement goes to any address: nobody shall send his advertisement with it
LINK = re.compile(r"://|\bwww\.|\.(com|net|org|info|ru|cn|xyz|top|shop)\b", re.IGNORECASE)


def read(typed, names):
    """Return what was typed into these fields, trimmed; longer than the field is for is cut."""
    values = {}
    for name in names:
        text = str(typed.get(name) or "").replace("\0", "")  # PostgreSQL takes none
        if name in ONE_LINE:
            text = " ".join(text.split())
        values[name] = text.strip()[: LONGEST[name]]
    return values


def refusal(form, typed):
    """Return why nothing is taken from this visitor now, with the page's status; or None."""
    env = request.env
    until = env["crm.web.rate"]._count(form, request.httprequest.remote_addr)
    if until:
        company = env.company.sudo()  # its public e-mail address and time zone
        text = env._(
            "Too many forms came from your network address. Please send it again after %(time)s, "
            "or write to %(email)s. What you typed is still here.",
            time=format_datetime(env, until, tz=zone_of(company).key, dt_format="short"),
            email=company.email or company.name,
        )
        return text, 429
    if typed.get(TRAP):
        return env._(
            "A field that people do not see was filled in, as programs do. It is empty again: "
            "please send the form once more."
        ), 400
    return None


def faults(values, required):
    """Return what is wrong, field by field."""
    env = request.env
    found = {name: env._("Please fill this in.") for name in required if not values[name]}
    email = values.get("email")
    if email and email_normalize(email) != email.lower():
        found["email"] = env._("“%s” is not an e-mail address. Example: name@example.com", email)
    for name in ("name", "reference"):
        if LINK.search(values.get(name) or ""):
            found[name] = env._("Web addresses cannot be written here.")
    return found


def new_token(form):
    """Return a signed number for one filling-in of a form."""
    return hash_sign(_signer(), _scope(form), uuid.uuid4().hex, expiration_hours=OPEN_HOURS)


def kept_token(form, token):
    """Return this token as long as it is good, else a new one."""
    return token if _verified(form, token) else new_token(form)


def key_of(form, token, content):
    """Return the key of one statement: of this form, filled in this way; None for a bad token."""
    number = _verified(form, token)
    if not number:
        return None
    text = json.dumps([number, content], sort_keys=True, default=str)
    return hashlib.sha256(text.encode()).hexdigest()


def result_token(form, ticket):
    """Return what opens the page with the result, for a day."""
    return hash_sign(_signer(), _scope(f"{form} result"), ticket.id, expiration_hours=OPEN_HOURS)


def result(form, token):
    """Return the ticket that the page with the result is about, or an empty recordset."""
    number = _verified(f"{form} result", token)
    # the token was signed for whoever sent the form
    return request.env["helpdesk.ticket"].sudo().browse(number or ()).exists()


def outdated():
    """Say that the page was open for too long."""
    return request.env._(
        "This page was open for more than a day. Please check what you typed and send it once more."
    )


def _verified(form, token):
    try:
        return verify_hash_signed(_signer(), _scope(form), token or "")
    except ValueError:  # not a token at all
        return None


def _signer():
    return request.env(su=True)  # signatures are made with the database's secret


def _scope(form):
    return f"crm_complaints.{form}"
