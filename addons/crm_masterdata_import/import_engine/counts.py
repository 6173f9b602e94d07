"""How many rows had which outcome."""

from collections import Counter
from dataclasses import dataclass, field

from .codes import OUTCOMES, REJECTED


@dataclass(frozen=True, slots=True)
class Counts:
    """Rows by outcome, rejections by reason, warnings of rows that load by code.

    Counts of parts of a load add up with ``+``.
    """

    outcomes: Counter = field(default_factory=Counter)
    reasons: Counter = field(default_factory=Counter)
    warnings: Counter = field(default_factory=Counter)

    @property
    def rows(self):
        return self.outcomes.total()

    def add(self, outcome, reason="", warnings=(), number=1):
        """Count a row, or several alike; the warnings of a rejected one do not count."""
        if outcome not in OUTCOMES or bool(reason) != (outcome == REJECTED):
            raise ValueError(f"no outcome of a row: {outcome!r} with reason {reason!r}")
        self.outcomes[outcome] += number
        if outcome == REJECTED:
            self.reasons[reason] += number
        else:
            for warning in warnings:
                self.warnings[warning] += number

    def __add__(self, other):
        return Counts(
            self.outcomes + other.outcomes,
            self.reasons + other.reasons,
            self.warnings + other.warnings,
        )

    def adds_up(self, rows):
        """Return whether every one of so many rows has one outcome, every rejection a reason."""
        rejected = self.outcomes[REJECTED]
        return self.outcomes.total() == rows and self.reasons.total() == rejected

    def as_dict(self):
        """Return the counts as promised by `load_file`: rows, outcomes, reasons, warnings."""
        return {
            "rows": self.rows,
            **{outcome: self.outcomes[outcome] for outcome in OUTCOMES},
            "reasons": dict(self.reasons),
            "warnings": dict(self.warnings),
        }
