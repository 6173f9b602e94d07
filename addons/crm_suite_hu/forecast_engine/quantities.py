"""Quantities as people in Hungary write them: `1 234,5`, `1.234,5`, `1234.5`.

A comma alone is the decimal sign. A lone point before exactly three digits (`1.234`) can mean
1234 or 1,234: it is refused rather than guessed.
"""

import math
import re
from decimal import Decimal

from .data import Cell, CellError

LARGEST = Decimal("1e12")
_SPACES = re.compile(r"[\s'\u00a0\u2007\u2009\u202f]")
_GROUPS = {sign: re.compile(rf"[1-9]\d{{0,2}}({re.escape(sign)}\d{{3}})+") for sign in " .,"}


def parse_quantity(cell: Cell) -> Decimal:
    """The quantity in a cell.

    Raises CellError: `missing`, `not_a_number`, `ambiguous_number`, `negative`, `too_large`.
    """
    if cell is None or cell == "":
        raise CellError("missing")
    value = _from_text(cell) if isinstance(cell, str) else _from_number(cell)
    if value < 0:
        raise CellError("negative")
    if value > LARGEST:
        raise CellError("too_large")
    return value


def _from_number(cell: Cell) -> Decimal:
    if isinstance(cell, bool) or not isinstance(cell, int | float | Decimal):
        raise CellError("not_a_number")
    if not math.isfinite(cell):
        raise CellError("not_a_number")
    return Decimal(repr(cell)) if isinstance(cell, float) else Decimal(cell)


def _from_text(text: str) -> Decimal:
    text = _SPACES.sub(" ", text.strip())
    if not text:
        raise CellError("missing")
    sign = -1 if text[0] in "-\u2212" else 1
    whole, fraction = _split(text.lstrip("+-\u2212").strip())
    if not re.fullmatch(r"\d+", whole, re.ASCII) or not re.fullmatch(r"\d*", fraction, re.ASCII):
        raise CellError("not_a_number")
    return sign * Decimal(f"{whole}.{fraction or 0}")


def _split(text: str) -> tuple[str, str]:
    """Digits before and after the decimal sign, thousands' signs taken out."""
    decimal_sign = _decimal_sign(text)
    whole, _sign, fraction = text.rpartition(decimal_sign) if decimal_sign else (text, "", "")
    for thousands in " .,":
        if thousands in whole:
            if not _GROUPS[thousands].fullmatch(whole):
                raise CellError("not_a_number")
            return whole.replace(thousands, ""), fraction
    return whole, fraction


def _decimal_sign(text: str) -> str:
    last = max(text.rfind("."), text.rfind(","))
    if last < 0:
        return ""
    sign = text[last]
    others = set(text[:last]) & set(" .,")
    if sign in others:
        return ""
    if sign == "." and not others and _GROUPS["."].fullmatch(text):
        raise CellError("ambiguous_number")
    return sign
