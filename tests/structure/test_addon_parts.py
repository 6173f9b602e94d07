"""Every addon has its readme, its icon and its terms, all of them in Hungarian."""

from devtools import po

from .tree import make

README = ("CONFIGURE.md", "CONTRIBUTORS.md", "DESCRIPTION.md", "USAGE.md")


def violations(tree):
    for addon in tree.addons:
        template = addon / "i18n" / f"{addon.name}.pot"
        hungarian = addon / "i18n" / "hu.po"
        icon = addon / "static" / "description" / "icon.png"
        needed = [*(addon / "readme" / name for name in README), icon, template, hungarian]
        empty = [path for path in needed if not path.is_file() or not path.stat().st_size]
        yield from (f"{tree.place(path)} is missing or empty" for path in empty)
        if not {template, hungarian} & set(empty):
            for line, text in po.problems(po.read(hungarian), po.read(template)):
                yield f"{tree.place(hungarian, line)}: {text}"


def test_addons_have_all_their_parts(tree):
    assert list(violations(tree)) == []


def _tree(tmp_path, *, without=(), translation="Á"):
    files = {f"addons/a/readme/{name}": "Text.\n" for name in README}
    files["addons/a/__manifest__.py"] = "{}"
    files["addons/a/static/description/icon.png"] = b"\x89PNG"
    files["addons/a/i18n/a.pot"] = 'msgid "A"\nmsgstr ""\n'
    files["addons/a/i18n/hu.po"] = f'msgid "A"\nmsgstr "{translation}"\n'
    return make(tmp_path, {name: text for name, text in files.items() if name not in without})


def test_a_complete_addon_is_welcome(tmp_path):
    assert list(violations(_tree(tmp_path))) == []


def test_each_missing_part_is_found(tmp_path):
    parts = [
        "addons/a/readme/USAGE.md",
        "addons/a/static/description/icon.png",
        "addons/a/i18n/hu.po",
    ]
    bad = _tree(tmp_path, without=parts)
    assert list(violations(bad)) == [f"{part} is missing or empty" for part in parts]


def test_an_untranslated_term_is_found(tmp_path):
    bad = _tree(tmp_path, translation="")
    assert list(violations(bad)) == ["addons/a/i18n/hu.po:1: not translated: A"]
