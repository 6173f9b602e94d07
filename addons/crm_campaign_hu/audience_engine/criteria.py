"""The tree of criteria: joins of leaves that compare a figure each."""

from dataclasses import dataclass, field, replace
from operator import ge, gt, le, lt

from .faults import Fault
from .metrics import BOUGHT, NUMBER, OPERATORS, SET
from .periods import Period
from .values import ids, numbers, words

#: one way to say what has two names
SAME = {"=": "in", "!=": "not in"}
COMPARE = {">": gt, ">=": ge, "<": lt, "<=": le}
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

    def figure(self, spec):
        """Return what is the same in criteria that compare one and the same figure.

        :param spec: the `Metric`
        """
        listed = self.operator in ("in", "not in")
        kind = listed if spec.kind == BOUGHT else None
        chosen = frozenset(self.values) if spec.kind == SET else None
        products, categories = frozenset(self.products), frozenset(self.categories)
        return self.metric, kind, chosen, self.period, products, categories


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
    return Leaf(key, metric, operator, values, **more)


def holds_without(leaf, spec):
    """Tell whether a criterion holds of whoever has no document that its figure is counted from."""
    if spec.kind == SET or (spec.kind == BOUGHT and leaf.operator in ("in", "not in")):
        return leaf.operator == "not in"
    number, values = spec.empty, leaf.values
    if leaf.operator in ("in", "not in"):
        return (number in values) == (leaf.operator == "in")
    if number is None:
        return False
    if leaf.operator == "between":
        return values[0] <= number <= values[1]
    return COMPARE[leaf.operator](number, values[0])


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


def pruned(criterion):
    """Return a condition without groups that say nothing; None: nothing is left of it."""
    if isinstance(criterion, Leaf):
        return criterion
    parts = tuple(filter(None, map(pruned, criterion.parts)))
    return replace(criterion, parts=parts) if parts else None


def leaves(criteria):
    """Yield the leaves of conditions, in their order."""
    for criterion in criteria:
        if isinstance(criterion, Leaf):
            yield criterion
        else:
            yield from leaves(criterion.parts)
