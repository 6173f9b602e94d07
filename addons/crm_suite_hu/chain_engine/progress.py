"""How far an order line, and an order, has come: pure arithmetic on quantities.

All quantities of a line are in the line's own unit. ``None`` means "does not apply":
a service has no delivered quantity, an offer has no ordered one.
"""

from dataclasses import dataclass
from decimal import ROUND_DOWN, Decimal

NONE, OPEN, PARTIAL, DONE, OVER = "none", "open", "partial", "done", "over"
ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class LineQuantities:
    """The quantities of one order line.

    ``delivered`` is everything shipped, ``returned`` everything that came back, ``invoiced`` is
    net of credit notes. ``on_delivery``: the line is invoiced by what was delivered.
    """

    ordered: Decimal | None
    delivered: Decimal | None
    invoiced: Decimal | None
    returned: Decimal = ZERO
    on_delivery: bool = False

    @property
    def kept(self):
        """What the customer has: shipped less returned."""
        return (self.delivered or ZERO) - self.returned

    @property
    def to_be_invoiced(self):
        """The quantity that invoices less credit notes should come to by now.

        Invoiced on delivery: what the customer kept. Invoiced on order: what the customer kept
        and what is still to be shipped, but never more than was ordered.
        """
        ordered = self.ordered or ZERO
        if self.on_delivery:
            return self.kept
        if self.delivered is None:
            return ordered
        return min(self.kept + max(ordered - self.delivered, ZERO), ordered)

    @property
    def delivery_state(self):
        """Shipped against ordered; goods that were replaced do not count as too many."""
        if self.delivered is None or self.ordered is None:
            return NONE
        if self.delivered >= self.ordered:
            if self.kept > self.ordered:
                return OVER
            return DONE if self.delivered else NONE
        return PARTIAL if self.delivered else OPEN

    @property
    def invoice_state(self):
        """Invoiced against what should be invoiced by now."""
        if self.invoiced is None or self.ordered is None:
            return NONE
        expected = self.to_be_invoiced
        if self.invoiced > expected:
            return OVER
        if self.invoiced == expected:
            return DONE if self.invoiced else NONE
        return PARTIAL if self.invoiced else OPEN

    @property
    def complete(self):
        """Nothing is left to be shipped, invoiced or credited, and something was ordered."""
        return (
            bool(self.ordered)
            and self.delivery_state in (DONE, NONE)
            and self.invoice_state == (DONE if self.to_be_invoiced else NONE)
        )


def delivered_percent(rows):
    """Return how much of the ordered goods was shipped, by value, in percent with one decimal.

    :param rows: ``(value, quantities)`` pairs, one per line; ``value`` is the net value ordered
    :return: ``Decimal`` from 0 to 100, or ``None`` when no goods are on order. Returns do not
        lower it, too much of one line does not make up for another, and it is 100 only when
        every line was shipped in full.
    """
    goods = [(value, q) for value, q in rows if q.delivered is not None and (q.ordered or 0) > 0]
    if not goods:
        return None
    shares = [(value, min(q.delivered / q.ordered, Decimal(1))) for value, q in goods]
    if all(share == 1 for _value, share in shares):
        return Decimal(100)
    if not any(value > 0 for value, _share in shares):
        shares = [(Decimal(1), share) for _value, share in shares]
    shares = [(max(value, ZERO), share) for value, share in shares]
    total = sum(value for value, _share in shares)
    done = sum(value * share for value, share in shares)
    percent = (done / total * 100).quantize(Decimal("0.1"), rounding=ROUND_DOWN)
    return min(percent, Decimal("99.9"))
