"""Hungarian that Odoo's and OCA's addons lack, and corrections of what they have.

`i18n_extra/<language>/<module>.po` holds terms of that other module, under its own xml ids. They
are kept apart from our `i18n` because Odoo drops terms of other modules from a .po file that has
a template beside it. An entry with the comment `replaces: text` corrects a translation: it takes
effect only where the database (or the web client's file) still has that text, so what users
translated themselves stays.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache
from operator import itemgetter
from pathlib import Path

from odoo.tools import file_open, file_path, groupby
from odoo.tools.translate import (
    JAVASCRIPT_TRANSLATION_COMMENT,
    TranslationImporter,
    get_base_langs,
    translation_file_reader,
)

FOLDER = "crm_suite_hu/i18n_extra"
REPLACES = "replaces: "


def load_model_terms(env, lang, modules=None, overwrite=False):
    """Write the terms of other modules' records for one language to the database.

    :param modules: technical names; all that have a file when None. Terms of records that are
        not in the database are passed over.
    :param overwrite: as in Odoo: also replace translations that are there already
    """
    missing, corrections = [], []
    for module in _modules(lang) if modules is None else modules:
        for row in _rows(module, lang):
            if row["type"] != "code" and row["imd_model"] in env:
                (missing if _replaced(row) is None else corrections).append(row)
    _save(env, missing, lang, overwrite=overwrite)
    _save(env, list(_unchanged(env, corrections, lang)), lang, force_overwrite=True)


def web_messages(module, lang, messages):
    """The web client's messages of a module with ours added and corrected.

    :param messages: what Odoo has, as dictionaries with the keys `id` and `string`
    :return: a tuple of such dictionaries; the same object when we have nothing for that module
    """
    ours = _web_terms(module, lang)
    if not ours:
        return messages
    merged = {message["id"]: message["string"] for message in messages}
    for source, (text, replaced) in ours.items():
        if merged.get(source, replaced) == replaced:
            merged[source] = text
    return tuple({"id": source, "string": text} for source, text in merged.items())


@cache
def _web_terms(module, lang) -> dict[str, tuple[str, str | None]]:
    return {
        row["src"]: (row["value"], _replaced(row))
        for row in _rows(module, lang)
        if row["type"] == "code" and JAVASCRIPT_TRANSLATION_COMMENT in row["comments"]
    }


def _modules(lang) -> list[str]:
    return sorted({path.stem for folder in _folders(lang) for path in folder.glob("*.po")})


def _folders(lang) -> Iterator[Path]:
    for base in get_base_langs(lang):
        try:
            yield Path(file_path(f"{FOLDER}/{base}"))
        except FileNotFoundError:
            continue


def _rows(module, lang) -> Iterator[dict]:
    for folder in _folders(lang):
        path = folder / f"{module}.po"
        if path.is_file():
            with file_open(str(path), "rb") as file:
                yield from translation_file_reader(file, "po")


def _replaced(row) -> str | None:
    """The translation that this row corrects; None when the term had none."""
    for line in row["comments"].splitlines():
        if line.startswith(REPLACES):
            return line.removeprefix(REPLACES).replace("\\n", "\n")
    return None


def _save(env, rows, lang, **options):
    importer = TranslationImporter(env.cr, verbose=False)
    importer._load(rows, lang)
    importer.save(**options)


def _unchanged(env, rows: Iterable[dict], lang) -> Iterator[dict]:
    """Those corrections whose term still reads as the text they replace."""
    for (model, name), group in groupby(rows, key=itemgetter("imd_model", "name")):
        field = env[model]._fields.get(name.split(",")[1])
        if field and field.store and field.translate:
            current = _current_terms(env[model], field, group, lang)
            yield from (row for row in group if _replaced(row) in current[_key(row)])


def _current_terms(model, field, rows, lang) -> dict[tuple, set[str]]:
    """What the terms of these rows read now, by xml id and, in fields of many terms, source."""
    sources = defaultdict(set)
    for row in rows:
        sources[f"{row['module']}.{row['imd_name']}"].add(row["src"])
    ids = _record_ids(model, rows)
    records = model.browse(ids.values()).exists()
    english = {record.id: record[field.name] for record in records.with_context(lang="en_US")}
    translated = {record.id: record[field.name] for record in records.with_context(lang=lang)}
    terms = defaultdict(set)
    for xmlid, wanted in sources.items():
        value = translated.get(ids.get(xmlid))
        if not value:
            continue
        if field.translate is True:
            terms.update(((xmlid, source), {value}) for source in wanted)
            continue
        known = field.get_translation_dictionary(english[ids[xmlid]], {lang: value})
        terms.update(((xmlid, source), set(known[source].values())) for source in wanted)
    return terms


def _key(row) -> tuple[str, str]:
    return f"{row['module']}.{row['imd_name']}", row["src"]


def _record_ids(model, rows) -> dict[str, int]:
    """Database ids by xml id."""
    data = model.env["ir.model.data"].search_fetch(
        [
            ("model", "=", model._name),
            ("module", "in", list({row["module"] for row in rows})),
            ("name", "in", list({row["imd_name"] for row in rows})),
        ],
        ["module", "name", "res_id"],
    )
    return {record.complete_name: record.res_id for record in data}
