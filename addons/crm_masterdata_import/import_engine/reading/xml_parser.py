"""XML in pieces, by expat; a document type, and with it every entity, is refused."""

from xml.parsers import expat

from ..errors import BROKEN_FILE, DTD_REFUSED, ReadError


def make_parser(start, end, text=None, encoding=None):
    """Return an expat parser with these handlers.

    :param start: called with name and attributes of an element
    :param end: called with its name
    :param text: called with character data
    """
    parser = expat.ParserCreate(encoding)
    parser.buffer_text = True
    parser.buffer_size = 1 << 16
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = text
    parser.StartDoctypeDeclHandler = _refuse_document_type
    return parser


def parse(parser, pieces, ready):
    """Feed a parser; yield what its handlers leave in the list ``ready``, piece by piece."""
    for piece in pieces:
        _feed(parser, piece, False)
        yield from ready
        ready.clear()
    _feed(parser, b"", True)
    yield from ready


def local(name):
    """Return an element's or attribute's name without its prefix."""
    return name.rpartition(":")[2]


def _feed(parser, piece, last):
    try:
        parser.Parse(piece, last)
    except (expat.ExpatError, LookupError, ValueError) as error:
        raise ReadError(BROKEN_FILE, line=parser.CurrentLineNumber) from error


def _refuse_document_type(*_declaration):
    raise ReadError(DTD_REFUSED)
