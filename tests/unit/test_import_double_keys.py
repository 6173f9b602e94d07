"""What of a customer is held against others, whatever way it is written."""

import pytest
from import_engine.double_keys import (
    DoubleKeys,
    address_keys,
    double_keys,
    email_keys,
    name_key,
    phone_key,
)


@pytest.mark.parametrize(
    "name",
    [
        "Kőris Építőanyag Kft.",
        "KŐRIS ÉPÍTŐANYAG KFT",
        "Koris Epitoanyag Korlátolt Felelősségű Társaság",
        "Építőanyag-Kőris kft.",
    ],
)
def test_ways_to_write_a_firm_are_one(name):
    assert name_key(name) == "epitoanyag koris"


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Kiss János e.v.", "janos kiss"),
        ("Kiss János egyéni vállalkozó", "janos kiss"),
        ("dr. Kovács Éva", "eva kovacs"),
        ("Slovstav s.r.o.", "slovstav"),
        # nothing is left of it: it is the name all the same
        ("Kft.", "kft"),
        ("", ""),
    ],
)
def test_names(name, key):
    assert name_key(name) == key


@pytest.mark.parametrize(
    ("street", "keys"),
    [
        ("Kossuth Lajos utca 12/A. 2. em. 3.", ("kossuth lajos", "12")),
        ("KOSSUTH LAJOS U. 12", ("kossuth lajos", "12")),
        ("1956-os tér 3.", ("1956 os", "3")),
        ("Fő tér", ("fo", "")),
        ("Utca 5", ("utca", "5")),
        ("", ("", "")),
    ],
)
def test_addresses(street, keys):
    assert address_keys(street) == keys


@pytest.mark.parametrize(
    ("email", "keys"),
    [
        ("Info@Koris.example", ("info@koris.example", "koris.example")),
        # of a provider's customers each has a mailbox, but not one of these
        ("kiss.janos@gmail.com", ("kiss.janos@gmail.com", "")),
        ("info@gmail.com", ("", "")),
        ("iroda@freemail.hu", ("", "")),
        ("nobody", ("", "")),
    ],
)
def test_mailboxes(email, keys):
    assert email_keys(email) == keys


@pytest.mark.parametrize(
    ("phone", "key"),
    [
        ("06 30 131 8609", "+36301318609"),
        ("+36 (30) 131-8609", "+36301318609"),
        ("0036301318609", "+36301318609"),
        # not valid, but two such numbers end alike
        ("123456789012", "56789012"),
        ("12345", ""),
    ],
)
def test_telephones(phone, key):
    assert phone_key(phone, "HU") == key


def test_a_customer():
    values = {"name": "Kiss Kft.", "zip": "H-9021", "street": "Fő u. 5.", "phone": False}
    assert double_keys(values) == DoubleKeys("kiss", "9021", "fo", "5")
