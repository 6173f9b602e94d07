"""When a source is read next."""

from datetime import UTC, datetime, time, timedelta

HOURLY, DAILY, WEEKLY = "hourly", "daily", "weekly"


def next_moment(interval, hour, weekday, after, zone):
    """Return the first moment after another at which a source is due, both in UTC.

    :param interval: hourly (on the hour), daily or weekly
    :param hour: 0 to 23, on the clocks of the zone
    :param weekday: 0 (Monday) to 6, for weekly
    :param after: `datetime` with the time zone UTC
    :param zone: `tzinfo` of the place; where the clocks skip the hour, it is the one after
    """
    if interval == HOURLY:
        return after.replace(minute=0, second=0, microsecond=0) + timedelta(hours=1)
    day = after.astimezone(zone).date()
    while True:
        moment = datetime.combine(day, time(hour), zone).astimezone(UTC)
        if moment > after and (interval == DAILY or day.weekday() == weekday):
            return moment
        day += timedelta(days=1)
