"""Hungarian company registry numbers (cégjegyzékszám): court, form of company, number."""

import re

PREFIX = re.compile(r"^\s*cg\b\.?", re.IGNORECASE)
SEPARATORS = re.compile(r"[\W_]+")
SHAPE = re.compile(r"(0[1-9]|1[0-9]|20)([0-9]{2})([0-9]{6})")


def compact(text):
    """Return ``text`` without a leading Cg. and without separators."""
    return SEPARATORS.sub("", PREFIX.sub("", text))


def parse_registry_number(text):
    """Return ``01-09-123456`` for a cell that is a Hungarian registry number, else nothing."""
    shape = SHAPE.fullmatch(compact(text))
    return "-".join(shape.groups()) if shape else ""
