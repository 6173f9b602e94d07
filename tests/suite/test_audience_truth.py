"""Audiences select whom they should, by every figure: held against SQL written apart from them.

By default on a small world. The large one, by hand (some ten minutes):
`AUDIENCE_TRUTH=200000,500000 ./dev test tests/suite/test_audience_truth.py`
"""

import json
import os

import pytest

from tests.helpers import databases

SCRIPT = "from tests.suite.audience_truth import report\nreport.run(env, {}, {})\n"
SIZE = os.environ.get("AUDIENCE_TRUTH", "1000,4000").split(",")
METRICS = {
    "order_count", "order_amount", "order_margin", "order_average", "days_since_order",
    "days_since_first_order", "bought_product", "bought_category", "overdue_amount", "balance",
    "payment_delay_days", "opportunity_count", "contacted_days", "received_campaign", "responded",
    "distance_km", "registered_event", "answered_survey", "rfm_segment",
}  # fmt: skip
SPOILT = """
from tests.suite.audience_truth import figures
figures.SQL["order_count"] = figures.SQL["order_count"].replace("'sale'", "'cancel'")
"""


def _report(script, size):
    with databases.copy_of(databases.template(("crm_campaign_hu",))) as name:
        lines = databases.shell(name, script.format(*size)).splitlines()
    return json.loads(lines[-1])


@pytest.fixture(scope="module")
def report():
    found = _report(SCRIPT, SIZE)
    print(found["times"])  # noqa: T201 - the figures of a run by hand
    return found


def test_every_figure_selects_whom_it_should(report):
    assert report["differences"] == []
    assert set(report["metrics"]) == METRICS
    assert report["cases"] > 400


def test_the_world_tells_persons_apart(report):
    """A criterion that all or none meet shows little: there are few such."""
    assert report["trivial"] < report["cases"] / 5
    assert report["persons"] > int(SIZE[0]) * 0.9


def test_scores_are_those_of_the_bare_orders(report):
    days = report["rfm"].values()
    assert [day["first"] for day in days] == [[], []]
    assert all(day["scored"] == day["expected"] > 50 for day in days)


def test_a_wrong_figure_is_found():
    found = _report(SPOILT + SCRIPT, (200, 600))["differences"]
    assert found
    assert all("order_count" in text for text in found)
