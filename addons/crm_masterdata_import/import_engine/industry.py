"""Industries by their code: TEÁOR of Hungary, which is NACE in the Union."""

import re
from dataclasses import dataclass

LABEL = re.compile(
    r"^(?:teáor|teaor|nace)\W*(?:(?:20)?(?:03|08|25)(?=\W+[0-9]))?\W*", re.IGNORECASE
)
# two digits and two, with a point between them or not; sole traders' codes have two more
CODE = re.compile(r"([0-9]{2})\.?([0-9]{2})(?:[0-9]{2})?(?![0-9])[\s:.\-\u2013\u2014]*(.*)")
DIVISION = re.compile(r"[0-9]{2}")


@dataclass(frozen=True, slots=True)
class Industry:
    """A code of two or four digits, and the name that stood with it; empty where none did."""

    code: str = ""
    name: str = ""


def parse_industry(text):
    """Return the `Industry` that a text names: its code and name, or the name alone.

    ``4690``, ``46.90``, ``469001``, ``TEÁOR'25 4690 - Vegyes`` begin with a class; two digits are a
    division only where they stand alone, since ``24 órás szolgáltatás`` is a name.
    """
    rest = LABEL.sub("", text).strip()
    if DIVISION.fullmatch(rest):
        return Industry(rest)
    shape = CODE.fullmatch(rest)
    return Industry(shape[1] + shape[2], shape[3]) if shape else Industry(name=text)
