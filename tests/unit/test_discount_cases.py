"""The 63 worked orders, reasons included, to all six decimals of the file."""

from decimal import Decimal

import pytest
from discount_engine import evaluate, six_decimals

from . import discount_cases

CASES = discount_cases.load()


def _shown(line):
    return {
        "net_amount": six_decimals(line.net_amount),
        "discount_amount": six_decimals(line.discount_amount),
        "applied": [
            {"code": each.code, "amount": six_decimals(each.amount)} for each in line.applied
        ],
        "rejected": [{"code": each.code, "reason": each.text} for each in line.rejected],
    }


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_case(case):
    outcome = evaluate(discount_cases.order_of(case), discount_cases.book_of(case), explain=True)
    expected = case["expected"]
    assert [_shown(line) for line in outcome.lines] == expected["lines"]
    assert six_decimals(outcome.net_total) == Decimal(expected["net_total"])


def test_all_cases_are_there():
    assert len(CASES) == 63
