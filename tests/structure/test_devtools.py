"""Every module of devtools says at its top what it is for, and needs only the standard library."""

import ast
import sys

from .tree import make


def violations(tree):
    loaded = _loaded(tree)
    for path, text, module in tree.python("devtools"):
        if text.strip() and not ast.get_docstring(module):
            yield f"{tree.place(path)} has no docstring"
        for node in ast.walk(module) if path in loaded else ():
            for name in _imports(node) - set(sys.stdlib_module_names) - {"devtools"}:
                yield f"{tree.place(path, node.lineno)} imports {name}"


def _loaded(tree):
    """What ./dev loads, at its start or later; the rest is for the environment's own Python."""
    modules = {path: module for path, _text, module in tree.python("devtools")}
    found, queue = set(), [path for path in modules if path.name == "cli.py"]
    while queue:
        path = queue.pop()
        if path not in found:
            found.add(path)
            queue += [p for p in modules if p.with_suffix("") in _neighbours(path, modules[path])]
    return found


def _neighbours(path, module):
    """Modules beside this one that it imports, as paths without their ending."""
    for node in ast.walk(module):
        if isinstance(node, ast.ImportFrom) and node.level:
            base = path.parents[node.level - 1].joinpath(*(node.module or "").split("."))
            yield base
            yield from (base / alias.name for alias in node.names)


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
            "devtools/cli.py": '"""Runs."""\n\ndef run():\n    from .b import x\n',
            "devtools/a.py": "import os\n",
            "devtools/apart.py": '"""For the environment."""\n\nimport polib\n',
            "devtools/b.py": '"""Does b."""\n\nimport requests\nfrom . import a\n',
        },
    )
    assert list(violations(bad)) == [
        "devtools/a.py has no docstring",
        "devtools/b.py:3 imports requests",
    ]
