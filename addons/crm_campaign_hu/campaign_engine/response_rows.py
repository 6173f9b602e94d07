"""The rows of a call centre's file: which column says what, and what a cell says."""

import re
import unicodedata
from datetime import date, datetime

#: what a column may be called, in small letters without accents and signs
HEADINGS = {
    "target": ("target", "targetid", "celszemely", "celszemelyazonosito"),
    "partner": ("partnerid", "customerid", "ugyfelazonosito", "id", "azonosito"),
    "ref": ("ref", "reference", "customernumber", "partnerref", "ugyfelkod", "vevokod", "kod"),
    "email": ("email", "emailaddress", "emailcim"),
    "phone": ("phone", "telephone", "phonenumber", "telefon", "telefonszam"),
    "response": ("response", "answer", "result", "valasz", "eredmeny"),
    "comment": ("comment", "note", "remark", "megjegyzes"),
    "next_step": ("nextstep", "kovetkezolepes", "teendo"),
    "next_step_date": ("nextstepdate", "nextdate", "callback", "kovetkezodatum", "visszahivas"),
}
#: what names a person
KEYS = ("target", "partner", "ref", "email", "phone")
DATES = (
    re.compile(r"(?P<y>\d{4})[-./ ]+(?P<m>\d{1,2})[-./ ]+(?P<d>\d{1,2})\.?(\s.*)?"),
    re.compile(r"(?P<d>\d{1,2})[./](?P<m>\d{1,2})[./](?P<y>\d{4})\.?(\s.*)?"),
)


def plain(text) -> str:
    """Return a heading in small letters, without accents and signs."""
    decomposed = unicodedata.normalize("NFD", str(text or "").casefold())
    return "".join(letter for letter in decomposed if letter.isalnum())


def columns_of(headings) -> dict[str, int]:
    """Return which column says what; of two that say the same, the first."""
    found = {}
    for place, heading in enumerate(headings):
        for name, words in HEADINGS.items():
            if plain(heading) in words:
                found.setdefault(name, place)
    return found


def cell_text(value) -> str:
    """Return what a cell says; whole numbers without a point."""
    if value is None or value is False:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return " ".join(str(value).split())


def cell_date(value) -> date | None:
    """Return the day that a cell says, None where it is empty.

    :raises ValueError: it says something that is no day
    """
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    text = cell_text(value)
    if not text:
        return None
    for pattern in DATES:
        found = pattern.fullmatch(text)
        if found:
            return date(int(found["y"]), int(found["m"]), int(found["d"]))
    raise ValueError(text)
