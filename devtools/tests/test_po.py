"""Reading translation files."""

import pytest

from devtools import po

HEADER = 'msgid ""\nmsgstr ""\n"Language: hu\\n"\n\n'


def _read(tmp_path, text):
    path = tmp_path / "hu.po"
    path.write_text(HEADER + text, encoding="utf-8")
    return po.read(path)


def test_reads_terms_over_several_lines_and_skips_header_and_obsolete_terms(tmp_path):
    entries = _read(
        tmp_path,
        '#. module: a\n#: model:ir.model,name:a.b\nmsgid ""\n"One "\n"two"\n'
        'msgstr "Egy \\"kettő\\""\n\n#~ msgid "Old"\n#~ msgstr "Régi"\n',
    )
    assert [(entry.source, entry.translations) for entry in entries] == [
        ("One two", {"msgstr": 'Egy "kettő"'})
    ]
    assert entries[0].line == 7


def test_reads_plural_and_context(tmp_path):
    (entry,) = _read(
        tmp_path,
        'msgctxt "verb"\nmsgid "%s row"\nmsgid_plural "%s rows"\n'
        'msgstr[0] "%s sor"\nmsgstr[1] "%s sor"\n',
    )
    assert (entry.key, entry.plural) == (("verb", "%s row"), "%s rows")
    assert entry.translations == {"msgstr[0]": "%s sor", "msgstr[1]": "%s sor"}
    assert po.problems([entry], []) == []


def test_terms_without_blank_line_between_them(tmp_path):
    entries = _read(tmp_path, 'msgid "A"\nmsgstr "Á"\nmsgid "B"\nmsgstr "Bé"\n')
    assert [entry.source for entry in entries] == ["A", "B"]


def test_refuses_what_is_no_translation_file(tmp_path):
    with pytest.raises(ValueError, match="line 5: hello"):
        _read(tmp_path, "hello\n")


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ('msgid "A"\nmsgstr ""\n', "not translated: A"),
        ('#, fuzzy\nmsgid "A"\nmsgstr "Á"\n', "translation is marked as unsure (fuzzy): A"),
        ('msgid "A %(x)s"\nmsgstr "Á %(y)s"\n', "placeholders differ: A %(x)s"),
        ('msgid "A %s %s"\nmsgstr "Á %s"\n', "placeholders differ: A %s %s"),
        ('msgid "A {x}"\nmsgstr "Á"\n', "placeholders differ: A {x}"),
    ],
)
def test_finds_what_is_wrong(tmp_path, text, problem):
    assert [message for _line, message in po.problems(_read(tmp_path, text), [])] == [problem]


def test_percent_signs_in_prose_are_no_placeholders(tmp_path):
    entries = _read(tmp_path, 'msgid "27 % of it (5%)"\nmsgstr "27 %-a (5%)"\n')
    assert po.problems(entries, []) == []


def test_terms_of_the_template_must_be_there_and_more_may_be(tmp_path):
    (missing,) = _read(tmp_path, 'msgid "B"\nmsgstr ""\n')
    translated = _read(tmp_path, 'msgid "A"\nmsgstr "Á"\n')
    assert po.problems(translated, [missing]) == [(1, "term is missing: B")]
