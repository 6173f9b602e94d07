"""Exact prices on documents that count in the smallest unit of a currency."""

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

from .numbers import HUNDRED, Number, exact, rounded

# so close to half a unit, binary arithmetic may round to the wrong side
NEARLY_HALF = Fraction(499, 1000)


def part_amount(
    net_unit_price: Number, quantity_so_far: Number, amount_before: Decimal, step: Decimal
) -> Decimal:
    """The amount of an invoice for part of a line, so that all parts add up to the line.

    `quantity_so_far` includes this part, `amount_before` is what was invoiced before it; `step`
    is the smallest unit of the currency.
    """
    return rounded(exact(net_unit_price) * exact(quantity_so_far), step) - amount_before


def shown_amounts(amounts: Sequence[Number], step: Decimal) -> tuple[Decimal, ...]:
    """Amounts in whole units of a currency that add up to their rounded sum.

    The largest takes the difference, of several the first.
    """
    shown = [rounded(amount, step) for amount in amounts]
    if not shown:
        return ()
    largest = max(range(len(shown)), key=lambda place: abs(exact(amounts[place])))
    whole = rounded(sum(map(exact, amounts)), step)
    shown[largest] += whole - sum(shown)
    return tuple(shown)


def percent_for(listed: Number, net_amount: Number, step: Decimal, digits: int = 10) -> Decimal:
    """The discount in percent that makes `listed` come to the rounded `net_amount`.

    `listed` is the undiscounted amount of the whole line, not 0. The exact percentage where it
    does so by a safe margin; where half a unit decides, the one that aims at the rounded amount
    itself, so that binary arithmetic on its last digits changes nothing.
    """
    listed, net_amount = exact(listed), exact(net_amount)
    wanted = rounded(net_amount, step)
    place = Decimal(1).scaleb(-digits)
    percent = rounded((listed - net_amount) / listed * HUNDRED, place)
    reached = listed * (HUNDRED - exact(percent)) / HUNDRED
    if abs(reached - exact(wanted)) < NEARLY_HALF * exact(step):
        return percent
    return rounded((listed - exact(wanted)) / listed * HUNDRED, place)
