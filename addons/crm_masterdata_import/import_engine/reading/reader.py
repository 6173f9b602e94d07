"""One way in for every kind of file."""

import codecs

from ..errors import WRONG_FORMAT, ReadError
from .archive import find, open_archive
from .csv_file import read_csv
from .ods_file import read_ods
from .table import Settings
from .xls_file import read_xls
from .xlsx_file import read_xlsx
from .xml_file import read_xml

CSV, XLSX, XLS, ODS, XML = "csv", "xlsx", "xls", "ods", "xml"
READERS = {CSV: read_csv, XLSX: read_xlsx, XLS: read_xls, ODS: read_ods, XML: read_xml}
ZIP_MARK, OLE_MARK = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# other formats that people drop by mistake: PDF, pictures, packed files
OTHER_MARKS = (b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"\x1f\x8b", b"Rar!", b"7z\xbc\xaf")
XML_MARKS = (b"<?xml", codecs.BOM_UTF16_LE + b"<\0", codecs.BOM_UTF16_BE + b"\0<")
HEAD = 512


def read(file, settings=None):
    """Return the `Table` of a binary, seekable file.

    Its rows come from the file while they are asked for, and memory does not grow with their
    number; the file stays open. Whatever is wrong with the file is a `ReadError`, here or while
    its rows are read.
    """
    settings = settings or Settings()
    found = recognise_kind(file)
    kind = settings.kind or found
    if kind not in READERS or found == "" or (kind != found and kind != XML):
        raise ReadError(WRONG_FORMAT, wanted=kind, found=found)
    return READERS[kind](file, settings)


def recognise_kind(file):
    """Return csv, xlsx, xls, ods or xml by a file's content, or nothing for other formats."""
    file.seek(0)
    head = file.read(HEAD)
    if head.startswith(ZIP_MARK):
        return _kind_of_archive(file)
    if head.startswith(OLE_MARK):
        return XLS
    if head.startswith(OTHER_MARKS):
        return ""
    plain = head.removeprefix(codecs.BOM_UTF8).lstrip()
    return XML if plain.startswith(XML_MARKS) or _is_element(plain) else CSV


def _kind_of_archive(file):
    archive = open_archive(file)
    if find(archive, "xl/workbook.xml"):
        return XLSX
    return ODS if find(archive, "content.xml") else ""


def _is_element(head):
    """A document may lack the declaration; a header of a table does not begin so."""
    return head[:1] == b"<" and (head[1:2].isalpha() or head[1:2] == b"!")
