"""The links in an e-mail, each replaced by one that tells who clicked."""

import re
from collections.abc import Callable
from html import escape, unescape

#: the address of a link, as editors and templates write it
HREF = re.compile(r"""(<a\b[^>]*?\shref\s*=\s*)(["'])(.*?)\2""", re.IGNORECASE | re.DOTALL)
#: what opens no page of the web
SCHEMES = ("http://", "https://")


def rewritten(html: str, replace: Callable[[str], str | None]) -> str:
    """Return an HTML text with its web links replaced.

    :param replace: address → the one to write instead, None: it stays as it is
    """

    def one(found):
        address = unescape(found[3]).strip()
        new = replace(address) if address.lower().startswith(SCHEMES) else None
        return f"{found[1]}{found[2]}{escape(new)}{found[2]}" if new else found[0]

    return HREF.sub(one, html)
