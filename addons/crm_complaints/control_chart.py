"""When a product is complained about more than chance explains: a control chart (u-chart)."""

from math import sqrt

#: a chart with limits at three standard deviations, as Shewhart's
DEVIATIONS = 3
#: one or two complaints are no trend
LEAST = 3


def upper_limit(complaints_before: float, delivered_before: float, delivered_now: float) -> float:
    """How many complaints a time may have if nothing has changed.

    Complaints on n delivered goods are taken as Poisson-distributed with the rate of before.

    :raises ValueError: nothing was delivered before, so nothing can be expected
    """
    if delivered_before <= 0:
        raise ValueError("no deliveries to compare with")
    expected = complaints_before / delivered_before * max(delivered_now, 0)
    return expected + DEVIATIONS * sqrt(expected)


def is_outlier(now: float, limit: float) -> bool:
    """Return whether complaints lie beyond their limit, and are enough to speak of."""
    return now >= LEAST and now > limit
