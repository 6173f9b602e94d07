"""Cells and names as plain text."""

import unicodedata
from datetime import date, datetime

from .data import Cell


def plain(text: str) -> str:
    """Lower case without accents and double spaces: for comparing names."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    letters = "".join(sign for sign in decomposed if not unicodedata.combining(sign))
    return " ".join(letters.split())


def as_text(cell: Cell) -> str:
    """A cell as a person sees it: whole floats without `.0`, dates as ISO."""
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    return cell.isoformat() if isinstance(cell, date) else str(cell).strip()
