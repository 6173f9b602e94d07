"""Each check finds a defect of its kind, and nothing in a clean tree."""

import shutil
import sys
from pathlib import Path

import pytest

from devtools import lint

ROOT = Path(__file__).resolve().parents[2]
PYTHON = Path(sys.executable)
MANIFEST = """\
{
    "name": "Sample",
    "summary": "A sample",
    "version": "19.0.1.0.0",
    "category": "Sales",
    "author": "Ügyfélkör contributors",
    "website": "https://ugyfelkor.example",
    "license": "AGPL-3",
    "depends": ["base"],
    "data": ["views/sample.xml"],
}
"""
MODEL = """\
from odoo import models


class ResPartner(models.Model):
    _inherit = "res.partner"

    def action_sample(self):
        return True
"""
VIEW = '<?xml version="1.0" encoding="UTF-8" ?>\n<odoo />\n'
PO_HEADER = (
    'msgid ""\nmsgstr ""\n"Language: hu\\n"\n"Content-Type: text/plain; charset=UTF-8\\n"\n\n'
)
PO = PO_HEADER + '#. module: sample\n#: model:ir.model,name:sample.a\nmsgid "A"\nmsgstr "Á"\n'


@pytest.fixture
def tree(tmp_path):
    """A tree with one clean addon; the test spoils one file of it."""
    for name in ("pyproject.toml", ".pylintrc"):
        shutil.copy(ROOT / name, tmp_path / name)
    files = {
        "__init__.py": "from . import models\n",
        "__manifest__.py": MANIFEST,
        "models/__init__.py": "from . import res_partner\n",
        "models/res_partner.py": MODEL,
        "views/sample.xml": VIEW,
        "i18n/sample.pot": PO.replace('"Á"', '""'),
        "i18n/hu.po": PO,
    }
    for name, text in files.items():
        path = tmp_path / "addons" / "sample" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return tmp_path


def test_nothing_is_found_in_a_clean_tree(tree, capsys):
    assert lint.run(tree, PYTHON) == 0
    assert capsys.readouterr().out.splitlines() == [f"lint: {name}: clean" for name in lint.CHECKS]


@pytest.mark.parametrize(
    ("check", "file", "text", "finding"),
    [
        ("ruff", "models/res_partner.py", f"import os\n{MODEL}", "F401"),
        ("format", "models/res_partner.py", MODEL.replace('"', "'"), "action_sample"),
        ("xml", "views/sample.xml", "<odoo><a></odoo>", "mismatched tag"),
        ("po", "i18n/hu.po", PO.replace('"Á"', '""'), "not translated: A"),
        ("po", "i18n/hu.po", PO_HEADER, "term is missing: A"),
        ("oca_po", "i18n/hu.po", PO.replace("#. module: sample\n", ""), "po-requires-module"),
        ("oca", "views/sample.xml", VIEW.replace("odoo", "openerp"), "xml-deprecated-openerp"),
    ],
)
def test_each_check_finds_a_defect_of_its_kind(tree, capsys, check, file, text, finding):
    (tree / "addons" / "sample" / file).write_text(text, encoding="utf-8")
    assert lint.run(tree, PYTHON, [check]) > 0
    assert finding in capsys.readouterr().out


def test_pylint_wants_no_value_of_a_compute_but_of_other_methods(tree, capsys):
    body = MODEL.replace("return True", "super().action_sample()")
    compute = """
    def _compute_sample(self):
        super()._compute_sample()

    def action_other(self):
        return self._cr
"""
    (tree / "addons" / "sample" / "models" / "res_partner.py").write_text(body + compute)
    assert lint.run(tree, PYTHON, ["pylint"]) == 2
    first, second, _sum = capsys.readouterr().out.splitlines()
    assert "method action_sample" in first
    assert "missing-return" in first
    assert "deprecated-self-cr" in second


def test_a_tool_that_is_missing_is_a_finding(tree, capsys):
    assert lint._tool(tree, PYTHON, "no_such_tool")[-1].endswith("No module named no_such_tool")


def test_fix_mends_format_imports_and_headers(tree):
    addon = tree / "addons" / "sample"
    model, view = addon / "models" / "res_partner.py", addon / "views" / "sample.xml"
    model.write_text("import os\n" + MODEL.replace('"', "'"))
    view.write_text("<odoo />\n")
    lint.fix(tree, PYTHON)
    assert model.read_text() == MODEL
    assert view.read_text() == VIEW


def test_an_unknown_check_is_refused(capsys):
    assert lint.main(["nothing"]) == 2
    assert "No such check: nothing" in capsys.readouterr().out
