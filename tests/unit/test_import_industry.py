"""Industries by code and by name."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from import_engine.industry import Industry, parse_industry


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("4690", Industry("4690")),
        ("46.90", Industry("4690")),
        (
            "4690 Vegyes termékkörű nagykereskedelem",
            Industry("4690", "Vegyes termékkörű nagykereskedelem"),
        ),
        ("46.90 - Vegyes", Industry("4690", "Vegyes")),
        ("4690: Vegyes", Industry("4690", "Vegyes")),
        # a sole trader's code goes on where the class ends
        ("469001", Industry("4690")),
        ("TEÁOR 4690", Industry("4690")),
        ("TEÁOR'25 4690", Industry("4690")),
        ("TEÁOR'08: 4690 Vegyes", Industry("4690", "Vegyes")),
        ("teaor: 46", Industry("46")),
        ("TEÁOR 25", Industry("25")),
        ("NACE 62.10", Industry("6210")),
        ("46", Industry("46")),
        # names that begin with digits
        ("24 órás szolgáltatás", Industry(name="24 órás szolgáltatás")),
        ("12345", Industry(name="12345")),
        ("1234567", Industry(name="1234567")),
        ("Nagykereskedelem", Industry(name="Nagykereskedelem")),
    ],
)
def test_industry(text, expected):
    assert parse_industry(text) == expected


@given(st.integers(0, 9999), st.text("abcáé", max_size=9))
def test_code_and_name_are_read_again_as_they_are_written(code, name):
    assert parse_industry(f"{code:04} {name}".strip()) == Industry(f"{code:04}", name)
