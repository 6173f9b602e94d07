"""The alphabet of text messages, an octet a septet, as carriers take it (3GPP TS 23.038)."""

from smpplib import consts

ESCAPE = "\x1b"
BASIC = (
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞ\x1bÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
EXTENDED = {
    0x0A: "\f", 0x14: "^", 0x28: "{", 0x29: "}", 0x2F: "\\", 0x3C: "[", 0x3D: "~", 0x3E: "]",
    0x40: "|", 0x65: "€",
}  # fmt: skip
CODES = {sign: bytes([code]) for code, sign in enumerate(BASIC) if sign != ESCAPE} | {
    sign: bytes([BASIC.index(ESCAPE), code]) for code, sign in EXTENDED.items()
}


def encode(text: str) -> tuple[bytes, int]:
    """Return a text's octets and their data coding: the cheap alphabet where it suffices."""
    if all(sign in CODES for sign in text):
        return b"".join(CODES[sign] for sign in text), consts.SMPP_ENCODING_DEFAULT
    return text.encode("utf-16-be"), consts.SMPP_ENCODING_ISO10646


def decode(octets: bytes, coding: int) -> str:
    """Return the text of octets; what is no text of that coding becomes question marks."""
    if coding == consts.SMPP_ENCODING_ISO10646:
        return octets.decode("utf-16-be", errors="replace")
    if coding == consts.SMPP_ENCODING_DEFAULT:
        return _decode_septets(octets)
    return octets.decode("iso-8859-1")


def _decode_septets(octets):
    signs, escaped = [], False
    for octet in octets:
        sign = BASIC[octet] if octet < len(BASIC) else "?"
        if escaped:
            signs.append(EXTENDED.get(octet, sign))
        elif sign != ESCAPE:
            signs.append(sign)
        escaped = sign == ESCAPE and not escaped
    return "".join(signs)
