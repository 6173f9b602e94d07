"""Rhythm, silence and trends of customers."""

from datetime import date, timedelta

import pytest
from card_engine import (
    change,
    delay_trend,
    has_stopped,
    order_trend,
    rhythm,
    silence,
    stopped_trend,
    turnover_trend,
    window_sums,
)
from hypothesis import given
from hypothesis import strategies as st

TODAY = date(2026, 6, 15)
DAYS = st.dates(date(2020, 1, 1), TODAY)
AMOUNTS = st.dictionaries(DAYS, st.integers(0, 10**6), max_size=40)


def ago(*days):
    return [TODAY - timedelta(days=day) for day in days]


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        ([], None),
        (ago(10, 20), None),
        (ago(30, 20, 10), 10),
        # the same day twice is once
        (ago(30, 30, 20, 10, 10), 10),
        # one long pause changes nothing
        (ago(200, 30, 20, 10), 10),
        (ago(3, 2, 1), 1),
    ],
)
def test_rhythm(days, expected):
    assert rhythm(days) == expected


@given(st.lists(DAYS, max_size=30))
def test_the_order_of_days_does_not_matter(days):
    usual = rhythm(days)
    assert usual == rhythm(list(reversed(days)))
    if usual is not None:
        ordered = sorted(set(days))
        assert 1 <= usual <= (ordered[-1] - ordered[0]).days


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        # every 10 days: stopped after 40 days and more, not on the fortieth
        (ago(60, 50, 40), False),
        (ago(61, 51, 41), True),
        # every 100 days: after twice as many
        (ago(400, 300, 200), False),
        (ago(401, 301, 201), True),
        # no rhythm, nothing to stop
        (ago(900, 800), False),
        ([], False),
    ],
)
def test_stopped(days, expected):
    assert has_stopped(days, TODAY) is expected


def test_silence():
    assert silence([], TODAY) is None
    assert silence(ago(7, 5), TODAY) == 5


def test_windows_end_today_and_do_not_overlap():
    amounts = dict(
        zip(ago(0, 89, 90, 179, 180, 365, 454, 455), (1, 2, 4, 8, 16, 32, 64, 128), strict=True)
    )
    assert window_sums(amounts, TODAY) == (3, 12, 96)


@given(AMOUNTS)
def test_windows_are_parts_of_the_whole(amounts):
    assert sum(window_sums(amounts, TODAY)) <= sum(amounts.values())


def test_turnover_against_a_year_before_else_against_the_days_before():
    year = dict(zip(ago(1, 366, 100), (660, 1000, 5), strict=True))
    assert turnover_trend(year, TODAY) == (
        "turnover_down",
        {"percent": 34, "days": 90, "than": "year"},
    )
    fresh = dict(zip(ago(1, 100), (300, 100), strict=True))
    assert turnover_trend(fresh, TODAY) == (
        "turnover_up",
        {"percent": 200, "days": 90, "than": "before"},
    )


def test_small_changes_and_no_past_are_not_worth_a_word():
    assert turnover_trend(dict(zip(ago(1, 366), (91, 100), strict=True)), TODAY) is None
    assert turnover_trend(dict(zip(ago(1), (91,), strict=True)), TODAY) is None
    assert turnover_trend({}, TODAY) is None


@given(AMOUNTS)
def test_down_is_never_more_than_all(amounts):
    code, params = turnover_trend(amounts, TODAY) or ("", {})
    if code == "turnover_down":
        assert 10 <= params["percent"] <= 100


@pytest.mark.parametrize(
    ("silent", "usual", "expected"),
    [
        (None, None, ("no_order", {})),
        (8, None, ("last_order", {"days": 8})),
        (41, 12, ("order_late", {"days": 41, "rhythm": 12})),
        (18, 12, ("orders_on_time", {"days": 18, "rhythm": 12})),
        (19, 12, ("order_late", {"days": 19, "rhythm": 12})),
        # who orders daily is not late after a day off
        (2, 1, ("orders_on_time", {"days": 2, "rhythm": 1})),
    ],
)
def test_orders(silent, usual, expected):
    assert order_trend(silent, usual) == expected


def test_payments():
    assert delay_trend(12.4, 3.0) == ("pays_later", {"days": 12, "before": 3})
    assert delay_trend(-1.0, 3.0) == ("pays_sooner", {"days": -1, "before": 3})
    assert delay_trend(5.0, 3.0) is None
    assert delay_trend(None, 3.0) is None
    assert delay_trend(5.0, None) is None


def test_change_and_stopped():
    assert change(150, 100) == 50
    assert change(150, 0) is None
    assert change(150, -3) is None
    assert stopped_trend(0) is None
    assert stopped_trend(2) == ("stopped_products", {"count": 2})
