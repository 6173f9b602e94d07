"""The short cuts of exact numbers give what fractions give."""

import operator
from fractions import Fraction

import pytest
from discount_engine.numbers import exact
from discount_engine.ratio import Ratio
from hypothesis import given
from hypothesis import strategies as st

ARITHMETIC = (operator.add, operator.sub, operator.mul, operator.truediv)
COMPARING = (operator.lt, operator.le, operator.gt, operator.ge, operator.eq, operator.ne)
numbers = st.fractions(max_denominator=10_000)


@given(numbers, numbers)
def test_between_two_ratios(one, other):
    for operation in ARITHMETIC:
        if other or operation is not operator.truediv:
            result = operation(exact(one), exact(other))
            assert result == operation(one, other)
            assert hash(result) == hash(operation(one, other))
            assert result.as_integer_ratio() == operation(one, other).as_integer_ratio()
    for operation in COMPARING:
        assert operation(exact(one), exact(other)) == operation(one, other)
    if other:
        assert exact(one) // exact(other) == one // other


@given(numbers, st.integers())
def test_with_other_numbers(one, whole):
    for operation in (*ARITHMETIC, *COMPARING, operator.floordiv):
        if whole or operation not in (operator.truediv, operator.floordiv):
            assert operation(exact(one), whole) == operation(one, whole)
            assert operation(whole, exact(one)) == operation(whole, one) if one else True


def test_results_stay_fast():
    assert type(exact(1) / exact(3) - exact(2) * exact(5) + exact(1)) is Ratio


@pytest.mark.parametrize("divide", [operator.truediv, operator.floordiv])
def test_nothing_divides_by_zero(divide):
    with pytest.raises(ZeroDivisionError):
        divide(exact(1), exact(0))


def test_a_ratio_is_a_fraction():
    assert isinstance(exact(1), Fraction)
    assert exact(0.1) == Fraction(1, 10)
