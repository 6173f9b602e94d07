"""How often somebody buys, and whether he has stopped."""

from statistics import median_high

#: fewer days of buying than this make no rhythm
LEAST_DAYS = 3
#: somebody has stopped who is silent for so many times his rhythm, and for a month longer than it
PATIENCE = 2
MONTH = 30


def rhythm(days):
    """Return the usual number of days between two days of buying, or None.

    The median of the gaps: one long holiday does not change it.

    :param days: dates in any order; the same day twice is once
    """
    ordered = sorted(set(days))
    if len(ordered) < LEAST_DAYS:
        return None
    return median_high(
        (later - earlier).days for earlier, later in zip(ordered, ordered[1:], strict=False)
    )


def silence(days, today):
    """Return how many days ago the last of these days was, or None without any."""
    last = max(days, default=None)
    return None if last is None else (today - last).days


def has_stopped(days, today):
    """Tell whether somebody who bought in a rhythm buys no more."""
    usual = rhythm(days)
    if usual is None:
        return False
    return silence(days, today) > max(PATIENCE * usual, usual + MONTH)
