"""From what rules take off to the price of a line."""

from .exclusive import standing
from .facts import Line, Order
from .floors import Floors
from .groups import shrink
from .numbers import ZERO, exact, rounded
from .outcome import Applied, LineOutcome
from .reasons import Reasons
from .work import Offer, WorkLine


class Pricing:
    """Prices the lines of one order, once all rules have made their offers."""

    def __init__(self, order: Order, floors: Floors, acting: list[WorkLine]):
        self._step = order.currency_step
        self._floors = floors
        self._acting = {line.line.key: line for line in acting}

    def price(self, line: Line, reasons: Reasons | None = None) -> LineOutcome:
        """The line's price, explained where `reasons` are given."""
        work = self._acting.get(line.key)
        return self._discounted(work, reasons) if work else self._kept(line)

    def _kept(self, line: Line) -> LineOutcome:
        listed, quantity = exact(line.unit_price), exact(line.quantity)
        net = listed if line.typed_price is None else exact(line.typed_price)
        amount = quantity * net
        return LineOutcome(line.key, quantity, listed, net, amount, rounded(amount, self._step))

    def _discounted(self, work: WorkLine, reasons: Reasons | None) -> LineOutcome:
        alone = standing(work)
        counted = [alone] if alone else work.counted
        net = work.unit_price - alone.unit if alone else work.base
        lowest, limit = self._floors.lowest(work.unit_price, work.line.product)
        if net < lowest:
            counted, net = shrink(counted, work.unit_price - lowest), lowest
        else:
            limit = None
        applied = _applied(work, counted)
        amount = work.quantity * net
        return LineOutcome(
            work.line.key,
            work.quantity,
            work.unit_price,
            net,
            amount,
            rounded(amount, self._step),
            acted=True,
            applied=applied,
            limit=limit,
            rejected=reasons.rejected(work, applied) if reasons else (),
            thresholds=reasons.thresholds(work) if reasons else (),
        )


def _applied(work: WorkLine, counted: list[Offer]) -> tuple[Applied, ...]:
    return tuple(
        Applied(
            each.entry.rule.code,
            each.entry.rule.id,
            each.entry.rule.group,
            each.unit,
            each.unit * work.quantity,
            each.asked,
        )
        for each in counted
        if each.unit > ZERO
    )
