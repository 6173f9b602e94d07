"""Planted doubles share something with their original; look-alikes are somebody else."""

import random

from tests.helpers.generator import doubles

ORIGINALS = [
    {
        "id": number,
        "name": name,
        "is_company": name.endswith("Kft."),
        "lastname": name.split()[0],
        "firstname": name.split()[1],
        "zip": "9021",
        "city": "Győr",
        "street": f"Petőfi Sándor utca {number}.",
        "phone": f"+36 30 123 {number:04d}",
        "email": f"a{number}@vevo.example",
    }
    for number, name in enumerate(["Szabó Zoltán", "Kőris-Tégla Építő Kft."] * 100)
]


def digits(phone):
    return phone.replace(" ", "").removeprefix("+36").removeprefix("0036").removeprefix("06")


def test_doubles_keep_a_telephone_an_e_mail_or_an_address():
    drawn = list(doubles.draw(random.Random(1), ORIGINALS, []))
    assert [row.original for row in drawn] == list(range(200))
    for row, original in zip(drawn, ORIGINALS, strict=True):
        values = row.values
        shared = (
            digits(values["phone"]) == digits(original["phone"]),
            values["email"] == original["email"],
            values["zip"] == original["zip"] and str(original["id"]) in values["street"],
        )
        assert row.is_double and any(shared), values
    assert sum(a.values["name"] != b["name"] for a, b in zip(drawn, ORIGINALS, strict=True)) > 150


def test_lookalikes_have_another_name_at_the_same_place():
    for row in doubles.draw(random.Random(2), [], ORIGINALS):
        original = ORIGINALS[row.original]
        assert not row.is_double
        assert row.values["name"] != original["name"]
        assert row.values["street"] == original["street"]
        assert row.values["email"] != original["email"]


def test_the_same_seed_draws_the_same():
    one, other = (list(doubles.draw(random.Random(3), ORIGINALS, [])) for _time in range(2))
    assert one == other
