"""What counts as a missing, a stale and a wrong term."""

import pytest

pytest.importorskip("polib")

from devtools import terms  # noqa: E402

HEADER = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n\n'
MENU = "model:ir.ui.menu,name:shop.menu"
FIELD = "model:ir.model.fields,field_description:shop.field_a"


def _term(place, source, text="", comment=""):
    note = f"#. {comment}\n" if comment else ""
    return f'#. module: shop\n{note}#: {place}\nmsgid "{source}"\nmsgstr "{text}"\n\n'


@pytest.fixture
def tree(tmp_path):
    """Writes an addon `shop` with template and translation, and our own file for it."""

    def write(template, theirs="", ours=""):
        files = {
            "odoo/shop/__manifest__.py": "{}",
            "odoo/shop/i18n/shop.pot": HEADER + template,
            "odoo/shop/i18n/hu.po": HEADER + theirs,
            "addons/crm_suite_hu/i18n_extra/hu/shop.po": HEADER + ours,
        }
        for name, text in files.items():
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        return terms.find("shop", [tmp_path / "none", tmp_path / "odoo"]), tmp_path / "addons"

    return write


def test_missing_is_what_neither_they_nor_we_translate(tree):
    template = "".join(_term(MENU, name) for name in ("Orders", "Sales", "Stock", "%s 12"))
    addon, addons = tree(
        template, _term(MENU, "Orders", "Rendelések"), _term(MENU, "Sales", "Elad")
    )
    found = [entry.msgid for entry in terms.missing(addon, addons, "hu", {"menu"})]
    assert found == ["Stock"], "a term without a word needs no translation"
    assert list(terms.missing(addon, addons, "hu", {"field"})) == []


def test_kinds_tell_where_a_term_shows(tree):
    code = "code:addons/shop/static/src/a.js:0"
    template = _term(MENU, "A") + _term(code, "B", comment="odoo-javascript")
    template += _term("code:addons/shop/models/a.py:0", "C", comment="odoo-python")
    addon, _addons = tree(template + _term("model:shop.kind,name:shop.a", "D"))
    assert [terms.kinds(entry) for entry in addon.template] == [
        {"menu"}, {"web"}, {"python"}, {"data"},
    ]  # fmt: skip


def test_stale_names_what_the_addon_left_behind(tree):
    template = _term(MENU, "Orders") + _term(MENU, "Sales") + _term(FIELD, "Cost")
    theirs = _term(MENU, "Sales", "Eladás") + _term(FIELD, "Cost", "Ár")
    ours = _term(MENU, "Gone", "Elment") + _term(MENU, "Sales", "Értékesítés")
    ours += _term(FIELD, "Cost", "Önköltség", "replaces: Költség")
    addon, addons = tree(template, theirs, ours + _term(MENU, "Orders", "Rendelések"))
    assert dict(terms.stale(addon, addons, "hu")) == {
        "Gone": "no longer in the template",
        "Sales": "translated by the addon now",
        "Cost": "corrects a text that the addon no longer has",
    }


@pytest.mark.parametrize(
    ("source", "text", "wrong"),
    [
        ("%(count)s of %s", "%s / %(count)s", []),
        ("%(count)s rows", "%(number)s sor", ["placeholders"]),
        ("100% free", "100%-ban ingyenes", []),
        ("{{ a or 'Order' }}", "{{ a or 'Rendelés' }}", []),
        ("{{ a }}", "{{ b }}", ["placeholders"]),
        ("<b>Go</b>", "Menj", ["tags"]),
        ('<i class="fa" title="Home"/>', '<i class="fa" title="Kezdőlap"/>', []),
        ("a <me@example.com>", "egy <en@pelda.hu>", []),
        ("Name: ", "Név:", ["blanks at the ends"]),
    ],
)
def test_what_a_translation_must_keep(source, text, wrong):
    assert list(terms.differences(source, text)) == wrong


@pytest.mark.parametrize(
    ("source", "text"),
    [("Orders", True), ("12.50", False), ("<br/>", False), ('<i title="Home"/>', True),
     ("%(count)s", False), ("{{ object.name }}", False)],
)  # fmt: skip
def test_a_text_has_a_word_in_it(source, text):
    assert terms.is_text(source) is text
