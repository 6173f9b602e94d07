"""Uplift, figures and links of campaigns; intervals as Newcombe (1998), table II, prints them."""

import pytest
from campaign_engine import KEYS, Facts, figures, rewritten, uplift, wilson
from hypothesis import given
from hypothesis import strategies as st

#: treated, of; control, of; difference, low, high of method 10
PUBLISHED = [
    (56, 70, 48, 80, 0.2000, 0.0524, 0.3339),
    (9, 10, 3, 10, 0.6000, 0.1705, 0.8090),
    (6, 7, 2, 7, 0.5714, 0.0582, 0.8062),
    (5, 56, 0, 29, 0.0893, -0.0381, 0.1926),
    (0, 10, 0, 20, 0.0000, -0.1611, 0.2775),
    (0, 10, 0, 10, 0.0000, -0.2775, 0.2775),
    (10, 10, 0, 20, 1.0000, 0.6791, 1.0000),
    (10, 10, 0, 10, 1.0000, 0.6075, 1.0000),
]


@pytest.mark.parametrize("row", PUBLISHED)
def test_the_published_intervals(row):
    found = uplift(*row[:4])
    assert (found.difference, found.low, found.high) == pytest.approx(row[4:], abs=0.00006)


def test_without_one_group_there_is_no_uplift():
    assert uplift(0, 0, 3, 10) is None
    assert uplift(3, 10, 0, 0) is None


@pytest.mark.parametrize(("hits", "total"), [(1, 0), (0, 0), (-1, 5), (6, 5)])
def test_what_is_no_rate(hits, total):
    with pytest.raises(ValueError, match="no rate"):
        wilson(hits, total)


def test_wilson_of_a_known_rate():
    # 81 of 263, Newcombe (1998): 0.2553 to 0.3662
    assert wilson(81, 263) == pytest.approx((0.2553, 0.3662), abs=0.00006)


rates = st.integers(1, 5000).flatmap(lambda total: st.tuples(st.integers(0, total), st.just(total)))


@given(rates, rates)
def test_the_interval_holds_the_difference_and_stays_possible(first, second):
    found = uplift(*first, *second)
    assert -1 - 1e-9 <= found.low <= found.difference <= found.high <= 1 + 1e-9


@given(rates, rates)
def test_exchanged_groups_mirror_the_interval(first, second):
    one, other = uplift(*first, *second), uplift(*second, *first)
    assert one.difference == pytest.approx(-other.difference)
    assert (one.low, one.high) == pytest.approx((-other.high, -other.low))


@given(rates)
def test_more_persons_make_it_surer(rate):
    hits, total = rate
    low, high = wilson(hits, total)
    surer_low, surer_high = wilson(hits * 4, total * 4)
    assert surer_high - surer_low <= high - low + 1e-9


def test_figures():
    facts = Facts(
        planned=40, sent=30, delivered=28, opened=20, responded=8, opportunities=3, offers=4,
        orders=2, invoiced=1500.004, margin=900.0, cost=300.0, direct=2000.0, influenced=700.0,
        treated=30, treated_buyers=9,
    )  # fmt: skip
    found = figures(facts, 10, 3)
    assert tuple(found) == KEYS
    assert (found["cost_per_response"], found["cost_per_order"]) == (37.5, 150.0)
    assert (found["roi"], found["invoiced"]) == (2.0, 1500.0)
    assert found["uplift"] == 0.0
    assert found["uplift_low"] < 0 < found["uplift_high"]


def test_what_cannot_be_said_is_false():
    found = figures(Facts(), 0, 0)
    unsaid = ("cost_per_response", "cost_per_order", "roi", "uplift", "uplift_low", "uplift_high")
    assert [found[name] for name in unsaid] == [False] * 6
    assert all(found[name] == 0 for name in KEYS if name not in unsaid)


def test_links_are_replaced_and_others_stay():
    html = (
        '<a class="x" href="https://bolt.example/a?b=1&amp;c=2">A</a>'
        "<A HREF='http://bolt.example/'>B</A>"
        '<a href="mailto:a@bolt.example">C</a><a name="top">D</a><img src="https://bolt.example/i"/>'
    )
    seen = []

    def replace(address):
        seen.append(address)
        return "https://r.example/?x=1&y=2" if "?" in address else None

    assert rewritten(html, replace) == html.replace(
        "https://bolt.example/a?b=1&amp;c=2", "https://r.example/?x=1&amp;y=2"
    )
    assert seen == ["https://bolt.example/a?b=1&c=2", "http://bolt.example/"]
