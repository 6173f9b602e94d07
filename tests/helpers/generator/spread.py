"""How things are spread in a real firm: few customers buy most, in summer, on workdays."""

import random
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from itertools import accumulate

# building materials: January to December
SEASON = (0.4, 0.5, 0.9, 1.2, 1.4, 1.4, 1.3, 1.3, 1.3, 1.2, 0.8, 0.4)
WEEKDAYS = (1.1, 1.0, 1.0, 1.0, 1.2, 0.3, 0.0)
YEARLY_GROWTH = 1.08
DAYS = 3 * 365


class Weighted:
    """Draws from a sequence, each member with its weight."""

    def __init__(self, rng: random.Random, members: Sequence, weights: Sequence[float]):
        self.rng = rng
        self.members = members
        self.sums = list(accumulate(weights))

    def draw(self, count: int) -> list:
        return self.rng.choices(self.members, cum_weights=self.sums, k=count)


def zipf(rng: random.Random, count: int, exponent: float) -> Weighted:
    """Numbers 0 … count-1; the one of rank r is drawn 1/r^exponent as often as the first.

    Which number has which rank is drawn too.
    """
    members = list(range(count))
    rng.shuffle(members)
    return Weighted(rng, members, [rank**-exponent for rank in range(1, count + 1)])


def moments(rng: random.Random, count: int, until: date) -> list[datetime]:
    """Sorted moments of the three years before `until`, in office hours (UTC)."""
    days = [until - timedelta(days=number) for number in range(1, DAYS + 1)]
    weights = [
        SEASON[day.month - 1] * WEEKDAYS[day.weekday()] * YEARLY_GROWTH ** (-number / 365)
        for number, day in enumerate(days)
    ]
    drawn = Weighted(rng, days, weights).draw(count)
    return sorted(
        datetime(day.year, day.month, day.day, 6) + timedelta(seconds=rng.randrange(10 * 3600))
        for day in drawn
    )
