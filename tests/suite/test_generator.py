"""The data generator writes the rows that the ORM would have written, column by column."""

import json

import pytest

from tests.helpers import databases

SCRIPT = "from tests.suite import generated\ngenerated.report(env)\n"
SPOILT = """
from tests.helpers.generator import customers
from odoo.tools import SQL
values = customers._values
customers._values = lambda *a: values(*a) | {"email_normalized": SQL("g.email || '?'")}
"""


def _report(script=SCRIPT):
    with databases.copy_of(databases.template()) as name:
        return json.loads(databases.shell(name, script).splitlines()[-1])


@pytest.fixture(scope="module")
def report():
    return _report()


def test_as_many_as_asked(report):
    customers, orders, lines = report["made"]
    assert (customers, lines) == (60, 120)
    assert report["found"] == [60, orders, 120]


def test_every_kind_of_customer_and_order_is_there(report):
    assert report["kinds"] == [["company", False], ["person", False], ["person", True]]
    assert report["states"] == ["cancel", "draft", "sale"]


def test_rows_are_those_of_the_orm(report):
    assert report["differences"] == []


def test_numbers_of_orders_go_on(report):
    assert report["names_follow"]


def test_odoo_goes_on_with_what_was_generated(report):
    assert report["works"] == ["sale", True, True, ["Új utca 1."]]


def test_a_column_that_is_wrong_is_found():
    differences = _report(SPOILT + SCRIPT)["differences"]
    assert len(differences) == 60
    assert all("email_normalized is" in text for text in differences)
