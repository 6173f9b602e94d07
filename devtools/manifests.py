"""Reads the addons' manifests: who depends on whom, what is ours and what is not."""

import ast
from pathlib import Path

from .errors import DevError


def ours(addons: Path) -> dict[str, dict]:
    """Manifest by name, of each addon in the folder."""
    found = {}
    for path in sorted(addons.glob("*/__manifest__.py")):
        found[path.parent.name] = ast.literal_eval(path.read_text())
    return found


def closure(addons: Path, names: list[str]) -> tuple[list[str], list[str]]:
    """All addons of ours that the named ones need (themselves included), and all others'."""
    manifests = ours(addons)
    unknown = sorted(set(names) - set(manifests))
    mine, others, queue = [], set(unknown), [name for name in names if name in manifests]
    while queue:
        name = queue.pop(0)
        if name in mine:
            continue
        mine.append(name)
        for needed in manifests[name].get("depends", []):
            if needed in manifests:
                queue.append(needed)
            else:
                others.add(needed)
    return mine, sorted(others)


def check(addons: Path, server_addons: list[Path], names: list[str]) -> None:
    """Refuse names that no folder holds, before Odoo ignores them silently."""
    folders = [addons, *server_addons]
    lost = [n for n in names if not any((f / n / "__manifest__.py").is_file() for f in folders)]
    if lost:
        raise DevError(f"No such addon: {', '.join(lost)}", "look for a typing error")
