"""Between Odoo's records and what the engine and the gateways take."""

import re
from dataclasses import dataclass
from functools import cache

import holidays
import phonenumbers

from odoo.tools import email_normalize, hmac, html2plaintext, is_html_empty, plaintext2html

TAG = re.compile(r"</?[a-zA-Z][^<>]*>")
#: kinds of numbers that a text message reaches; UNKNOWN: new ranges, which libraries learn late
TEXTED = (
    phonenumbers.PhoneNumberType.MOBILE,
    phonenumbers.PhoneNumberType.FIXED_LINE_OR_MOBILE,
    phonenumbers.PhoneNumberType.PERSONAL_NUMBER,
    phonenumbers.PhoneNumberType.UNKNOWN,
)


@dataclass(frozen=True, slots=True)
class Wanted:
    """A message that somebody wants to send; see `crm.message.send`."""

    purpose: str
    channels: tuple
    template: object
    subject: str = ""
    body: str = ""
    text: str = ""
    res_model: str | bool = False
    res_id: int | bool = False
    scheduled_at: object = False
    key: str | bool = False

    @property
    def says_something(self) -> bool:
        """Whether there is anything to read."""
        return bool(
            self.subject.strip() or self.text.strip() or not is_html_empty(self.body.strip())
        )


@cache
def public_holidays(country: str):
    """Return what holds the public holidays of a country; empty where the library knows none."""
    try:
        return holidays.country_holidays(country)
    except NotImplementedError:
        return frozenset()


def addresses_of(partner) -> dict[str, str]:
    """Return where a person can be reached: channel → address; the missing ones are left out."""
    found = {
        "email": email_normalize(partner.email or "") or "",
        "sms": texted(partner.phone_sanitized),
        "phone": partner.phone_sanitized or partner.phone or "",
        "letter": _postal(partner),
    }
    return {channel: address for channel, address in found.items() if address}


def texted(number: str | bool) -> str:
    """Return an E.164 number if text messages reach it, else nothing."""
    try:
        parsed = phonenumbers.parse(number or "", None)
    except phonenumbers.NumberParseException:
        return ""
    valid = phonenumbers.is_possible_number(parsed)
    return number if valid and phonenumbers.number_type(parsed) in TEXTED else ""


def _postal(partner) -> str:
    if not (partner.street and partner.city):
        return ""
    return partner._display_address(without_company=False)


def link_token(env, scope: str, *parts) -> str:
    """Return a word for a link that only this database can make.

    :param scope: what the link does: a word for one is none for another
    """
    # sudo: the key of the database, which nobody reads
    return hmac(env(su=True), f"crm_messaging-{scope}", "/".join(map(str, parts)))[:40]


def is_html(text: str) -> bool:
    """Return whether a text is written in HTML."""
    return bool(TAG.search(text))


def one_line(text: str) -> str:
    """Return a text without line ends: a header of several lines would be several headers."""
    return " ".join(text.split())


def text_values(wanted: Wanted, channel: str) -> dict[str, str]:
    """Return what a message says on a channel; where it has one text, HTML or plain, from that."""
    body = wanted.body
    if channel in ("sms", "chat"):
        plain = html2plaintext(body).strip() if is_html(body) else body
        return {"text": wanted.text or plain or wanted.subject}
    body = body if not is_html_empty(body) else wanted.text
    return {
        "subject": one_line(wanted.subject),
        "body": body if is_html(body) else plaintext2html(body),
    }


def reason_text(env, decision) -> str:
    """Say why a person gets no message, channel by channel."""
    words = {
        "no_address": env._("no address"),
        "no_consent": env._("no consent"),
        "refused": env._("the customer refuses it"),
        "blocked": env._("on the black list"),
    }
    channels = dict(env["crm.contact.log"]._fields["channel"]._description_selection(env))
    return "; ".join(f"{channels[channel]}: {words[why]}" for channel, why in decision.reasons)
