"""How long a text message is: parts, and the characters that make it dearer (3GPP TS 23.038)."""

import unicodedata
from dataclasses import dataclass

BASIC = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
#: an escape stands before each of these, so they take two places
EXTENDED = frozenset("^{}\\[~]|€\f")
CHEAP = BASIC | EXTENDED
#: one message; one part of several, which loses room for the header that joins them
GSM7, UCS2 = (160, 153), (70, 67)
#: nearest characters of the alphabet, where taking the accent off is not the nearest
NEAREST = {
    "ő": "ö", "Ő": "Ö", "ű": "ü", "Ű": "Ü", "„": '"', "”": '"', "“": '"', "’": "'", "‘": "'",
    "‚": "'", "»": '"', "«": '"', "–": "-", "—": "-", "‑": "-", "…": "...", "\u00a0": " ",
    "\u202f": " ", "\t": " ", "•": "-", "×": "x",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class SmsLength:
    """The length of a text message.

    :param encoding: ``gsm7`` or ``ucs2``
    :param units: places taken: septets or 16-bit units
    :param parts: messages that the customer pays for; 0 for an empty text
    :param left: places that are left in the last part
    :param dear: the characters that force ``ucs2``, each once, in their order
    """

    encoding: str
    units: int
    parts: int
    left: int
    dear: tuple[str, ...]


def sms_length(text: str) -> SmsLength:
    """Measure a text."""
    dear = tuple(dict.fromkeys(sign for sign in text if sign not in CHEAP))
    encoding = "ucs2" if dear else "gsm7"
    whole, joined = UCS2 if dear else GSM7
    units = sum(_width(sign, encoding) for sign in text)
    if units <= whole:
        return SmsLength(encoding, units, 1 if text else 0, whole - units, dear)
    parts = sms_parts(text)
    left = joined - sum(_width(sign, encoding) for sign in parts[-1])
    return SmsLength(encoding, units, len(parts), left, dear)


def sms_parts(text: str) -> list[str]:
    """Cut a text into the parts that are sent; what fits into one message is not cut.

    An escape pair or a surrogate pair is never torn between two parts.
    """
    encoding = "gsm7" if all(sign in CHEAP for sign in text) else "ucs2"
    whole, joined = GSM7 if encoding == "gsm7" else UCS2
    if sum(_width(sign, encoding) for sign in text) <= whole:
        return [text] if text else []
    parts, used = [""], 0
    for sign in text:
        width = _width(sign, encoding)
        if used + width > joined:
            parts.append("")
            used = 0
        parts[-1] += sign
        used += width
    return parts


def plain(text: str) -> str:
    """Write a text with the cheap alphabet as far as it goes: á as a, ő as ö, „ as a quote.

    What has no likeness there (another alphabet, a picture) stays.
    """
    return "".join(_plain_sign(sign) for sign in unicodedata.normalize("NFC", text))


def _plain_sign(sign: str) -> str:
    if sign in BASIC or sign in EXTENDED:
        return sign
    if sign in NEAREST:
        return NEAREST[sign]
    bare = "".join(
        part for part in unicodedata.normalize("NFKD", sign) if not unicodedata.combining(part)
    )
    return bare if bare and all(part in BASIC for part in bare) else sign


def _width(sign: str, encoding: str) -> int:
    if encoding == "gsm7":
        return 2 if sign in EXTENDED else 1
    return 2 if ord(sign) > 0xFFFF else 1
