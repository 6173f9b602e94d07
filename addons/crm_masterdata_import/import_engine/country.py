"""Countries by ISO code or by Hungarian or English name."""

import re

from .country_names import TABLE
from .text import fold

SEPARATORS = re.compile(r"[\W_]+")
# names in use that CLDR's table does not have
SHORT_FORMS = {
    "CD": ("Democratic Republic of the Congo", "Kongói Demokratikus Köztársaság"),
    "CG": ("Republic of the Congo", "Kongói Köztársaság", "Congo", "Kongó"),
    "CI": ("Ivory Coast",),
    "CN": ("People's Republic of China", "Kínai Népköztársaság"),
    "CZ": ("Czech Republic", "Cseh Köztársaság"),
    "DE": ("Federal Republic of Germany", "Német Szövetségi Köztársaság", "NSZK"),
    "FR": ("Francia Köztársaság",),
    "GB": ("UK", "Great Britain", "Britain", "England", "Nagy-Britannia", "Anglia"),
    "GR": ("EL",),
    "HK": ("Hong Kong", "Hongkong"),
    "HU": ("Magyar Köztársaság", "Republic of Hungary"),
    "IR": ("Islamic Republic of Iran",),
    "KR": ("Korea", "Republic of Korea", "Koreai Köztársaság"),
    "MD": ("Republic of Moldova", "Moldovai Köztársaság"),
    "MK": ("Macedonia", "Macedónia"),
    "MM": ("Burma", "Mianmar", "Myanmar"),
    "MO": ("Macao", "Makaó"),
    "NL": ("Holland", "The Netherlands"),
    "PL": ("Lengyel Köztársaság",),
    "RO": ("Roumania",),
    "RU": ("Russian Federation", "Oroszországi Föderáció", "Orosz Föderáció"),
    "SK": ("Slovak Republic", "Szlovák Köztársaság"),
    "SZ": ("Swaziland", "Szváziföld"),
    "TR": ("Turkey", "Türkiye"),
    "UA": ("Ukrajina",),
    "US": ("United States of America", "Amerikai Egyesült Államok", "Amerika"),
    "VA": ("Vatican", "Holy See"),
    "VN": ("Viet Nam",),
}


def _name_key(name):
    return SEPARATORS.sub("", fold(name))


def _rows():
    return [line.split("|") for line in TABLE.splitlines()]


def _code_by_name():
    pairs = [(name, row[0]) for row in _rows() for name in row]
    pairs += [(name.replace("&", "and"), code) for name, code in pairs]
    pairs += [(name.replace("St.", "Saint"), code) for name, code in pairs]
    pairs += [(name, code) for code, names in SHORT_FORMS.items() for name in names]
    return {_name_key(name): code for name, code in pairs}


CODE_BY_NAME = _code_by_name()
ISO_CODES = frozenset(row[0] for row in _rows())


def parse_country(text):
    """Return the ISO 3166-1 alpha-2 code of a country's code or name, or nothing.

    Names are Hungarian or English; case, accents and punctuation do not count.
    """
    if text in ISO_CODES:
        return text
    return CODE_BY_NAME.get(_name_key(text), "")
