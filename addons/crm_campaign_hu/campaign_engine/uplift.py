"""How much more the treated buy than the control group, and how sure that is.

R. G. Newcombe: Interval estimation for the difference between independent proportions, Statistics
in Medicine 17 (1998), 873-890, method 10: the squared distances of Wilson's scores.
"""

from dataclasses import dataclass
from math import sqrt
from statistics import NormalDist

#: of the standard normal distribution, two-sided 95 %
Z95 = NormalDist().inv_cdf(0.975)


@dataclass(frozen=True, slots=True)
class Uplift:
    """A difference of two rates, with the ends of its interval."""

    difference: float
    low: float
    high: float


def wilson(hits: int, total: int, z: float = Z95) -> tuple[float, float]:
    """Return the ends of Wilson's score interval of a rate.

    :raises ValueError: nobody was observed, or more hits than observed
    """
    if not 0 <= hits <= total or not total:
        raise ValueError(f"{hits} of {total} is no rate")
    rate = hits / total
    middle = rate + z * z / (2 * total)
    half = z * sqrt(rate * (1 - rate) / total + z * z / (4 * total * total))
    scale = 1 + z * z / total
    # the ends lie around the rate, whatever rounding does
    low = min(rate, max(0.0, (middle - half) / scale))
    high = max(rate, min(1.0, (middle + half) / scale))
    return low, high


def uplift(hits: int, total: int, control_hits: int, control_total: int) -> Uplift | None:
    """Return how much the first rate exceeds the second, None where one group is empty."""
    if not (total and control_total):
        return None
    rate, control = hits / total, control_hits / control_total
    low, high = wilson(hits, total)
    control_low, control_high = wilson(control_hits, control_total)
    difference = rate - control
    return Uplift(
        difference,
        difference - sqrt((rate - low) ** 2 + (control_high - control) ** 2),
        difference + sqrt((high - rate) ** 2 + (control - control_low) ** 2),
    )
