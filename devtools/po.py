"""Reads translation files (.po, .pot) and says what is missing in them; standard library only."""

import ast
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

PLACEHOLDER = re.compile(r"%\(\w+\)[sdf]|%[sdf](?!\w)|\{\w*\}")
KEYWORD = re.compile(r'(msgctxt|msgid_plural|msgid|msgstr(?:\[\d+\])?)\s+(".*")$')


@dataclass
class Entry:
    """One term: where it starts, its source text, its translations (several when plural)."""

    line: int
    fuzzy: bool = False
    context: str = ""
    source: str = ""
    plural: str = ""
    translations: dict[str, str] = field(default_factory=dict)

    @property
    def key(self) -> tuple[str, str]:
        return self.context, self.source

    def append(self, keyword: str, text: str) -> None:
        """Add one quoted piece of text under a keyword of the file format."""
        if keyword.startswith("msgstr"):
            self.translations[keyword] = self.translations.get(keyword, "") + text
        else:
            name = {"msgctxt": "context", "msgid": "source", "msgid_plural": "plural"}[keyword]
            setattr(self, name, getattr(self, name) + text)


def read(path: Path) -> list[Entry]:
    """The terms of a file, without its header and without obsolete terms.

    Raises ValueError, naming the line, for a line that the format does not know.
    """
    return [entry for entry in _parse(path.read_text(encoding="utf-8")) if entry.source]


def _parse(text: str) -> Iterator[Entry]:
    entry, keyword = None, ""
    fuzzy = False
    for number, line in enumerate(text.splitlines(), 1):
        line = line.strip()
        if not line or line.startswith("#"):
            fuzzy = fuzzy or (line.startswith("#,") and "fuzzy" in line)
            continue
        match = KEYWORD.match(line)
        if match:
            keyword = match.group(1)
            if keyword == "msgctxt" or (keyword == "msgid" and (not entry or entry.translations)):
                if entry:
                    yield entry
                entry, fuzzy = Entry(number, fuzzy), False
        elif not line.startswith('"') or not entry:
            raise ValueError(f"line {number}: {line[:60]}")
        entry.append(keyword, ast.literal_eval(match.group(2) if match else line))
    if entry:
        yield entry


def problems(translated: Iterable[Entry], template: Iterable[Entry]) -> list[tuple[int, str]]:
    """What a translation lacks, as (line, message): untranslated, unsure and wrong placeholders.

    Terms of the template that the translation does not have at all stand on line 1. The
    translation may have more terms than the template: those of other addons.
    """
    translated = list(translated)
    found = [(entry.line, text) for entry in translated for text in _entry_problems(entry)]
    known = {entry.key for entry in translated}
    found += [
        (1, f"term is missing: {_short(entry.source)}")
        for entry in template
        if entry.key not in known
    ]
    return found


def _entry_problems(entry: Entry) -> Iterator[str]:
    if entry.fuzzy:
        yield f"translation is marked as unsure (fuzzy): {_short(entry.source)}"
    if not entry.translations or not all(entry.translations.values()):
        yield f"not translated: {_short(entry.source)}"
        return
    sources = (entry.source, entry.plural or entry.source)
    wanted = [Counter(PLACEHOLDER.findall(text)) for text in sources]
    for text in entry.translations.values():
        if Counter(PLACEHOLDER.findall(text)) not in wanted:
            yield f"placeholders differ: {_short(entry.source)}"


def _short(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:57]}…"
