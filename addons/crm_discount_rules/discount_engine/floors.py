"""How far down a company's prices may go."""

from .facts import FactError, Limits, Product
from .faults import limit_faults
from .numbers import HUNDRED, ZERO, exact
from .ratio import Ratio

MAX_PERCENT, MIN_MARGIN = "max_percent", "min_margin"


class Floors:
    """The lowest net unit prices that a company's limits allow.

    `rate` is what a unit of the company's currency is worth in the order's. Raises FactError with
    the codes of `limit_faults`.
    """

    def __init__(self, limits: Limits, rate: Ratio):
        for fault in limit_faults(limits):
            raise FactError(fault.code, **fault.params)
        most, margin = exact(limits.max_percent), limits.min_margin_percent
        self._share = (HUNDRED - most) / HUNDRED if most else None
        self._markup = None if margin is None else HUNDRED / (HUNDRED - exact(margin)) * rate

    def lowest(self, unit_price: Ratio, product: Product) -> tuple[Ratio, str | None]:
        """The lowest net unit price, never above the price itself, and the limit that sets it."""
        lowest, limit = ZERO, None
        if self._share is not None:
            lowest, limit = unit_price * self._share, MAX_PERCENT
        if self._markup is not None:
            floor = exact(product.cost) * self._markup
            if floor > lowest:
                lowest, limit = floor, MIN_MARGIN
        return min(lowest, unit_price), limit
