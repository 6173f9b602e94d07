"""`sudo()` only with a comment that gives the reason, on its line or just above the statement."""

import ast
import io
import tokenize

import pytest

from .tree import make


def violations(tree):
    for path, text, module in tree.python("addons"):
        comments = _comment_lines(text)
        for statement, call in _sudo_calls(module):
            lines = range(statement.lineno - 1, call.end_lineno + 1)
            if not comments.intersection(lines):
                yield f"{tree.place(path, call.lineno)}: sudo() without its reason"


def _comment_lines(text):
    tokens = tokenize.generate_tokens(io.StringIO(text).readline)
    return {token.start[0] for token in tokens if token.type == tokenize.COMMENT}


def _sudo_calls(module):
    """Each sudo() with the innermost statement that it stands in; sudo(False) takes rights away."""
    for statement in ast.walk(module):
        if isinstance(statement, ast.stmt):
            for node in _own_nodes(statement):
                if _is_sudo(node):
                    yield statement, node


def _is_sudo(node):
    if not isinstance(node, ast.Call) or getattr(node.func, "attr", "") != "sudo":
        return False
    return not node.args or getattr(node.args[0], "value", True) is not False


def _own_nodes(statement):
    ahead = [child for child in ast.iter_child_nodes(statement) if not isinstance(child, ast.stmt)]
    while ahead:
        node = ahead.pop()
        yield node
        ahead += [child for child in ast.iter_child_nodes(node) if not isinstance(child, ast.stmt)]


def test_every_sudo_has_its_reason(tree):
    assert list(violations(tree)) == []


@pytest.mark.parametrize(
    "code",
    [
        "x = self.sudo()",
        "# a reason far above\n\nx = self.sudo()",
        "for a in b:\n    pass\n    x = self.env['a'].sudo().search([])",
        'x = self.sudo().f("# not a comment")',
    ],
)
def test_a_sudo_without_reason_is_found(tmp_path, code):
    assert len(list(violations(make(tmp_path, {"addons/a/models/x.py": code})))) == 1


@pytest.mark.parametrize(
    "code",
    [
        "x = self.sudo()  # everybody may see the rate",
        "# everybody may see the rate\nx = (\n    self.env['a']\n    .sudo()\n)",
        "x = (\n    # everybody may see the rate\n    self.sudo()\n)",
        "x = self.sudo(False)",
    ],
)
def test_a_sudo_with_reason_is_welcome(tmp_path, code):
    assert list(violations(make(tmp_path, {"addons/a/models/x.py": code}))) == []
