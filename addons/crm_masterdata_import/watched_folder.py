"""A folder that other programs put files into. Knows nothing of Odoo.

Whoever writes into the folder is not trusted: links are not followed, and nothing outside of the
folder is read, moved or written.
"""

import contextlib
import os
import re
import stat
from dataclasses import dataclass

# a file that nobody has touched for so many seconds is complete
QUIET = 20
LARGEST = 512 * 2**20
NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]*")
UNFINISHED = (".part", ".partial", ".filepart", ".crdownload", ".tmp", ".temp", "~")
DONE, FAILED = "done", "failed"
PLACES = {DONE, FAILED}
FOLDER = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW
FILE = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK
NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW


class FolderError(Exception):
    """The folder cannot be used; ``detail`` is what the system says."""

    def __init__(self, detail):
        super().__init__(detail)
        self.detail = detail


@dataclass(frozen=True, slots=True)
class Found:
    """A complete file; ``identity`` tells it from another of the same name."""

    name: str
    identity: str
    size: int


class WatchedFolder:
    """The folder of that name below a base folder; a context manager.

    :param base: path of the base folder, which the operator has chosen
    :param name: one name, without slashes and dots
    :raise FolderError: on entering, where it is no folder, or a link
    """

    def __init__(self, base, name):
        self._base, self._name, self._fd = base, name, None

    def __enter__(self):
        if not self._name or not NAME.fullmatch(self._name):
            raise FolderError(repr(self._name))
        with _explained():
            base = os.open(self._base, os.O_RDONLY | os.O_DIRECTORY)
            try:
                self._fd = os.open(self._name, FOLDER, dir_fd=base)
            finally:
                os.close(base)
        return self

    def __exit__(self, *_error):
        os.close(self._fd)

    def complete_files(self, now):
        """Return the files (`Found`) that may be loaded, the oldest first.

        :param now: seconds since 1970; what was written to lately may be growing
        """
        found = []
        with _explained():
            for name in os.listdir(self._fd):
                status = self._status(name)
                if status and _is_wanted(name) and now - _touched(status) >= QUIET:
                    found.append((status.st_mtime_ns, name, _found(name, status)))
        return [file for _time, _name, file in sorted(found, key=lambda item: item[:2])]

    def content_of(self, found):
        """Return the content of a file, or None where it has changed or gone meanwhile."""
        with contextlib.suppress(FileNotFoundError), _explained(FileNotFoundError):
            with os.fdopen(os.open(found.name, FILE, dir_fd=self._fd), "rb") as file:
                if _found(found.name, os.fstat(file.fileno())) != found:
                    return None
                content = file.read(found.size + 1)
                same = _found(found.name, os.fstat(file.fileno())) == found
            return content if same and len(content) == found.size else None
        return None

    def put_away(self, identity, place, new_name, text):
        """Move a file into done or failed, with a text beside it.

        A file that is gone, or was replaced by another of its name, is left alone: doing this
        twice is harmless.

        :param new_name: what it is called there, a name that is taken by no other file
        :param text: what came of it
        """
        if place not in PLACES or "/" in new_name:
            raise FolderError(new_name)
        with _explained():
            there = self._open_place(place)
            try:
                name = self._name_of(identity)
                if name:
                    os.rename(name, new_name, src_dir_fd=self._fd, dst_dir_fd=there)
                _write(there, f"{new_name}.txt", text)
            finally:
                os.close(there)

    def _name_of(self, identity):
        for name in os.listdir(self._fd):
            status = self._status(name)
            if status and _found(name, status).identity == identity:
                return name
        return None

    def _open_place(self, place):
        with contextlib.suppress(FileExistsError):
            os.mkdir(place, dir_fd=self._fd)
        return os.open(place, FOLDER, dir_fd=self._fd)

    def _status(self, name):
        """Return what the system knows of a plain file, None for all else."""
        try:
            status = os.stat(name, dir_fd=self._fd, follow_symlinks=False)
        except FileNotFoundError:
            return None
        return status if stat.S_ISREG(status.st_mode) else None


@contextlib.contextmanager
def _explained(*but):
    try:
        yield
    except OSError as error:
        if isinstance(error, but):
            raise
        raise FolderError(error.strerror or str(error)) from error


def _is_wanted(name):
    return not name.startswith(".") and not name.lower().endswith(UNFINISHED)


def _touched(status):
    """A program that copies can set the time of writing, but not that of the last change."""
    return max(status.st_mtime, status.st_ctime)


def _found(name, status):
    identity = f"{status.st_dev}-{status.st_ino}-{status.st_size}-{status.st_mtime_ns}"
    return Found(name, identity, status.st_size)


def _write(folder, name, text):
    with (
        contextlib.suppress(FileExistsError),
        os.fdopen(os.open(name, NEW, 0o640, dir_fd=folder), "w", encoding="utf-8") as file,
    ):
        file.write(text)
