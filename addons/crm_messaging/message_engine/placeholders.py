"""Filling what a gateway is sent: names in braces, replaced literally and once."""

import json
import re
from collections.abc import Mapping

#: as RFC 3986 names the characters that need no escape
UNRESERVED = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")


def _url(value: str) -> str:
    return "".join(
        chr(byte) if chr(byte) in UNRESERVED else f"%{byte:02X}" for byte in value.encode()
    )


def _json(value: str) -> str:
    return json.dumps(value)[1:-1]


def _plain(value: str) -> str:
    return value


#: how a value is written into a body of that kind
ESCAPES = {"json": _json, "form": _url, "url": _url, "plain": _plain}


def fill(template: str, values: Mapping[str, str], kind: str) -> str:
    """Put values in the place of ``{name}``.

    Other braces stay as they are (JSON has many), and what a value says is never read as a
    placeholder.

    :param kind: a key of `ESCAPES`
    :raises KeyError: there is no such kind
    """
    escape = ESCAPES[kind]
    if not values:
        return template
    names = "|".join(re.escape(name) for name in values)
    return re.sub(rf"\{{({names})\}}", lambda found: escape(values[found[1]]), template)
