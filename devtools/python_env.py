"""The virtual environment: Odoo's requirements, the OCA addons and the tools, all pinned."""

import shutil
import sys
import sysconfig
from pathlib import Path

from .errors import DevError
from .locks import lock
from .programs import run
from .progress import step
from .source import Source
from .stamps import digest, is_done, mark_done
from .workspace import Workspace

REQUIREMENTS = ("requirements.txt", "devtools/requirements.txt")
POINTER = "odoo_source.pth"


def ensure(ws: Workspace, source: Source) -> None:
    """Make the environment where it is missing or its pins have changed."""
    files = [ws.root / name for name in REQUIREMENTS]
    key = digest([sys.version, str(source.path), *(path.read_bytes() for path in files)])
    with lock(ws, "python"):
        if not is_done(ws, "python", key) or not ws.python.exists():
            _make(ws, source, files)
            mark_done(ws, "python", key)


def _make(ws: Workspace, source: Source, files: list[Path]) -> None:
    venv = ws.state / "venv"
    # a killed pip leaves half a package behind that it takes for a whole one: begin anew
    shutil.rmtree(venv, ignore_errors=True)
    with step("making the Python environment (a minute)") as work:
        run([sys.executable, "-m", "venv", venv], work=work, mend="apt-get install python3-venv")
        wanted = [word for path in files for word in ("-r", path)]
        cache = ["--cache-dir", ws.cache / "pip"]
        try:
            run(
                [ws.python, "-m", "pip", "install", "--no-deps", *cache, *wanted],
                log=ws.logs / "pip.log",
                work=work,
            )
        except DevError as error:
            raise _explain(error) from error
    _point_to(venv, source)
    _link_wkhtmltopdf(ws, venv)


def _explain(error: DevError) -> DevError:
    signs = ("No matching distribution", "requires a different Python")
    if not any(sign in error.message for sign in signs):
        return error
    return DevError(
        error.message,
        "the pins are made for CPython 3.11 on x86-64 Linux, this is"
        f" {sys.version.split()[0]}; use that Python, or see what the registry lacks",
    )


def _point_to(venv: Path, source: Source) -> None:
    # the scheme by name: Debian's Python has another default outside virtual environments
    purelib = Path(sysconfig.get_path("purelib", "venv", vars={"base": str(venv)}))
    (purelib / POINTER).write_text(f"{source.path}\n")


def _link_wkhtmltopdf(ws: Workspace, venv: Path) -> None:
    """Odoo looks for `wkhtmltopdf` by name; Debian's has no header and footer, the wheel's has."""
    ws.bin.mkdir(parents=True, exist_ok=True)
    link = ws.bin / "wkhtmltopdf"
    link.unlink(missing_ok=True)
    link.symlink_to(venv / "bin" / "wkhtmltopdf-pack")
