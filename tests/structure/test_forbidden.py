"""What has no place in an addon: commits, bare `except`, `_cr`, `print`, names that RPC needs."""

import ast

import pytest

from .tree import make

RPC_NAMES = {"ids", "context"}


def violations(tree):
    for path, _text, module in tree.python("addons", tests=True):
        for node in ast.walk(module):
            yield from (f"{tree.place(path, node.lineno)}: {text}" for text in _faults(node))


def _faults(node):
    if isinstance(node, ast.ExceptHandler) and node.type is None:
        yield "`except` without the name of an error"
    elif isinstance(node, ast.Attribute) and node.attr in ("_cr", "_uid", "_context"):
        yield f"`{node.attr}`: write `env.{node.attr[1:]}`"
    elif isinstance(node, ast.Call):
        called = node.func
        if isinstance(called, ast.Name) and called.id == "print":
            yield "`print`"
        if isinstance(called, ast.Attribute) and called.attr in ("commit", "rollback"):
            owner = called.value
            if "cr" in (getattr(owner, "attr", ""), getattr(owner, "id", "")):
                yield f"`cr.{called.attr}()`: Odoo ends transactions, crons _commit_progress"
    elif isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
        names = {argument.arg for argument in (*node.args.args, *node.args.kwonlyargs)}
        yield from (f"{node.name}: a parameter named {name}" for name in names & RPC_NAMES)


def test_addons_have_none_of_it(tree):
    assert list(violations(tree)) == []


@pytest.mark.parametrize(
    "line",
    [
        "self.env.cr.commit()",
        "cr.commit()",
        "self.env.cr.rollback()",
        "x = self._cr",
        "x = self._context",
        "print('x')",
        "try:\n    x = 1\nexcept:\n    pass",
        "def public(self, ids): return ids",
        "def public(self, *, context=None): return context",
    ],
)
def test_each_is_found(tmp_path, line):
    assert len(list(violations(make(tmp_path, {"addons/a/models/x.py": line})))) == 1


def test_their_neighbours_are_welcome(tmp_path):
    good = (
        "self.env.cr.execute(query)\nprinter.print('x')\nrepo.commit()\n"
        "def _private(self, ids): return ids\ntry:\n    x = 1\nexcept ValueError:\n    pass\n"
    )
    assert list(violations(make(tmp_path, {"addons/a/models/x.py": good}))) == []
