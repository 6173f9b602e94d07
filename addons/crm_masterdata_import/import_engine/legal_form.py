"""Forms of company in a name."""

import re

from .text import fold

WORDS = re.compile(r"[^\W_]+(?:\.[^\W_]+)*")
# as whole words, whatever their case, dots and accents left out
FORMS = frozenset(
    "kft bt rt zrt nyrt kkt kht nonprofit szovetkezet alapitvany egyesulet "
    "gmbh ggmbh mbh ohg sarl srl ltd limited llc llp plc inc corp corporation "
    "sro spol doo dooel zoo oyj aps lda ood eood ooo sasu eurl".split()
)
# short ones that are also syllables of names count only as they are usually written
EXACT = frozenset("AG KG SE SA AB NV BV UG AS Oy SAS SpA".split())
DOTTED = frozenset("sa as ks dd ad nv bv oo spa".split())
PHRASES = re.compile(
    r"\b(?:korlatolt felelossegu tarsasag|beteti tarsasag|reszvenytarsasag|"
    r"kozkereseti tarsasag|egyeni ceg|a/s)(?!\w)"
)


def has_legal_form(name):
    """Return whether a name holds a form of company such as Kft., Zrt. or GmbH."""
    folded = fold(name)
    words = WORDS.findall(name)
    return any(map(_is_form, words)) or bool(PHRASES.search(folded))


def _is_form(word):
    if word in EXACT:
        return True
    plain = fold(word)
    if "." in plain:
        plain = plain.replace(".", "")
        return plain in DOTTED or plain in FORMS
    return plain in FORMS
