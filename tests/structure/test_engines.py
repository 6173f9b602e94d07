"""Engines (`*_engine/`) are pure: no Odoo, no input or output, no clock, relative imports only."""

import ast
import sys

import pytest

from .tree import make

IMPURE = {
    "asyncio", "glob", "http", "logging", "os", "pathlib", "random", "secrets", "shutil",
    "smtplib", "socket", "sqlite3", "subprocess", "sys", "tempfile", "threading", "time", "urllib",
    "uuid",
}  # fmt: skip
CLOCK = {"now", "today", "utcnow"}
# they calculate, or read and write only the file objects that they are handed
PURE_LIBRARIES = {"phonenumbers", "stdnum", "xlrd", "xlsxwriter"}
# to open a member of an archive that was handed in is to read on
HANDED_IN = {"archive"}


def violations(tree):
    found = []
    for path, _text, module in tree.python("addons"):
        if any(part.endswith("_engine") for part in path.relative_to(tree.root).parts[:-1]):
            found += [
                f"{tree.place(path, node.lineno)}: {text}"
                for node in ast.walk(module)
                for text in _impurities(node)
            ]
    return found


def _impurities(node):
    if isinstance(node, ast.Import):
        yield from (f"imports {alias.name}" for alias in node.names if _outside(alias.name))
    elif isinstance(node, ast.ImportFrom) and not node.level and _outside(node.module):
        yield f"imports {node.module}"
    elif isinstance(node, ast.Call):
        called = node.func
        name = getattr(called, "id", "") or getattr(called, "attr", "")
        if name in ("open", "input", "print") and _owner(called) not in HANDED_IN:
            yield f"calls {name}()"
        if isinstance(called, ast.Attribute) and name in CLOCK and not node.args:
            yield f"reads the clock: {name}()"


def _owner(called):
    return getattr(getattr(called, "value", None), "id", "")


def _outside(module):
    top = module.partition(".")[0]
    return top in IMPURE or top not in sys.stdlib_module_names | PURE_LIBRARIES


def test_engines_are_pure(tree):
    assert violations(tree) == []


@pytest.mark.parametrize(
    "line",
    [
        "from odoo import models",
        "import odoo.tools",
        "import os",
        "import requests",
        "from datetime import date\nx = date.today()",
        "open('x')",
        "import io\nio.open('x')",
    ],
)
def test_an_impure_engine_is_found(tmp_path, line):
    bad = make(
        tmp_path, {"addons/a/x_engine/parts/core.py": f"from decimal import Decimal\n{line}"}
    )
    (text,) = violations(bad)
    assert text.startswith("addons/a/x_engine/parts/core.py:")


def test_relative_imports_and_the_standard_library_are_welcome(tmp_path):
    good = "from io import StringIO\nfrom .other import f\nfrom . import other\nimport math\n"
    good += "from stdnum.eu import vat\narchive.open(member)\n"
    assert violations(make(tmp_path, {"addons/a/x_engine/core.py": good})) == []
