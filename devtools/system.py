"""What the machine must have: Debian packages that no wheel brings."""

import ctypes
import os
import shutil
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from .errors import DevError
from .programs import run
from .progress import step

FREE_BYTES = 4 * 1024**3


@dataclass(frozen=True)
class Need:
    """A Debian package and how to see that the machine has what it brings."""

    package: str
    present: Callable[[], bool]


def _library(name: str) -> Callable[[], bool]:
    def present() -> bool:
        try:
            ctypes.CDLL(name)
        except OSError:
            return False
        return True

    return present


def _program(*names: str) -> Callable[[], bool]:
    places = os.environ.get("PATH", os.defpath) + ":/usr/sbin:/sbin"
    return lambda: any(shutil.which(name, path=places) for name in names)


def _ensurepip() -> bool:
    try:
        import ensurepip  # noqa: F401, PLC0415 - Debian splits it off into python3-venv
    except ImportError:
        return False
    return True


TO_RUN = (
    Need("python3-venv", _ensurepip),
    Need("libxrender1", _library("libXrender.so.1")),
    Need("libxext6", _library("libXext.so.6")),
    Need("libx11-6", _library("libX11.so.6")),
    Need("libfontconfig1", _library("libfontconfig.so.1")),
    Need("libfreetype6", _library("libfreetype.so.6")),
)
TO_TEST = (
    Need("chromium", _program("chromium", "google-chrome")),
    Need("poppler-utils", _program("pdftotext")),
    Need("mariadb-server", _program("mariadbd")),
)


def is_debian(os_release: Path = Path("/etc/os-release")) -> bool:
    text = os_release.read_text() if os_release.is_file() else ""
    ids = [line.split("=", 1)[1].strip('"') for line in text.splitlines() if line.startswith("ID")]
    return any("debian" in value.split() for value in ids) and bool(shutil.which("apt-get"))


def missing(needs: Iterable[Need]) -> list[str]:
    return [need.package for need in needs if not need.present()]


def ensure(needs: Iterable[Need]) -> None:
    """Install the packages that are missing; only root on Debian can, others are told."""
    packages = missing(needs)
    if not packages:
        return
    command = f"apt-get install --no-install-recommends {' '.join(packages)}"
    if not is_debian():
        raise DevError(
            f"This machine lacks: {', '.join(packages)} (names of Debian's packages)",
            "install them with this system's own package manager",
        )
    if os.geteuid() != 0:
        raise DevError(f"This machine lacks: {', '.join(packages)}", f"run as root: {command}")
    _install(packages)
    still = missing(needs)
    if still:
        raise DevError(f"Installed, yet not found: {', '.join(still)}", f"run: {command}")


def _install(packages: list[str]) -> None:
    env = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    options = ["-y", "-q", "-o", "DPkg::Lock::Timeout=300", "--no-install-recommends"]
    with step(f"installing {', '.join(packages)}") as work:
        run(["apt-get", "update", "-q"], env=env, work=work)
        run(["apt-get", "install", *options, *packages], env=env, work=work)


def ensure_room(folder: Path, needed: int = FREE_BYTES) -> None:
    """Refuse to begin a set-up that the disk cannot hold."""
    free = shutil.disk_usage(folder).free
    if free < needed:
        raise DevError(
            f"The disk is nearly full: {free // 1024**2} MB free in {folder},"
            f" {needed // 1024**2} MB are needed",
            "make room (./dev clean removes what ./dev made here) and run the command again",
        )
