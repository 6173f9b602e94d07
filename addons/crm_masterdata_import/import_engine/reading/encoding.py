"""In which encoding a text file is written."""

import codecs

from ..errors import NOT_TEXT, WRONG_ENCODING, ReadError

CHUNK = 1 << 20
SAMPLE = 1 << 16
UTF8, MARKED, HUNGARIAN = "utf-8", "utf-8-sig", "cp1250"
MARKS = (
    (codecs.BOM_UTF8, MARKED),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# control characters that a text may hold; more of the others than this share are no text
WELCOME = frozenset("\t\n\v\f\r\x1a")
NOISE_SHARE = 0.05


def recognise_encoding(file, wanted=None):
    """Return ``(encoding, errors)`` to decode a binary file with, which is read through once.

    Valid UTF-8 is UTF-8, with or without its mark; anything else is Windows-1250 unless the
    source says otherwise (``wanted``). A file of UTF-8 that was cut within a character is UTF-8
    without that character.

    :raise ReadError: ``wrong_encoding`` (with encoding and byte offset) or ``not_text``
    """
    file.seek(0)
    head = file.read(SAMPLE)
    marked = next((name for mark, name in MARKS if head.startswith(mark)), None)
    encoding = marked or _known(wanted)
    valid = encoding in (None, UTF8, MARKED) and _is_utf8(file)
    encoding = encoding or (UTF8 if valid else HUNGARIAN)
    _refuse_noise(head, encoding)
    if valid:
        return encoding, "ignore"
    _check(file, encoding)
    return encoding, "strict"


def _known(wanted):
    if not wanted:
        return None
    try:
        codecs.lookup(wanted).incrementaldecoder(errors="strict")
        is_text = isinstance(codecs.decode(b"a", wanted), str)
    except (LookupError, TypeError, ValueError):
        is_text = wanted.lower().startswith("utf")
    if not is_text:
        raise ReadError(WRONG_ENCODING, encoding=wanted, offset=0)
    return wanted


def _is_utf8(file):
    decoder, wide = codecs.getincrementaldecoder("utf-8")(), False
    file.seek(0)
    try:
        for chunk in iter(lambda: file.read(CHUNK), b""):
            wide = not decoder.decode(chunk).isascii() or wide
    except UnicodeDecodeError:
        return False
    cut, _flags = decoder.getstate()
    return wide or not cut


def _check(file, encoding):
    decoder, offset = codecs.getincrementaldecoder(encoding)(), 0
    file.seek(0)
    try:
        for chunk in iter(lambda: file.read(CHUNK), b""):
            decoder.decode(chunk)
            offset += len(chunk)
        decoder.decode(b"", final=True)
    except UnicodeError as error:
        place = offset + getattr(error, "start", 0)
        raise ReadError(WRONG_ENCODING, encoding=encoding, offset=place) from error


def _refuse_noise(head, encoding):
    text = head.decode(encoding, "replace")
    noise = sum(1 for char in text if char < " " and char not in WELCOME)
    if noise > NOISE_SHARE * len(text):
        raise ReadError(NOT_TEXT)
