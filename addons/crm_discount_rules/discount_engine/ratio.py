"""Fractions that reckon fast among themselves.

`fractions.Fraction` spends most of its time on finding out what the other number is. Pricing an
order takes some hundred thousand operations, nearly all between two of these.
"""

from fractions import Fraction
from math import gcd


class Ratio(Fraction):
    """A Fraction in all respects; with another Ratio it takes a short cut and gives a Ratio."""

    __slots__ = ()

    def __add__(self, other):
        if type(other) is not Ratio:
            return super().__add__(other)
        mine, its = self._denominator, other._denominator
        if mine == its:
            return reduced(self._numerator + other._numerator, mine)
        return reduced(self._numerator * its + other._numerator * mine, mine * its)

    def __sub__(self, other):
        if type(other) is not Ratio:
            return super().__sub__(other)
        mine, its = self._denominator, other._denominator
        if mine == its:
            return reduced(self._numerator - other._numerator, mine)
        return reduced(self._numerator * its - other._numerator * mine, mine * its)

    def __mul__(self, other):
        if type(other) is not Ratio:
            return super().__mul__(other)
        return reduced(self._numerator * other._numerator, self._denominator * other._denominator)

    def __truediv__(self, other):
        if type(other) is not Ratio:
            return super().__truediv__(other)
        over, under = self._numerator * other._denominator, self._denominator * other._numerator
        return reduced(over, under) if under > 0 else super().__truediv__(other)

    def __floordiv__(self, other):
        if type(other) is not Ratio:
            return super().__floordiv__(other)
        return self._numerator * other._denominator // (self._denominator * other._numerator)

    def __lt__(self, other):
        if type(other) is not Ratio:
            return super().__lt__(other)
        return self._numerator * other._denominator < other._numerator * self._denominator

    def __le__(self, other):
        if type(other) is not Ratio:
            return super().__le__(other)
        return self._numerator * other._denominator <= other._numerator * self._denominator

    def __gt__(self, other):
        if type(other) is not Ratio:
            return super().__gt__(other)
        return self._numerator * other._denominator > other._numerator * self._denominator

    def __ge__(self, other):
        if type(other) is not Ratio:
            return super().__ge__(other)
        return self._numerator * other._denominator >= other._numerator * self._denominator


def reduced(numerator: int, denominator: int) -> Ratio:
    """The quotient of two whole numbers in lowest terms; the denominator is above zero."""
    # Fraction's own constructor and properties would cost more than the arithmetic
    ratio = object.__new__(Ratio)
    if denominator != 1:
        common = gcd(numerator, denominator)
        if common != 1:
            numerator //= common
            denominator //= common
    ratio._numerator = numerator
    ratio._denominator = denominator
    return ratio
