"""Looks for defects and matters of style without running anything of Odoo.

Called by `./dev test` first and by pre-commit: `python3 -m devtools.lint [CHECK…]`. With `--fix`
the tools mend what they can: `python3 -m devtools.lint --fix`.
"""

import re
import subprocess
import sys
import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterable
from pathlib import Path

from . import po

# OCA asks `_compute_x` and `_onchange_x` that call super() for a value, though Odoo uses none
NO_VALUE_WANTED = re.compile(r"in method _(compute|onchange|inverse)_\w+.*missing-return")
# the readme stands in fragments, in readme/
# a file holds one idea here, so several may extend one model
PYLINT_OFF = "missing-readme,consider-merging-classes-inherited"
# the export of translations is Odoo's own: its line breaks and order are not ours to choose
OCA_PO_OFF = "po-pretty-format"
# the order of attributes is a matter of taste, and templates read better the other way round
OCA_OFF = "xml-tag-position"
Check = Callable[[Path, Path], list[str]]


def ruff(root: Path, python: Path) -> list[str]:
    """Defects, imports and style of all Python files."""
    return _tool(root, python, "ruff", "check", "--quiet", "--output-format=concise", ".")


def ruff_format(root: Path, python: Path) -> list[str]:
    """Files that `ruff format` would write differently."""
    return _tool(root, python, "ruff", "format", "--check", "--quiet", "--diff", ".")


def pylint(root: Path, python: Path) -> list[str]:
    """What Odoo's and OCA's experience says about the addons' Python."""
    folders = [path.relative_to(root) for path in addons(root)]
    command = ("pylint", "--rcfile=.pylintrc", f"--disable={PYLINT_OFF}")
    lines = _tool(root, python, *command, *folders) if folders else []
    found = [line for line in lines if not line.startswith("*****")]
    return [line for line in found if not NO_VALUE_WANTED.search(line)]


def oca(root: Path, python: Path) -> list[str]:
    """OCA's checks of manifests, XML and CSV files."""
    folders = [path.relative_to(root) for path in addons(root)]
    command = ("oca_pre_commit_hooks.cli", f"--disable={OCA_OFF}")
    return _tool(root, python, *command, *folders) if folders else []


def oca_po(root: Path, python: Path) -> list[str]:
    """OCA's checks of translation files."""
    files = [path.relative_to(root) for path in _addon_files(root, "*.po")]
    command = ("oca_pre_commit_hooks.cli_po", f"--disable={OCA_PO_OFF}")
    return _tool(root, python, *command, *files) if files else []


def translations(root: Path, python: Path | None = None) -> list[str]:
    """Hungarian terms that are missing, unsure or have other placeholders than the English."""
    found = []
    for path in [*_addon_files(root, "hu.po"), *_addon_files(root, "i18n_extra/*/*.po")]:
        template = path.with_name(f"{path.parent.parent.name}.pot")
        try:
            rows = po.problems(po.read(path), po.read(template) if template.is_file() else ())
        except (ValueError, SyntaxError) as error:
            rows = [(1, f"not a translation file: {error}")]
        found += [f"{path.relative_to(root)}:{line}: {text}" for line, text in rows]
    return found


def xml(root: Path, python: Path | None = None) -> list[str]:
    """XML files that are not well-formed."""
    found = []
    for path in _addon_files(root, "*.xml"):
        try:
            ET.parse(path)
        except ET.ParseError as error:
            found.append(f"{path.relative_to(root)}:{error.position[0]}: {error}")
    return found


CHECKS: dict[str, Check] = {
    "ruff": ruff,
    "format": ruff_format,
    "xml": xml,
    "po": translations,
    "oca_po": oca_po,
    "oca": oca,
    "pylint": pylint,
}


def run(root: Path, python: Path, names: Iterable[str] = ()) -> int:
    """Run the checks (all, or those named), print what they find, return how much that is.

    `python` is the interpreter of the environment that holds the tools.
    """
    total = 0
    for name in names or CHECKS:
        found = CHECKS[name](root, python)
        total += len(found)
        for line in found:
            print(line)
        print(f"lint: {name}: {f'{len(found)} to mend' if found else 'clean'}", flush=True)
    return total


def fix(root: Path, python: Path) -> None:
    """Let the tools mend what they can: imports, format, headers of XML files."""
    folders = [path.relative_to(root) for path in addons(root)]
    _tool(root, python, "oca_pre_commit_hooks.cli", f"--disable={OCA_OFF}", "--fix", *folders)
    _tool(root, python, "ruff", "check", "--quiet", "--fix", ".")
    _tool(root, python, "ruff", "format", "--quiet", ".")


def addons(root: Path) -> list[Path]:
    """The folders of our addons."""
    return sorted(path.parent for path in root.glob("addons/*/__manifest__.py"))


def _addon_files(root: Path, pattern: str) -> list[Path]:
    return sorted(path for addon in addons(root) for path in addon.rglob(pattern))


def _tool(root: Path, python: Path, module: str, *words: object) -> list[str]:
    """The lines that a tool prints when it finds something; a tool that fails finds something."""
    command = [str(word) for word in (python, "-m", module, *words)]
    result = subprocess.run(command, cwd=root, capture_output=True, text=True)
    if result.returncode == 0:
        return []
    lines = [line for line in result.stdout.splitlines() if line.strip()]
    if lines:
        return lines
    return result.stderr.strip().splitlines()[-5:] or [f"{module} ended with {result.returncode}"]


def main(words: list[str]) -> int:
    root = Path(__file__).resolve().parent.parent
    own = root / ".dev" / "venv" / "bin" / "python"
    python = own if own.exists() else Path(sys.executable)
    if words == ["--fix"]:
        fix(root, python)
        return 0
    unknown = set(words) - set(CHECKS)
    if unknown:
        print(f"No such check: {', '.join(sorted(unknown))}. Known: {', '.join(CHECKS)}")
        return 2
    return 1 if run(root, python, words) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
