"""Text as it is kept, and as it is compared."""

import re
import unicodedata

NO_VALUES = frozenset({"nincs", "n/a", "none", "null", "ismeretlen", "x"})
LONGEST_NO_VALUE = max(map(len, NO_VALUES))
# the apostrophe that `neutralise` puts before what a spreadsheet would take for a formula
NEUTRALISED = re.compile(r"^[\s']*'[\s']*(?=[=+\-@])|^\s*'+(?=[\t\r\n])")
ACCENTS = re.compile(r"[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]")


def clean_text(raw):
    """Return ``raw`` in Unicode NFC, white space folded to one space, ends trimmed.

    NUL, which no database keeps, is dropped, and so is the apostrophe of `neutralise`: a file of
    rejected rows means the same when it comes back. Cleaning twice changes nothing.
    """
    if not raw.isascii():
        raw = unicodedata.normalize("NFC", raw)
    text = " ".join(raw.split())
    if "\0" in text:
        return clean_text(raw.replace("\0", ""))
    if text[:1] == "'" and NEUTRALISED.match(raw):
        return clean_text(NEUTRALISED.sub("", raw))
    return text


def is_no_value(text):
    """Return whether cleaned ``text`` says nothing: no letter or digit, or a word for "none"."""
    if text[:1].isalnum():
        return len(text) <= LONGEST_NO_VALUE and text.lower() in NO_VALUES
    return not any(map(str.isalnum, text)) or text.lower() in NO_VALUES


def tidy(raw):
    """Return the cleaned text of a cell, empty where it has no value."""
    text = clean_text(raw)
    return "" if is_no_value(text) else text


def fold(text):
    """Return ``text`` without case and accents, to compare with."""
    if text.isascii():
        return text.lower()
    return ACCENTS.sub("", unicodedata.normalize("NFD", text)).casefold()
