"""Every test file of an addon is imported in its tests/__init__.py: Odoo runs no other."""

import ast

from .tree import make


def violations(tree):
    for addon in tree.addons:
        folder = addon / "tests"
        files = {path.stem for path in folder.glob("test_*.py")}
        imported = _imported(folder / "__init__.py")
        yield from (f"{addon.name}: tests/{name}.py is not imported" for name in files - imported)


def _imported(path):
    if not path.is_file():
        return set()
    nodes = ast.walk(ast.parse(path.read_text(encoding="utf-8")))
    froms = [node for node in nodes if isinstance(node, ast.ImportFrom) and node.level == 1]
    return {alias.name for node in froms if not node.module for alias in node.names} | {
        node.module for node in froms if node.module
    }


def test_all_tests_are_imported(tree):
    assert list(violations(tree)) == []


def test_a_forgotten_one_is_found(tmp_path):
    bad = make(
        tmp_path,
        {
            "addons/a/__manifest__.py": "{}",
            "addons/a/tests/__init__.py": "from . import test_b, common\nfrom .test_c import X\n",
            "addons/a/tests/test_b.py": "",
            "addons/a/tests/test_c.py": "",
            "addons/a/tests/test_d.py": "",
        },
    )
    assert list(violations(bad)) == ["a: tests/test_d.py is not imported"]
