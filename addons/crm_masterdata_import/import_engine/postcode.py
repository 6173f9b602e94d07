"""Postal codes."""

import re

HUNGARIAN = re.compile(r"HU?\s*[-\u2010-\u2015\u2212]\s*([0-9]{4})", re.IGNORECASE)


def parse_zip(text):
    """Return a postal code; ``H-`` or ``HU-`` before four digits is dropped."""
    shape = HUNGARIAN.fullmatch(text)
    return shape[1] if shape else text
