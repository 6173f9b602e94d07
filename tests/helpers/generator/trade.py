"""Draws orders and their lines. Pure; no database."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from .spread import Weighted, moments, zipf

LINES = tuple(range(1, 16))
LINE_WEIGHTS = (16, 15, 14, 12, 10, 8, 6, 5, 4, 3, 2, 2, 1, 1, 1)
QUANTITIES = (1, 2, 3, 5, 8, 10, 20, 40, 50, 100, 250)
QUANTITY_WEIGHTS = (12, 14, 10, 14, 8, 14, 10, 6, 5, 5, 2)
DISCOUNTS = (0, 3, 5, 8, 10, 15)
DISCOUNT_WEIGHTS = (70, 5, 10, 5, 8, 2)
CANCELLED_SHARE = 0.03
OPEN_DAYS = 21
OPEN_SHARE = 0.6


@dataclass(frozen=True, slots=True)
class Order:
    """An order; `customer`, `seller` and products are positions, counted from 0.

    A line is (product, quantity, discount in percent).
    """

    number: int
    customer: int
    seller: int
    moment: datetime
    state: str
    lines: tuple[tuple[int, int, int], ...]


def orders(
    rng: random.Random, lines: int, *, customers: int, products: int, sellers: int, until: date
) -> Iterator[Order]:
    """Orders with exactly `lines` lines together, oldest first."""
    counts = _line_counts(rng, lines)
    buyers = zipf(rng, customers, 0.9).draw(len(counts))
    goods = iter(zipf(rng, products, 0.8).draw(lines))
    quantities = iter(Weighted(rng, QUANTITIES, QUANTITY_WEIGHTS).draw(lines))
    discounts = iter(Weighted(rng, DISCOUNTS, DISCOUNT_WEIGHTS).draw(lines))
    rows = zip(counts, buyers, moments(rng, len(counts), until), strict=True)
    for number, (count, buyer, moment) in enumerate(rows):
        yield Order(
            number,
            buyer,
            buyer % sellers,
            moment,
            _state(rng, moment, until),
            tuple((next(goods), next(quantities), next(discounts)) for _ in range(count)),
        )


def _line_counts(rng, lines):
    counts, total = [], 0
    drawn = iter(Weighted(rng, LINES, LINE_WEIGHTS).draw(lines))
    while total < lines:
        counts.append(min(next(drawn), lines - total))
        total += counts[-1]
    return counts


def _state(rng, moment, until):
    """Young ones may still be offers; a few are cancelled."""
    if until - moment.date() < timedelta(days=OPEN_DAYS) and rng.random() < OPEN_SHARE:
        return "draft"
    return "cancel" if rng.random() < CANCELLED_SHARE else "sale"
