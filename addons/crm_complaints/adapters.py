"""Between Odoo's records and the engine's values: the only file that knows both sides."""

import functools
from collections import defaultdict
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import pytz

from .deadline_engine import ALWAYS, DayTable, LegalTerms, Timeline, opening_hours
from .deadline_engine.hours import without

UTC_NAME = "UTC"


def zone_of(company):
    """Return the time zone that a company's days are counted in.

    Its own, else that of its working hours, else its country's if that has only one.
    """
    company = company.sudo()  # the days of a deadline are the same whoever asks
    names = [company.partner_id.tz, company.resource_calendar_id.tz]
    of_country = pytz.country_timezones.get(company.country_id.code or "", [])
    if len(of_country) == 1:
        names.append(of_country[0])
    chosen = next((name for name in names if name and name != UTC_NAME), UTC_NAME)
    return _zone(chosen)


@functools.lru_cache(maxsize=64)
def _zone(name):
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):
        return ZoneInfo(UTC_NAME)


def terms_of(company):
    """Return the law's terms as the company has them set."""
    company = company.sudo()  # parameters of the law, not secrets of the company
    return LegalTerms(
        answer_days=company.complaint_answer_days,
        statement_working_days=company.complaint_statement_days,
        repair_days=company.complaint_repair_days,
        refund_days=company.complaint_refund_days,
    )


def day_table(env, company, first, last):
    """Return the company's days between two dates that differ from the rule of the week."""
    kinds = env["crm.working.day"]._kinds_between(company, first, last)
    by_kind = defaultdict(set)
    for day, kind in kinds.items():
        by_kind[kind].add(day)
    return DayTable(frozenset(by_kind["rest"]), frozenset(by_kind["worked"]))


def timeline(env, calendar, company, first, last):
    """Return the working time of a calendar from day `first` to day `last`.

    Without a calendar, or with one that has no hours, the clock on the wall counts.
    """
    calendar = calendar.sudo()  # opening hours are no secret, and a team's may be another company's
    weeks = _weeks(calendar)
    if not any(any(week.values()) for week in weeks):
        return ALWAYS
    zone = _zone(calendar.tz or UTC_NAME)
    intervals = opening_hours(weeks, day_table(env, company, first, last), zone, first, last)
    leaves = env["resource.calendar.leaves"].sudo()  # closed days of the firm, as above
    closed = leaves.search(
        [
            ("resource_id", "=", False),
            ("calendar_id", "in", (False, calendar.id)),
            ("company_id", "in", (False, company.id)),
            ("date_from", "<", datetime.combine(last, datetime.max.time())),
            ("date_to", ">", datetime.combine(first, datetime.min.time())),
        ]
    )
    return Timeline(without(intervals, [(leave.date_from, leave.date_to) for leave in closed]))


def _weeks(calendar):
    """Return weekday → hours, for one week or for the two that take turns."""
    lines = calendar.attendance_ids.filtered(
        lambda line: not line.display_type and line.day_period != "lunch"
    )
    kinds = ("0", "1") if calendar.two_weeks_calendar else (False,)
    weeks = []
    for kind in kinds:
        week = defaultdict(list)
        for line in lines.filtered(lambda line, kind=kind: line.week_type == kind):
            week[int(line.dayofweek)].append((line.hour_from, line.hour_to))
        weeks.append({weekday: sorted(hours) for weekday, hours in week.items()})
    return weeks


def horizon(now, days=40):
    """Return the day so far ahead: nothing that is due today needs to look further."""
    return now.date() + timedelta(days=days)
