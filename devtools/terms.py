"""The terms of an addon: what its template asks for, what Odoo, OCA and we translate."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import polib

EXTRA = Path("crm_suite_hu") / "i18n_extra"
REPLACES = "replaces: "
PLACEHOLDER = re.compile(
    r"%\([^)]+\)[sdfr]|%[sdf](?!\w)|(?<!\{)\{\w*\}(?!\})|\{\{.*?\}\}", re.DOTALL
)
STRING = re.compile(r"'[^']*'")
TAG = re.compile(r"</?[a-z][\w-]*(?=[\s/>])")
WORD = re.compile(r"[^\W\d_]{2}")

# what users see of a record, by the place that a template names
KINDS = {
    "ir.ui.menu,name": "menu",
    "ir.actions.act_window,name": "action",
    "ir.actions.act_window,help": "action",
    "ir.actions.server,name": "action",
    "ir.actions.client,name": "action",
    "ir.actions.report,name": "report",
    "ir.actions.report,print_report_name": "report",
    "ir.ui.view,arch_db": "view",
    "ir.model,name": "model",
    "ir.model.fields,field_description": "field",
    "ir.model.fields,help": "help",
    "ir.model.fields.selection,name": "selection",
    "mail.template,subject": "mail",
    "mail.template,body_html": "mail",
    "sms.template,body": "mail",
}
EMOJI = "emoji_data"


@dataclass(frozen=True)
class Addon:
    """An addon of any origin, by its folder."""

    path: Path

    @property
    def name(self) -> str:
        return self.path.name

    @cached_property
    def template(self) -> list[polib.POEntry]:
        """The terms that the addon's template lists; none when it has no template."""
        return _entries(self.path / "i18n" / f"{self.name}.pot")

    def translated(self, language: str) -> dict[str, str]:
        """The addon's own translations by source."""
        entries = _entries(self.path / "i18n" / f"{language}.po")
        return {entry.msgid: entry.msgstr for entry in entries if entry.msgstr and not entry.fuzzy}


def find(name: str, folders: Iterable[Path]) -> Addon | None:
    """The addon of that name in the first folder that has it."""
    found = (folder / name for folder in folders)
    return next((Addon(path) for path in found if (path / "__manifest__.py").is_file()), None)


def extra(addons: Path, language: str, name: str) -> list[polib.POEntry]:
    """What we add to another addon's translations."""
    return _entries(addons / EXTRA / language / f"{name}.po")


def _entries(path: Path) -> list[polib.POEntry]:
    if not path.is_file():
        return []
    return [entry for entry in polib.pofile(str(path)) if not entry.obsolete]


def kinds(entry: polib.POEntry) -> set[str]:
    """Where a term shows: `web`, `python`, or one of KINDS; `data` for any other record."""
    found = set()
    for place, _line in entry.occurrences:
        if not place.startswith("code:"):
            found.add(KINDS.get(place.split(":")[1], "data"))
        elif EMOJI not in place:
            found |= {kind for kind, mark in MARKS.items() if mark in entry.comment}
    return found


MARKS = {"web": "odoo-javascript", "python": "odoo-python"}


def is_text(source: str) -> bool:
    """Whether a term has a word in it: not only numbers, marks-up and placeholders."""
    bare = PLACEHOLDER.sub(" ", re.sub(r"<[^>]*>", " ", source))
    named = re.findall(r'(?:title|aria-label|placeholder|alt)="([^"]*)"', source)
    return any(WORD.search(text) for text in (bare, *named))


def missing(addon: Addon, addons: Path, language: str, wanted: set[str]) -> Iterator[polib.POEntry]:
    """The terms of these kinds that neither the addon nor we translate."""
    known = addon.translated(language).keys()
    known |= {entry.msgid for entry in extra(addons, language, addon.name) if entry.msgstr}
    for entry in addon.template:
        if entry.msgid not in known and kinds(entry) & wanted and is_text(entry.msgid):
            yield entry


def stale(addon: Addon, addons: Path, language: str) -> Iterator[tuple[str, str]]:
    """Those of our terms, with the reason, that the addon's files have left behind."""
    sources = {entry.msgid for entry in addon.template}
    theirs = addon.translated(language)
    for entry in extra(addons, language, addon.name):
        replaced = replaced_text(entry)
        if entry.msgid not in sources:
            yield entry.msgid, "no longer in the template"
        elif replaced is None and entry.msgid in theirs:
            yield entry.msgid, "translated by the addon now"
        elif replaced is not None and theirs.get(entry.msgid) != replaced:
            yield entry.msgid, "corrects a text that the addon no longer has"


def replaced_text(entry: polib.POEntry) -> str | None:
    """The translation that an entry corrects; None when the term had none."""
    for line in entry.comment.splitlines():
        if line.startswith(REPLACES):
            return line.removeprefix(REPLACES).replace("\\n", "\n")
    return None


def differences(source: str, text: str) -> Iterator[str]:
    """What a translation must keep and does not: placeholders, tags, outer blanks."""
    if _marks(PLACEHOLDER, source) != _marks(PLACEHOLDER, text):
        yield "placeholders"
    if _marks(TAG, source) != _marks(TAG, text):
        yield "tags"
    if [source[:1].isspace(), source[-1:].isspace()] != [text[:1].isspace(), text[-1:].isspace()]:
        yield "blanks at the ends"


def _marks(pattern: re.Pattern, text: str) -> list[str]:
    # texts inside an expression, such as {{ 'Order' }}, are translated
    return sorted(STRING.sub("''", mark) for mark in pattern.findall(text))
