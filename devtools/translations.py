"""Translations for maintainers: what is missing, what is left behind, export of our own terms.

python -m devtools.translations missing --modules stock,sale --kinds menu,view,field
python -m devtools.translations check
python -m devtools.translations export --db NAME
python -m devtools.translations python-messages > docs/odoo-untranslated.md
"""

import argparse
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from . import environment, manifests, settings
from .errors import DevError
from .workspace import Workspace

LANGUAGE = "hu"
SHOWN = "menu,action,view,field,help,selection,report,mail,web"
CHAIN = (
    "crm", "sale", "sale_management", "sale_crm", "sale_stock", "stock", "stock_account",
    "product", "account", "account_payment", "purchase", "purchase_stock", "l10n_hu_edi",
)  # fmt: skip


def main(words: list[str]) -> int:
    """Run one command; the exit code is 0 when nothing is missing."""
    options = _parser().parse_args(words)
    try:
        return options.run(options)
    except DevError as error:
        print(f"✗ {error}", file=sys.stderr)
        return 1


def _parser() -> argparse.ArgumentParser:
    top = argparse.ArgumentParser(prog="devtools.translations", description=__doc__)
    commands = top.add_subparsers(required=True, metavar="COMMAND")
    command = _add(commands, "missing", _missing, "terms that nobody translates")
    command.add_argument("--modules", default="", help="default: all that our addons need")
    command.add_argument("--kinds", default=SHOWN, help=f"some of {SHOWN},model,data,python")
    command.add_argument("--match", default="", help="only places with this text, e.g. view_move")
    command.add_argument("--count", action="store_true", help="numbers only")
    _add(commands, "check", _check, "our terms for other modules: complete, and still in use")
    command = _add(commands, "export", _export, "our addons' terms from a database, then merge")
    command.add_argument("--db", required=True, metavar="NAME")
    _add(commands, "merge", _merge, "bring hu.po of our addons up to their template")
    _add(commands, "python-messages", _python_messages, "Odoo's untranslated Python messages")
    return top


def _add(commands, name: str, run: Callable, text: str) -> argparse.ArgumentParser:
    command = commands.add_parser(name, help=text, description=text)
    command.set_defaults(run=run)
    return command


def _folders(ws: Workspace) -> list[Path]:
    """Where addons lie: ours, Odoo's and OCA's, as odoo.conf and the environment say."""
    config = settings.config_file(ws)
    if not config.is_file():
        raise DevError("this working copy is not set up", "run ./dev up or ./dev lint once")
    named = (line.partition("=") for line in config.read_text().splitlines())
    paths = next(value for key, _sep, value in named if key.strip() == "addons_path")
    oca = sorted((ws.state / "venv" / "lib").glob("python3*/site-packages/odoo/addons"))
    return [Path(path.strip()) for path in paths.split(",")] + oca


def _names(ws: Workspace) -> list[str]:
    """All addons that ours need, directly or through others."""
    folders, names = _folders(ws), list(manifests.ours(ws.addons))
    for name in names:
        manifest = _terms().find(name, folders)
        if manifest:
            text = (manifest.path / "__manifest__.py").read_text()
            needed = manifests.ast.literal_eval(text).get("depends", ["base"])
            names += [other for other in needed if other not in names]
    return sorted(set(names) - set(manifests.ours(ws.addons)))


def _terms():
    from . import terms  # noqa: PLC0415 - needs polib, which only the environment has

    return terms


def _missing(options) -> int:
    ws, terms = Workspace.here(), _terms()
    total = 0
    for name in options.modules.split(",") if options.modules else _names(ws):
        addon = terms.find(name, _folders(ws))
        if not addon:
            raise DevError(f"no such addon: {name}", "look for a typing error")
        found = [
            entry
            for entry in terms.missing(addon, ws.addons, LANGUAGE, set(options.kinds.split(",")))
            if any(options.match in place for place, _line in entry.occurrences)
        ]
        total += len(found)
        if found:
            print(f"{name}: {len(found)} of {len(addon.template)}")
        for entry in [] if options.count else found:
            print(f"  {','.join(sorted(terms.kinds(entry)))}: {entry.msgid!r}")
    print(f"missing: {total}")
    return 1 if total else 0


def _check(options) -> int:
    ws, terms = Workspace.here(), _terms()
    found = 0
    for path in sorted((ws.addons / terms.EXTRA).glob("*/*.po")):
        rows = []
        for entry in terms.polib.pofile(str(path)):
            rows += [(entry.msgid, "not translated")] if not entry.msgstr else []
            rows += [(entry.msgid, f"differs: {text}") for text in _differences(terms, entry)]
        addon = terms.find(path.stem, _folders(ws))
        rows += terms.stale(addon, ws.addons, path.parent.name) if addon else []
        for source, text in rows:
            print(f"{path.relative_to(ws.root)}: {text}: {source[:70]!r}")
        found += len(rows)
    print(f"to mend: {found}")
    return 1 if found else 0


def _differences(terms, entry) -> list[str]:
    return list(terms.differences(entry.msgid, entry.msgstr)) if entry.msgstr else []


def _export(options) -> int:
    env = environment.ensure()
    python, config = env.ws.python, settings.config_file(env.ws)
    for name in manifests.ours(env.ws.addons):
        words = (python, "-m", "odoo", "i18n", "export", name, "-l", "pot")
        words = (*words, "-c", config, "-d", options.db)
        command = [str(word) for word in words]
        (env.ws.addons / name / "i18n").mkdir(exist_ok=True)
        subprocess.run(command, check=True, env=env.variables(), cwd=env.ws.root)
    return _merge(options)


def _merge(options) -> int:
    """Keep what is translated, add what is new, drop what is gone; fail on empty terms."""
    ws, polib = Workspace.here(), _terms().polib
    empty = 0
    for path in sorted(ws.addons.glob("*/i18n/*.pot")):
        template = polib.pofile(str(path))
        for name in ("POT-Creation-Date", "PO-Revision-Date"):
            template.metadata.pop(name, None)
        template.save()
        target = path.with_name(f"{LANGUAGE}.po")
        translation = _merged(template, target, polib)
        translation.save(str(target))
        for entry in translation.untranslated_entries():
            print(f"{target.relative_to(ws.root)}: not translated: {entry.msgid[:70]!r}")
        empty += len(translation.untranslated_entries())
    print(f"not translated: {empty}")
    return 1 if empty else 0


def _merged(template, target: Path, polib):
    """The template with what `target` translates."""
    known = {}
    if target.is_file():
        known = {entry.msgid: entry.msgstr for entry in polib.pofile(str(target))}
    merged = polib.POFile()
    merged.header = template.header
    merged.metadata = {**template.metadata, "Language": LANGUAGE}
    for entry in template:
        entry.msgstr = known.get(entry.msgid, "")
        merged.append(entry)
    return merged


def _python_messages(options) -> int:
    ws, terms = Workspace.here(), _terms()
    counts, lists = [], []
    for name in _names(ws):
        addon = terms.find(name, _folders(ws))
        if not addon:
            continue
        found = [
            entry.msgid
            for entry in terms.missing(addon, ws.addons, LANGUAGE, {"python"})
            if terms.kinds(entry) == {"python"}
        ]
        if found:
            counts.append(f"| {name} | {len(found)} |")
        if found and name in CHAIN:
            rows = "\n".join(f"- `{' '.join(text.split())}`" for text in sorted(found))
            lists.append(f"## {name}\n\n{rows}")
    print(PAGE.format(counts="\n".join(counts), lists="\n\n".join(lists)))
    return 0


PAGE = """# Odoo's Python messages that stay English

Labels, menus, reports, mails and the web client are Hungarian: where Odoo's or OCA's own
translation lacks a term, `addons/crm_suite_hu/i18n_extra` supplies it. Messages that Odoo's Python
code makes (errors, notes in the message history, a few titles) are read from each module's own
files, with no place where another addon could add to them; those without a translation appear in
English. Made by `python -m devtools.translations python-messages`.

| module | messages |
| --- | --- |
{counts}

The messages of the sales chain:

{lists}
"""


def _with_polib(ws: Workspace) -> None:
    """Start again with the environment's Python when this one has no polib."""
    try:
        import polib  # noqa: F401, PLC0415
    except ImportError:
        if not ws.python.is_file() or Path(sys.prefix) == ws.python.parent.parent:
            raise
        os.execv(ws.python, [str(ws.python), "-m", "devtools.translations", *sys.argv[1:]])


if __name__ == "__main__":
    _with_polib(Workspace.here())
    sys.exit(main(sys.argv[1:]))
