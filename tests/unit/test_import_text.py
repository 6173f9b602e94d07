"""Text as it is kept and compared; what counts as no value; what goes out harmless."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from import_engine import neutralise
from import_engine.text import clean_text, fold, is_no_value, tidy

# what has meaning to the rules comes up often
cells = st.text(st.sampled_from(" \t\r\n\0'=+-@aÁ\u00a0\u0301x0/") | st.characters(codec="utf-8"))


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("  Balogh  István  1 ", "Balogh István 1"),
        ("Fő\u00a0utca\t1.\r\n2. emelet", "Fő utca 1. 2. emelet"),
        ("Sza\u0301z", "Száz"),
        ("a\0b", "ab"),
        ("'+36 30 131 8609", "+36 30 131 8609"),
        ("'=1+1", "=1+1"),
        ("'\tKiss", "Kiss"),
        ("'s-Hertogenbosch", "'s-Hertogenbosch"),
    ],
)
def test_clean_text(raw, text):
    assert clean_text(raw) == text


@pytest.mark.parametrize(
    "raw", ["", "  ", "-", "??", "--- . ---", "nincs", "NINCS", " N/A ", "none", "Null", "x", "X"]
)
def test_no_value(raw):
    assert tidy(raw) == ""


@pytest.mark.parametrize("raw", ["0", "nincs email", "xx", "Ismeretlen Ismerős", "½", "ő"])
def test_a_value(raw):
    assert tidy(raw) == raw


def test_the_word_for_unknown_is_no_value():
    assert is_no_value("ISMERETLEN")


@pytest.mark.parametrize(
    ("left", "right"), [("KISS ÁRPÁD", "Kiss Arpad"), ("Weiß", "WEISS"), ("İzmir", "izmir")]
)
def test_case_and_accents_do_not_count(left, right):
    assert fold(left) == fold(right)


@given(cells)
def test_cleaning_twice_is_cleaning_once(raw):
    assert clean_text(clean_text(raw)) == clean_text(raw)
    assert tidy(tidy(raw)) == tidy(raw)


@given(cells)
def test_what_goes_out_is_harmless_and_comes_back_the_same(raw):
    out = neutralise(raw)
    assert not out.startswith(("=", "+", "-", "@", "\t", "\r", "\n"))
    assert clean_text(out) == clean_text(raw)
