from dataclasses import dataclass
from datetime import date, timedelta

from .faults import Fault

LONGEST = 36500


@dataclass(frozen=True)
class Period:
    """Local days: the last so many, or from one day to another, both included; empty: always."""

    days: int = 0
    first: date | None = None
    last: date | None = None

    def __post_init__(self):
        if self.days and (self.first or self.last):
            raise Fault("period_and_dates", days=self.days)
        if not 0 <= self.days <= LONGEST:
            raise Fault("period_days", days=self.days, most=LONGEST)
        if self.first and self.last and self.first > self.last:
            raise Fault("dates_reversed", first=self.first, last=self.last)

    def bounds(self, today):
        """Return the first day and the last, None where it is open."""
        if self.days:
            return today - timedelta(days=self.days), None
        return self.first, self.last

    def __bool__(self):
        return bool(self.days or self.first or self.last)
