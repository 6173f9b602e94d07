"""Remembers which steps are done, for which input, so that a second run takes seconds."""

import hashlib
import os
from collections.abc import Collection, Iterable
from pathlib import Path

from .workspace import Workspace


def digest(parts: Iterable[str | bytes]) -> str:
    """A short name for an input: equal parts, equal name."""
    total = hashlib.sha256()
    for part in parts:
        data = part.encode() if isinstance(part, str) else part
        total.update(len(data).to_bytes(8, "big") + data)
    return total.hexdigest()[:12]


def folder_digest(folders: Iterable[Path], without: Collection[str] = ()) -> str:
    """A short name for the files in folders: names and contents, not times.

    Folders called as in `without` do not count, nor does what Python compiled.
    """
    parts: list[str | bytes] = []
    ignored = {"__pycache__", *without}
    for folder in folders:
        for path in sorted(path for path in folder.rglob("*") if path.is_file()):
            if not ignored.isdisjoint(path.relative_to(folder).parts):
                continue
            parts += [str(path.relative_to(folder.parent)), path.read_bytes()]
    return digest(parts)


def is_done(ws: Workspace, name: str, key: str) -> bool:
    stamp = ws.state / "stamps" / name
    return stamp.is_file() and stamp.read_text() == key


def mark_done(ws: Workspace, name: str, key: str) -> None:
    write_atomically(ws.state / "stamps" / name, key)


def write_atomically(path: Path, text: str, mode: int = 0o644) -> None:
    """Write a file so that a killed run leaves the old one or the new one, never half."""
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f"{path.name}.{os.getpid()}")
    temporary.write_text(text)
    temporary.chmod(mode)
    temporary.replace(path)
