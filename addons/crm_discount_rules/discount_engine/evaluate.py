"""The prices of an order under a book of rules."""

from collections.abc import Collection, Hashable

from .book import RuleBook
from .exclusive import offer_alone
from .facts import FactError, Order
from .finder import Finder
from .floors import Floors
from .groups import combine
from .measures import Measures
from .numbers import exact
from .outcome import Outcome
from .pricing import Pricing
from .reasons import Reasons
from .work import lines_that_count


def evaluate(order: Order, book: RuleBook, explain: bool | Collection[Hashable] = False) -> Outcome:
    """Price all lines of an order.

    `explain` adds why rules did not count: True on every line, or on the lines whose keys it
    names; it looks at all rules of the book, pricing only at those that can touch a line. Raises
    FactError: `wrong_company`, `line_twice` (`key`), `rate_not_positive` (`rate`), and the codes
    of `limit_faults`.
    """
    _check(order, book)
    rate = exact(order.rate)
    floors = Floors(order.limits, rate)
    lines = lines_that_count(order, Finder(order, book))
    measures = Measures(lines, rate)
    acting = [line for line in lines if line.acts]
    offer_alone(acting, measures)
    combine(acting, measures)
    pricing = Pricing(order, floors, acting)
    if not explain:
        return Outcome(tuple(pricing.price(line) for line in order.lines))
    reasons = Reasons(order, book, measures)
    keys = {line.key for line in order.lines} if explain is True else set(explain)
    explained = (pricing.price(line, reasons if line.key in keys else None) for line in order.lines)
    return Outcome(tuple(explained))


def _check(order: Order, book: RuleBook) -> None:
    if order.company != book.company:
        raise FactError("wrong_company", company=order.company)
    if order.rate <= 0:
        raise FactError("rate_not_positive", rate=order.rate)
    seen = set()
    for line in order.lines:
        if line.key in seen:
            raise FactError("line_twice", key=line.key)
        seen.add(line.key)
