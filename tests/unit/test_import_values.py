"""Canonical forms of everything that is not a tax number, worked out by hand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from import_engine import kind_of, same_value, stored_identity
from import_engine.codes import EXTRA_PHONE, INVALID_PHONE
from import_engine.country import ISO_CODES, parse_country
from import_engine.email_address import parse_email
from import_engine.legal_form import has_legal_form
from import_engine.phone import Phone, by_library, e164, international, parse_phone
from import_engine.postcode import parse_zip
from import_engine.registry_number import parse_registry_number
from import_engine.value_list import parse_list


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("01-09-123456", "01-09-123456"),
        ("Cg. 09-09-938428", "09-09-938428"),
        ("cg.20 10 123456", "20-10-123456"),
        ("Cg 0109123456", "01-09-123456"),
        ("01/09/123456", "01-09-123456"),
        ("01–09–123456", "01-09-123456"),
        ("00-09-123456", ""),
        ("21-09-123456", ""),
        ("01-09-12345", ""),
        ("01-09-1234567", ""),
        ("folyamatban", ""),
        ("HRB 12345", ""),
    ],
)
def test_registry_number(text, expected):
    assert parse_registry_number(text) == expected


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("+36301318609", Phone("+36 30 131 8609")),
        ("06-70/482-1993", Phone("+36 70 482 1993")),
        ("20/319-4875", Phone("+36 20 319 4875")),
        ("0036204595711", Phone("+36 20 459 5711")),
        ("+36 (30) 379 9075", Phone("+36 30 379 9075")),
        ("06 1 234 5678", Phone("+36 1 234 5678")),
        ("(06-52) 123-456", Phone("+36 52 123 456")),
        ("+49 30 123456", Phone("+49 30 123456")),
        ("2345678", Phone(warnings=(INVALID_PHONE,))),
        ("123", Phone(warnings=(INVALID_PHONE,))),
        ("nincs", Phone()),
        ("", Phone()),
        (
            "+36 (20) 311 4402, 06 1 234 5678",
            Phone("+36 20 311 4402", ("+36 1 234 5678",), (EXTRA_PHONE,)),
        ),
        (
            "+36708378710 / 06 1 234 5678",
            Phone("+36 70 837 8710", ("+36 1 234 5678",), (EXTRA_PHONE,)),
        ),
        (
            "mellék 12;06 1 234 5678\n06301318609",
            Phone("+36 1 234 5678", ("mellék 12", "+36 30 131 8609"), (EXTRA_PHONE,)),
        ),
        ("12 / 34", Phone("", ("12", "34"), (EXTRA_PHONE, INVALID_PHONE))),
        # the same number twice is no further number, but more than one part
        ("06301318609; +36 30 131 8609", Phone("+36 30 131 8609", (), (EXTRA_PHONE,))),
        # a part that says nothing is none
        ("06301318609; -", Phone("+36 30 131 8609")),
    ],
)
def test_phone(raw, expected):
    assert parse_phone(raw, "HU") == expected


def test_a_phone_is_read_by_the_sources_country():
    assert parse_phone("030 123456", "DE") == Phone("+49 30 123456")
    assert parse_phone("030 123456") == Phone(warnings=(INVALID_PHONE,))


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("+36 30 131 8609", "+36301318609"),
        ("+1 202-555-0123", "+12025550123"),
        ("+36 1 234 5678 ext. 12", "+3612345678"),
        ("mellék 12", "mellék 12"),
    ],
)
def test_e164(value, expected):
    assert e164(value) == expected


@given(
    st.sampled_from(["", "+36", "0036", "06", "36", "+"]),
    st.sampled_from(["1", "20", "30", "70", "52", "21", "80", "90", "36", "06", ""]),
    st.text("0123456789 /-()", max_size=12),
)
def test_the_short_cut_says_what_the_library_says(prefix, area, rest):
    assert international(prefix + area + rest, "HU") == by_library(prefix + area + rest, "HU")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("INFO@Pelda.Example.HU", "info@pelda.example.hu"),
        ("á@b.hu", "á@b.hu"),
        ("x@y", ""),
        ("info@", ""),
        ("@a.hu", ""),
        ("a@b@c.hu", ""),
        ("a b@c.hu", ""),
        ("Név <x@y.hu>", ""),
        ("a@b.hu;c@d.hu", ""),
        ("a@b.hu,c@d.hu", ""),
        ("a@b..hu", ""),
        ("a@.hu", ""),
        ("a@hu.", ""),
        ("nincs email", ""),
    ],
)
def test_email(text, expected):
    assert parse_email(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1011", "1011"),
        ("H-2929", "2929"),
        ("h-2929", "2929"),
        ("HU-2929", "2929"),
        ("H-29290", "H-29290"),
        ("A-1010", "A-1010"),
        ("SW1A 1AA", "SW1A 1AA"),
    ],
)
def test_zip(text, expected):
    assert parse_zip(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("HU", "HU"),
        ("hu", "HU"),
        ("HUN", "HU"),
        ("MAGYARORSZÁG", "HU"),
        ("magyarorszag", "HU"),
        ("hungary", "HU"),
        ("Ausztria", "AT"),
        ("Németország", "DE"),
        ("Egyesült Királyság", "GB"),
        ("UK", "GB"),
        ("USA", "US"),
        ("Cseh Köztársaság", "CZ"),
        ("Bosnia and Herzegovina", "BA"),
        ("Bosznia-Hercegovina", "BA"),
        ("XX", ""),
        ("Ruritánia", ""),
    ],
)
def test_country(text, expected):
    assert parse_country(text) == expected


def test_every_code_is_its_own_country():
    assert len(ISO_CODES) == 250
    assert all(parse_country(code.lower()) == code for code in ISO_CODES)


@pytest.mark.parametrize(
    "name",
    [
        "Kiss KFT 5",
        "Kiss Kft.",
        "Tóth és Társa Bt",
        "Alfa Zrt.",
        "Béta Nyrt",
        "Gamma Kkt. 3",
        "Müller GmbH",
        "Muster AG",
        "Alfa s.r.o.",
        "Beta Sp. z o.o.",
        "Gamma S.p.A.",
        "Delta d.o.o.",
        "Minta Szövetkezet",
        "Minta Korlátolt Felelősségű Társaság",
        "Acme Ltd",
        "Acme, Inc.",
    ],
)
def test_companies_by_name(name):
    assert has_legal_form(name)


@pytest.mark.parametrize(
    "name", ["Kiss József 8", "Báthory Anna", "Kiftné Aranka", "Sas Éva", "Ag Ede"]
)
def test_persons_by_name(name):
    assert not has_legal_form(name)


def test_list():
    assert parse_list(" VIP; nagyker,VIP | - \nexport") == "VIP; nagyker; export"
    assert parse_list("") == ""


@pytest.mark.parametrize(
    ("target", "kind"),
    [
        ("name", "text"),
        ("contact.phone", "phone"),
        ("delivery.country", "country"),
        ("bank.acc_number", "bank"),
        ("vat", "vat"),
        ("contact.vat", "text"),
        ("category", "list"),
    ],
)
def test_kind_of_target(target, kind):
    assert kind_of(target) == kind


@pytest.mark.parametrize(
    ("target", "left", "right", "same"),
    [
        ("phone", "06 30 131 8609", "+36 30 131 8609", True),
        ("phone", "06 30 131 8609", "+36 30 131 8600", False),
        ("vat", "12345676242", "12345676-2-42", True),
        ("vat", "HU12345676", "12345676-2-42", False),
        ("company_registry", "Cg. 01-09-123456", "01-09-123456", True),
        ("email", "Info@X.hu", "info@x.hu", True),
        ("zip", "H-1011", "1011", True),
        ("country", "HU", "Magyarország", True),
        ("name", "Kiss  Kft.", "Kiss Kft.", True),
        ("name", "KISS Kft.", "Kiss Kft.", False),
    ],
)
def test_same_value(target, left, right, same):
    assert same_value(target, left, right, "HU") is same


def test_a_stored_partner_is_found_by_the_rules_of_rows():
    values = {
        "name": " Kiss  Kft. ",
        "vat": "12345676242",
        "company_registry": "Cg. 0109123456",
        "email": "Info@Kiss.example.hu",
        "phone": "06-30/131-8609",
        "code": "V1",
    }
    found = stored_identity(values, "HU")
    assert (found.vat, found.vat_key) == ("12345676-2-42", "12345676")
    assert (found.registry, found.registry_key) == ("01-09-123456", "01-09-123456")
    assert (found.name, found.email) == ("Kiss Kft.", "info@kiss.example.hu")
    assert (found.phone, found.code) == ("+36301318609", "V1")


def test_a_stored_hungarian_number_is_one_in_any_country():
    found = stored_identity({"vat": "12345676-2-42", "country": "AT"}, "HU")
    assert found.vat_key == "12345676"


def test_a_stored_number_that_is_wrong_is_text():
    found = stored_identity({"vat": "12345678-2-42", "company_registry": "HRB 1"}, "HU")
    assert (found.vat, found.vat_key) == ("12345678-2-42", "")
    assert (found.registry, found.registry_key) == ("HRB 1", "")
