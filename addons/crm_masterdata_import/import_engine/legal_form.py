"""Forms of company in a name."""

import re

from .text import fold

WORDS = re.compile(r"[^\W_]+(?:\.[^\W_]+)*")
# as whole words, whatever their case and accents
FORMS = re.compile(
    r"\b(?:kft|bt|rt|zrt|nyrt|kkt|kht|nonprofit|szovetkezet|alapitvany|egyesulet|egyeni ceg|"
    r"korlatolt felelossegu tarsasag|beteti tarsasag|reszvenytarsasag|kozkereseti tarsasag|"
    r"gmbh|ggmbh|mbh|ohg|sarl|srl|ltd|limited|llc|llp|plc|inc|corp|corporation|"
    r"sro|spol|doo|dooel|oyj|aps|lda|ood|eood|ooo|sasu|eurl|"
    # with dots, without which they would be syllables of names
    r"s\.r\.o|s\.r\.l|s\.p\.a|s\.a|a\.s|k\.s|d\.o\.o|d\.d|a\.d|n\.v|b\.v|z ?o\.o|a/s)(?!\w)"
)
# short ones count only as they are usually written
EXACT = re.compile(r"\b(?:AG|KG|SE|SA|AB|NV|BV|UG|AS|Oy|SAS|SpA)(?!\w)")


def has_legal_form(name):
    """Return whether a name holds a form of company such as Kft., Zrt. or GmbH."""
    return bool(FORMS.search(fold(name)) or EXACT.search(name))
