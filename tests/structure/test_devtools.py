"""Every module of devtools says at its top what it is for, and needs only the standard library."""

import ast
import sys

from .tree import make


def violations(tree):
    for path, text, module in tree.python("devtools"):
        if text.strip() and not ast.get_docstring(module):
            yield f"{tree.place(path)} has no docstring"
        for node in ast.walk(module):
            for name in _imports(node) - set(sys.stdlib_module_names) - {"devtools"}:
                yield f"{tree.place(path, node.lineno)} imports {name}"


def _imports(node):
    if isinstance(node, ast.Import):
        return {alias.name.partition(".")[0] for alias in node.names}
    if isinstance(node, ast.ImportFrom) and not node.level:
        return {node.module.partition(".")[0]}
    return set()


def test_devtools_are_documented_and_self_contained(tree):
    assert list(violations(tree)) == []


def test_faults_are_found(tmp_path):
    bad = make(
        tmp_path,
        {
            "devtools/__init__.py": "",
            "devtools/a.py": "import os\n",
            "devtools/b.py": '"""Does b."""\n\nimport requests\nfrom . import a\n',
        },
    )
    assert list(violations(bad)) == [
        "devtools/a.py has no docstring",
        "devtools/b.py:3 imports requests",
    ]
