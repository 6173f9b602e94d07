"""Odoo 19's source: from Debian's package, or from the folder that ODOO_SOURCE names."""

import os
import re
import shutil
from dataclasses import dataclass
from pathlib import Path

from . import debian, system
from .errors import DevError
from .locks import lock
from .programs import run
from .progress import step
from .stamps import digest
from .workspace import Workspace

SELFIE = "mail/static/lib/selfie_segmentation/selfie_segmentation.js"


@dataclass(frozen=True)
class Source:
    """Odoo's source: `path` holds the package `odoo`; `addons` the folders with its addons."""

    path: Path
    addons: tuple[Path, ...]
    version: str
    locales: Path | None = None

    @property
    def server_addons(self) -> Path:
        """The folder that holds `sale`, `account` and the others."""
        return self.addons[0]


def ensure(ws: Workspace) -> Source:
    """Odoo's source, ready to use."""
    named = os.environ.get("ODOO_SOURCE")
    return from_folder(Path(named).expanduser().resolve()) if named else _from_debian(ws)


def from_folder(folder: Path) -> Source:
    """The source in a folder: a clone of Odoo's branch 19.0, or an unpacked package."""
    addons = [path for path in (folder / "addons", folder / "odoo" / "addons") if path.is_dir()]
    holders = tuple(path for path in addons if (path / "sale" / "__manifest__.py").is_file())
    release = folder / "odoo" / "release.py"
    if not holders or not release.is_file():
        raise DevError(
            f"ODOO_SOURCE names {folder}, which holds no Odoo (no odoo/release.py or no addons)",
            "name the top folder of a clone of Odoo's branch 19.0",
        )
    version = re.search(r"version_info = \((\d+), (\d+)", release.read_text())
    if not version or version.groups() != ("19", "0"):
        raise DevError(
            f"ODOO_SOURCE names {folder}, which is not Odoo 19.0", "use a clone of branch 19.0"
        )
    return Source(folder, holders, digest([str(folder), release.read_text()]))


def _from_debian(ws: Workspace) -> Source:
    if not system.is_debian():
        raise DevError(
            "Odoo's source comes from Debian's archive, and this is not Debian", debian.NO_MIRROR
        )
    unpacked = ws.state / "source"
    with lock(ws, "source"):
        kept = unpacked / "VERSION"
        if not kept.is_file():
            _unpack(ws, debian.fetch(ws), unpacked)
        version = kept.read_text()
    packages = unpacked / "usr/lib/python3/dist-packages"
    locales = unpacked / "usr/share/i18n"
    return Source(packages, (packages / "odoo" / "addons",), version, locales)


def _unpack(ws: Workspace, files: list[Path], target: Path) -> None:
    system.ensure_room(ws.root)
    fresh = ws.state / "source.new"
    shutil.rmtree(fresh, ignore_errors=True)
    with step("unpacking Odoo"):
        for path in files:
            run(["dpkg", "-x", path, fresh])
        _trim(fresh / "usr/lib/python3/dist-packages")
    (fresh / "VERSION").write_text(digest(path.name for path in files))
    shutil.rmtree(target, ignore_errors=True)
    fresh.rename(target)


def _trim(packages: Path) -> None:
    # `addons` is a second copy that Odoo would put on its path
    for name in ("addons", "doc", "setup"):
        extra = packages / name
        if extra.is_symlink():
            extra.unlink()
        else:
            shutil.rmtree(extra, ignore_errors=True)
    # the package leaves this script out, and every page would log an error for it
    script = packages / "odoo" / "addons" / SELFIE
    script.parent.mkdir(parents=True, exist_ok=True)
    script.touch()
