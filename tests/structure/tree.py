"""The files of a working copy, as the rules look at them."""

import ast
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
MODEL_KINDS = {"Model", "AbstractModel", "TransientModel"}


@dataclass(frozen=True)
class ModelClass:
    """A class of Odoo's ORM, as its source says it."""

    path: Path
    kind: str
    name: str | None
    inherits: tuple[str, ...]
    fields: frozenset[str]

    @property
    def creates(self) -> str | None:
        """The name of the model that this class brings into being, if it does."""
        return self.name if self.name and self.name not in self.inherits else None


class Tree:
    """A working copy (or a test's small imitation of one)."""

    def __init__(self, root: Path):
        self.root = root

    @cached_property
    def files(self) -> list[Path]:
        """Everything that belongs to the project, as git sees it."""
        command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
        names = subprocess.run(command, cwd=self.root, capture_output=True, check=True).stdout
        paths = {self.root / name.decode() for name in names.split(b"\0") if name}
        return sorted(path for path in paths if path.is_file())

    @property
    def addons(self) -> list[Path]:
        return sorted(path.parent for path in self.root.glob("addons/*/__manifest__.py"))

    def manifest(self, addon: Path) -> dict:
        return ast.literal_eval((addon / "__manifest__.py").read_text(encoding="utf-8"))

    def python(self, *tops: str, tests: bool = False) -> Iterator[tuple[Path, str, ast.Module]]:
        """Python files below these folders (everywhere without any): path, text, syntax tree."""
        for path in self.files:
            parts = path.relative_to(self.root).parts
            wanted = not tops or parts[0] in tops
            if path.suffix == ".py" and wanted and (tests or "tests" not in parts):
                text = path.read_text(encoding="utf-8")
                yield path, text, ast.parse(text, str(path))

    def models(self, addon: Path) -> Iterator[ModelClass]:
        for path, _text, module in self.python("addons"):
            if addon in path.parents:
                classes = (node for node in ast.walk(module) if isinstance(node, ast.ClassDef))
                yield from filter(None, (_model(path, node) for node in classes))

    def place(self, path: Path, line: int | None = None) -> str:
        where = path.relative_to(self.root).as_posix()
        return f"{where}:{line}" if line else where


def _model(path: Path, node: ast.ClassDef) -> ModelClass | None:
    kinds = [base.attr for base in node.bases if isinstance(base, ast.Attribute)]
    kind = next((kind for kind in kinds if kind in MODEL_KINDS), None)
    if not kind:
        return None
    assigned = {
        target.id: statement.value
        for statement in node.body
        if isinstance(statement, ast.Assign)
        for target in statement.targets
        if isinstance(target, ast.Name)
    }
    inherits = _literal(assigned.get("_inherit")) or ()
    inherits = (inherits,) if isinstance(inherits, str) else tuple(inherits)
    fields = frozenset(name for name, value in assigned.items() if isinstance(value, ast.Call))
    return ModelClass(path, kind, _literal(assigned.get("_name")), inherits, fields)


def _literal(node: ast.expr | None):
    return ast.literal_eval(node) if node is not None else None


def make(root: Path, files: dict[str, str | bytes]) -> Tree:
    """A small working copy for a bad example."""
    for name, content in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    subprocess.run(["git", "init", "--quiet", root], check=True)
    return Tree(root)
