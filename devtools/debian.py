"""Fetches packages from Debian's archive with apt's own signature check, into a private folder.

The system's apt settings and lists are not touched; what was fetched is shared by all working
copies through the cache.
"""

import json
import re
from pathlib import Path

from .errors import DevError
from .locks import cache_lock
from .programs import run
from .progress import step
from .stamps import write_atomically
from .workspace import Workspace

KEYRING = Path("/usr/share/keyrings/debian-archive-keyring.gpg")
APT = Path("/etc/apt")
STABLE = "bookworm"
FROM_UNSTABLE = (
    "odoo-19",
    "fonts-roboto-unhinted",
    "fonts-montserrat",
    "fonts-inconsolata",
    "fonts-ocr-b",
    "libjs-jquery",
    "libjs-underscore",
    "libjs-jquery-form",
)
# unstable's Font Awesome 7 lacks the icons that Odoo uses; locales brings hu_HU
FROM_STABLE = ("fonts-font-awesome", "locales")
NO_MIRROR = "set ODOO_SOURCE=/path/to/odoo-19.0 (a clone of Odoo's branch 19.0) and run again"


def find_mirror(apt: Path = APT) -> str:
    """The Debian mirror that this machine already uses (both forms of apt's source files)."""
    files = [apt / "sources.list", *sorted((apt / "sources.list.d").glob("*"))]
    for path in files:
        for line in path.read_text().splitlines() if path.is_file() else ():
            found = re.match(r"(?:deb\s+(?:\[[^]]*\]\s+)?|URIs:\s*)(\S+/debian)/?(?:\s|$)", line)
            if found:
                return found.group(1)
    raise DevError("No Debian mirror is set up on this machine", NO_MIRROR)


def fetch(ws: Workspace) -> list[Path]:
    """The packages' files in the cache, fetched when they are not there yet."""
    with cache_lock(ws, "debian"):
        return _cached(ws) or _download(ws)


def _index(ws: Workspace) -> Path:
    return ws.cache / "debian" / "index.json"


def _cached(ws: Workspace) -> list[Path]:
    if not _index(ws).is_file():
        return []
    files = [ws.cache / "debian" / name for name in json.loads(_index(ws).read_text())]
    return files if all(path.is_file() for path in files) else []


def _download(ws: Workspace) -> list[Path]:
    folder = ws.cache / "debian"
    apt = _prepare_apt(ws, find_mirror())
    with step("fetching Debian's package lists") as work:
        run(["apt-get", *apt, "update"], work=work)
    _refuse_when_gone(apt)
    wanted = [*FROM_UNSTABLE, *(f"{name}/{STABLE}" for name in FROM_STABLE)]
    with step("fetching Odoo 19 and its fonts from Debian (140 MB)") as work:
        run(["apt-get", *apt, "download", *wanted], cwd=folder, work=work)
    files = [_newest(folder, name) for name in (*FROM_UNSTABLE, *FROM_STABLE)]
    write_atomically(_index(ws), json.dumps([path.name for path in files]))
    return files


def _newest(folder: Path, package: str) -> Path:
    return max(folder.glob(f"{package}_*.deb"), key=lambda path: path.stat().st_mtime)


def _prepare_apt(ws: Workspace, mirror: str) -> list[str]:
    if not KEYRING.is_file():
        raise DevError(
            f"Debian's signing keys are missing ({KEYRING})",
            "apt-get install debian-archive-keyring",
        )
    home = ws.cache / "apt"
    for sub in ("lists/partial", "archives/partial"):
        (home / sub).mkdir(parents=True, exist_ok=True)
    (ws.cache / "debian").mkdir(parents=True, exist_ok=True)
    suites = ("sid", STABLE)
    sources = "".join(f"deb [signed-by={KEYRING}] {mirror} {suite} main\n" for suite in suites)
    (home / "sources.list").write_text(sources)
    settings = {
        "Dir::Etc::SourceList": home / "sources.list",
        "Dir::Etc::SourceParts": "/dev/null",
        "Dir::State::Lists": home / "lists",
        "Dir::Cache": home,
        "APT::Sandbox::User": "root",
        "APT::Update::Error-Mode": "any",
    }
    return [f"-o{name}={value}" for name, value in settings.items()]


def _refuse_when_gone(apt: list[str]) -> None:
    policy = run(["apt-cache", *apt, "policy", "odoo-19"])
    if "Candidate:" not in policy or "Candidate: (none)" in policy:
        raise DevError("Debian's archive no longer has the package odoo-19", NO_MIRROR)
