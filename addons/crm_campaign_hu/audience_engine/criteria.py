"""The tree of criteria: joins of leaves that compare a figure each."""

from dataclasses import dataclass, field

from .faults import Fault
from .metrics import BOUGHT, NUMBER, OPERATORS
from .periods import Period
from .values import ids, numbers, words

JOINS = ("all", "any", "none")
#: one way to say what has two names
SAME = {"=": "in", "!=": "not in"}
NO = ("0", "false", "no")
YES = ("", "1", "true", "yes")


@dataclass(frozen=True)
class Leaf:
    """A figure compared: ``in`` and ``not in`` with any number of values, else with one or two.

    :param key: what the caller knows it by
    :param values: numbers (Decimal), ids (int) or words (str)
    :param products: ids of products, ``categories``: of categories with all below them
    """

    key: int
    metric: str
    operator: str
    values: tuple = ()
    period: Period = field(default_factory=Period)
    products: tuple = ()
    categories: tuple = ()


@dataclass(frozen=True)
class Node:
    """Parts of which all, any or none must hold; one without parts says nothing."""

    key: int
    join: str
    parts: tuple = ()


def checked_leaf(key, metric, spec, operator, value="", value2="", **more):
    """Return a criterion read from texts.

    :param spec: the `Metric`
    :param more: period, products, categories as in `Leaf`
    :raise Fault: it makes no sense, and why
    """
    if operator not in OPERATORS[spec.kind]:
        raise Fault("operator", operator=operator or "", known=", ".join(OPERATORS[spec.kind]))
    if more.get("period") and not spec.period:
        raise Fault("no_period")
    if (more.get("products") or more.get("categories")) and not spec.products:
        raise Fault("no_products")
    value, value2 = (value or "").strip(), (value2 or "").strip()
    operator = SAME.get(operator, operator)
    listed = operator in ("in", "not in")
    if spec.kind == BOUGHT and listed:
        return _bought(key, metric, operator, value, more)
    if spec.kind in (NUMBER, BOUGHT):
        values = _compared(operator, value, value2)
    else:
        values = words(value) if spec.words else ids(value)
        if spec.required and not values:
            raise Fault("value_missing")
    return Leaf(key, metric, operator, values, **more)


def _compared(operator, value, value2):
    if operator in ("in", "not in"):
        return numbers(value)
    given = (value, value2) if operator == "between" else (value,)
    found = tuple(numbers(one, most=1)[0] for one in given)
    if len(found) == 2 and found[0] > found[1]:
        raise Fault("between_reversed", low=value, high=value2)
    return found


def _bought(key, metric, operator, value, more):
    """Whether it was bought: of what is named, of the ids in the value, or of anything."""
    if value.lower() in NO:
        operator = "in" if operator == "not in" else "not in"
    elif more.get("products") or more.get("categories"):
        if value.lower() not in YES:
            raise Fault("products_twice", value=value)
    elif value.lower() not in ("", "true", "yes"):
        name = "categories" if metric == "bought_category" else "products"
        more = {**more, name: ids(value)}
    return Leaf(key, metric, operator, (), **more)


def simplified(criterion):
    """Return the same condition without needless joins; None: it lets everybody pass."""
    if isinstance(criterion, Leaf):
        return criterion
    parts = []
    for part in criterion.parts:
        simple = simplified(part)
        if simple is None:
            continue
        # all of all, any of any; none of any of them is none of them
        inner = "any" if criterion.join == "none" else criterion.join
        joined = isinstance(simple, Node) and simple.join == inner
        parts += simple.parts if joined else [simple]
    if not parts:
        return None
    if len(parts) == 1 and criterion.join != "none":
        return parts[0]
    return Node(criterion.key, criterion.join, tuple(parts))


def holds(criterion, passed):
    """Tell whether a condition holds.

    :param passed: called with each leaf, tells whether it holds
    """
    if criterion is None:
        return True
    if isinstance(criterion, Leaf):
        return passed(criterion)
    results = [holds(part, passed) for part in criterion.parts if says_something(part)]
    if not results:
        return True
    if criterion.join == "none":
        return not any(results)
    return all(results) if criterion.join == "all" else any(results)


def says_something(criterion):
    """Tell whether a condition has at least one leaf."""
    return isinstance(criterion, Leaf) or any(map(says_something, criterion.parts))
