"""What the data generator draws, before any database."""

import random
from collections import Counter
from datetime import date

import pytest

from tests.helpers.generator import people, spread, trade


@pytest.fixture(scope="module")
def customers():
    return list(people.customers(random.Random(1), 2000))


@pytest.fixture(scope="module")
def orders():
    drawn = trade.orders(random.Random(1), 20_000, customers=1000, products=100, sellers=3,
                         until=date(2026, 10, 31))  # fmt: skip
    return list(drawn)


def test_the_same_seed_draws_the_same(customers):
    assert list(people.customers(random.Random(1), 2000)) == customers
    assert list(people.customers(random.Random(2), 2000)) != customers


def test_tax_numbers_are_valid_and_all_different():
    numbers = [people.tax_number(index, "41") for index in range(20_000)]
    assert len(set(numbers)) == 20_000
    for number in numbers[:50]:
        digits = [int(digit) for digit in number[:8]]
        # 9*a + 7*b + 3*c + 1*d + 9*e + 7*f + 3*g + check must end in 0
        assert sum(d * w for d, w in zip(digits, (9, 7, 3, 1, 9, 7, 3, 1), strict=True)) % 10 == 0


def test_the_first_tax_number_by_hand():
    # 1000000: 9*1 = 9, so the check digit is 1
    assert people.tax_number(0, "02") == "10000001-2-02"


def test_contacts_share_their_firms_address_and_tax_number(customers):
    contacts = [c for c in customers if c.kind == "contact"]
    assert 200 < len(contacts) < 600
    for contact in contacts:
        firm = customers[contact.parent]
        assert firm.kind == "company"
        assert (contact.zip, contact.street, contact.vat) == (firm.zip, firm.street, firm.vat)


def test_e_mail_addresses_are_plain_and_all_different(customers):
    addresses = [c.email for c in customers]
    assert len(set(addresses)) == len(addresses)
    assert all(address.isascii() and address.endswith(".example") for address in addresses)


def test_a_slug_by_hand():
    assert people.slug("Öllős-Tégla Építő Kft.") == "ollos.tegla.epito.kft"


def test_exactly_the_lines_that_were_asked_for(orders):
    assert sum(len(order.lines) for order in orders) == 20_000
    assert [order.number for order in orders] == list(range(len(orders)))


def test_few_customers_buy_most(orders):
    counts = sorted(Counter(order.customer for order in orders).values(), reverse=True)
    assert sum(counts[:100]) > 0.5 * len(orders)
    assert len(counts) > 500


def test_workdays_and_summer(orders):
    moments = [order.moment for order in orders]
    assert moments == sorted(moments)
    assert not [m for m in moments if m.weekday() == 6]
    months = Counter(m.month for m in moments)
    assert months[6] > 2 * months[1]
    assert max(moments).date() < date(2026, 10, 31)


def test_old_orders_are_no_offers_any_more(orders):
    young = date(2026, 10, 31).toordinal() - trade.OPEN_DAYS
    assert {order.state for order in orders} == {"sale", "cancel", "draft"}
    assert all(o.moment.toordinal() > young for o in orders if o.state == "draft")


def test_zipf_by_hand():
    weighted = spread.zipf(random.Random(1), 3, 1.0)
    # 1, 1/2, 1/3 added up
    assert weighted.sums == pytest.approx([1, 1.5, 11 / 6])
