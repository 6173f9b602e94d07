"""The terms that the law gives for complaints of consumers."""

from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo

from .days import DayTable, end_of_day, local_day

CONSUMER = "consumer"
WARRANTY = "warranty"
WITHDRAWAL = "withdrawal"


@dataclass(frozen=True, slots=True)
class LegalTerms:
    """Days for an answer, a repair and a refund; working days for a statement."""

    answer_days: int = 30
    statement_working_days: int = 5
    repair_days: int = 15
    refund_days: int = 14


@dataclass(frozen=True, slots=True)
class LegalDeadlines:
    """Last moments in UTC; None where the law sets no term."""

    answer: datetime | None = None
    statement: datetime | None = None
    repair: datetime | None = None
    refund: datetime | None = None


def legal_deadlines(
    regime: str,
    received_at: datetime,
    zone: tzinfo,
    table: DayTable,
    terms: LegalTerms,
    withdraws: bool = False,
) -> LegalDeadlines:
    """Return the last moments of a ticket's terms.

    The day of receipt does not count. Calendar days do not move for a holiday: that reading is
    never too late.
    """
    start = local_day(received_at, zone)

    def after(days):
        return end_of_day(start + timedelta(days=days), zone)

    claims = regime in (CONSUMER, WARRANTY)
    return LegalDeadlines(
        answer=after(terms.answer_days) if regime == CONSUMER else None,
        statement=end_of_day(table.add_working_days(start, terms.statement_working_days), zone)
        if regime == WARRANTY
        else None,
        repair=after(terms.repair_days) if regime == WARRANTY else None,
        refund=after(terms.refund_days) if regime == WITHDRAWAL or (claims and withdraws) else None,
    )
