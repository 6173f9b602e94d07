"""Exact numbers: what comes in is taken at its decimal value, what goes out is rounded once."""

from decimal import Decimal
from fractions import Fraction

from .ratio import Ratio, reduced

Number = int | float | Decimal | Fraction

ZERO = reduced(0, 1)
ONE = reduced(1, 1)
HUNDRED = reduced(100, 1)
SIX_DECIMALS = Decimal("0.000001")


def exact(number: Number) -> Ratio:
    """The number at its decimal value: the float 33.3 is 333/10.

    Raises ValueError or OverflowError for what is not finite.
    """
    if type(number) is Ratio:
        return number
    if isinstance(number, float):
        number = Decimal(repr(number))
    return reduced(*number.as_integer_ratio())


def rounded(number: Number, step: Decimal) -> Decimal:
    """The number in whole `step`s, halves away from zero.

    `step` is the smallest unit of a currency: `Decimal(1)` for whole forints, `Decimal("0.01")`.
    """
    steps = exact(number) / exact(step)
    whole, rest = divmod(abs(steps.numerator), steps.denominator)
    whole += 2 * rest >= steps.denominator
    return (whole if steps >= ZERO else -whole) * step


def six_decimals(number: Number) -> Decimal:
    """The number as interfaces show exact values: six decimals, halves to the even digit."""
    return round(exact(number) * 10**6) * SIX_DECIMALS
