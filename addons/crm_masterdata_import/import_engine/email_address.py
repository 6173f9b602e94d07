"""E-mail addresses."""

import re
import unicodedata

FORBIDDEN = re.compile(r"[\s,;<>]")


def parse_email(text):
    """Return the address in lower case, or nothing where it cannot be one.

    It has exactly one @, something before it, a dot in the domain, no empty label, and no white
    space, comma, semicolon or angle bracket.
    """
    local, at, domain = text.partition("@")
    if not (local and at) or "@" in domain or "." not in domain or FORBIDDEN.search(text):
        return ""
    if not all(domain.split(".")):
        return ""
    return text.lower() if text.isascii() else unicodedata.normalize("NFC", text.lower())
