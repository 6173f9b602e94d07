"""Finds the rules that a customer and a product can meet, however many others there are.

A rule lies in one bucket for each product, template or category it names, or in the bucket for
every product. A bucket keeps apart the rules for everybody and those that name customers: of the
latter only the ones that this customer's own buckets share are ever looked at.
"""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

from .rules import Rule

Item = TypeVar("Item", bound=Hashable)
Key = tuple[str, Hashable]

EVERY_PRODUCT: Key = ("every", None)


@dataclass(frozen=True, slots=True)
class Bucket(Generic[Item]):
    """Rules that name the same thing: those for everybody, and those that name customers."""

    everybody: tuple[Item, ...]
    bound: frozenset[Item]


@dataclass(frozen=True, slots=True)
class Index(Generic[Item]):
    """Buckets by what rules name."""

    products: Mapping[Key, Bucket[Item]]
    customers: Mapping[Key, frozenset[Item]]

    @classmethod
    def build(cls, items: Iterable[tuple[Item, Rule]]) -> "Index[Item]":
        """Index items by the conditions of the rule that stands beside each."""
        items = list(items)
        customers = _spread(items, customer_keys)
        bound = frozenset().union(*customers.values())
        products = {
            key: Bucket(
                tuple(item for item in members if item not in bound),
                frozenset(members) & bound,
            )
            for key, members in _spread(items, product_keys).items()
        }
        return cls(products, {key: frozenset(members) for key, members in customers.items()})

    def bound_to(self, partner: Hashable, categories: Iterable[Hashable]) -> frozenset[Item]:
        """Items that name this customer or a category of his."""
        keys = [("partner", partner), *(("category", category) for category in categories)]
        found = [self.customers[key] for key in keys if key in self.customers]
        return frozenset().union(*found) if len(found) > 1 else next(iter(found), frozenset())


def product_keys(rule: Rule) -> list[Key]:
    """The buckets that a rule lies in by its product conditions."""
    keys = [
        *(("product", value) for value in rule.products),
        *(("template", value) for value in rule.templates),
        *(("category", value) for value in rule.categories),
    ]
    return keys or [EVERY_PRODUCT]


def customer_keys(rule: Rule) -> list[Key]:
    """The buckets that a rule lies in by its customer conditions: none when it has none."""
    return [
        *(("partner", value) for value in rule.partners),
        *(("category", value) for value in rule.partner_categories),
    ]


def _spread(
    items: list[tuple[Item, Rule]], keys: Callable[[Rule], list[Key]]
) -> dict[Key, list[Item]]:
    buckets: dict[Key, list[Item]] = defaultdict(list)
    for item, rule in items:
        for key in keys(rule):
            buckets[key].append(item)
    return buckets
