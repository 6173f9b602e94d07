"""Files have at most 400 lines and functions at most 40 (tests apart)."""

import ast

from .tree import make

FILE_LINES = 400
FUNCTION_LINES = 40


def violations(tree):
    for path, text, module in tree.python():
        lines = len(text.splitlines())
        if lines > FILE_LINES:
            yield f"{tree.place(path)} has {lines} lines"
        for node in ast.walk(module):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                length = node.end_lineno - node.lineno + 1
                if length > FUNCTION_LINES:
                    yield f"{tree.place(path, node.lineno)}: {node.name} has {length} lines"


def test_files_and_functions_are_short(tree):
    assert list(violations(tree)) == []


def _function(lines):
    return "def f():\n" + "    x = 1\n" * (lines - 1)


def test_long_ones_are_found(tmp_path):
    bad = make(
        tmp_path,
        {
            "addons/a/models/long.py": "x = 1\n" * 401,
            "addons/a/models/function.py": _function(41),
            "addons/a/tests/test_long.py": _function(400),
        },
    )
    assert list(violations(bad)) == [
        "addons/a/models/function.py:1: f has 41 lines",
        "addons/a/models/long.py has 401 lines",
    ]


def test_the_limit_itself_is_welcome(tmp_path):
    files = {"devtools/a.py": "x = 1\n" * 400, "devtools/b.py": _function(40)}
    assert list(violations(make(tmp_path, files))) == []
