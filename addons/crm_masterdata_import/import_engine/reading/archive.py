"""Spreadsheets are archives: opened with distrust, read in pieces."""

import lzma
import zipfile
import zlib

from ..errors import BROKEN_FILE, ENCRYPTED_FILE, TOO_LARGE, ZIP_BOMB, ReadError

CHUNK = 1 << 16
# deflate reaches 1,032; sheets stay below 100
LARGEST_RATIO = 250
SUSPICIOUS_SIZE = 10 << 20
# a million rows of a hundred columns take about this much
LARGEST_STREAM = 16 << 30
ENCRYPTED = 0x1
DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    EOFError,
    LookupError,
    NotImplementedError,
    OSError,
    RuntimeError,
    ValueError,
)


def open_archive(file):
    """Return the `ZipFile` of a binary file.

    :raise ReadError: ``broken_file``, or ``zip_bomb`` where a member would unpack to far more
        than a sheet does (refused by what the archive says of itself; more than it says is never
        unpacked)
    """
    try:
        file.seek(0)
        archive = zipfile.ZipFile(file)
    except DAMAGE as error:
        raise ReadError(BROKEN_FILE) from error
    for member in archive.infolist():
        _refuse_bomb(member)
    return archive


def _refuse_bomb(member):
    ratio = member.file_size / max(member.compress_size, 1)
    if member.file_size > SUSPICIOUS_SIZE and ratio > LARGEST_RATIO:
        raise ReadError(ZIP_BOMB, member=member.filename, ratio=round(ratio))
    if member.file_size > LARGEST_STREAM:
        raise ReadError(ZIP_BOMB, member=member.filename, size=member.file_size)


def stream(archive, name, largest=LARGEST_STREAM):
    """Yield a member's content in pieces.

    :param largest: in bytes; a member that is larger is refused (``too_large``)
    """
    member = find(archive, name)
    if member is None:
        raise ReadError(BROKEN_FILE, member=name)
    if member.flag_bits & ENCRYPTED:
        raise ReadError(ENCRYPTED_FILE)
    if member.file_size > largest:
        raise ReadError(TOO_LARGE, member=name, size=member.file_size)
    try:
        with archive.open(member) as content:
            yield from iter(lambda: content.read(CHUNK), b"")
    except DAMAGE as error:
        raise ReadError(BROKEN_FILE, member=name) from error


def find(archive, name):
    """Return the member of that name, or None."""
    return archive.NameToInfo.get(name)
