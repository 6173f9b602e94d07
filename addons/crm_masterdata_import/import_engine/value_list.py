"""Several values in one cell, such as categories."""

import re

from .text import tidy

SPLIT = re.compile(r"[,;|\n\r]")
JOIN = "; "


def parse_list(raw):
    """Return the values of a cell joined by semicolons, each once, in their order."""
    items = filter(None, map(tidy, SPLIT.split(raw))) if raw else ()
    return JOIN.join(dict.fromkeys(items))


def items_of(value):
    """Return the values of a joined list."""
    return tuple(value.split(JOIN)) if value else ()
