"""The rules that can touch the lines of one order."""

from collections.abc import Hashable, Iterator

from .book import Entry, RuleBook
from .facts import Order, Product
from .index import EVERY_PRODUCT, Key
from .matching import in_period, pricelist_matches, product_excluded


class Finder:
    """Asks a book for one order; what the order's lines have in common is looked up once."""

    def __init__(self, order: Order, book: RuleBook):
        self._order = order
        self._index = book.index
        self._bound = book.index.bound_to(order.partner, order.partner_categories)
        self._buckets: dict[Key, tuple[Entry, ...]] = {}
        self._found: dict[Hashable, tuple[Entry, ...]] = {}

    def rules_for(self, product: Product) -> tuple[Entry, ...]:
        """The active rules whose conditions all hold for the product, from the earliest on."""
        if product.id not in self._found:
            self._found[product.id] = self._find(product)
        return self._found[product.id]

    def _find(self, product: Product) -> tuple[Entry, ...]:
        entries = {entry for key in _keys(product) for entry in self._bucket(key)}
        fitting = [entry for entry in entries if not product_excluded(entry.rule, product)]
        return tuple(sorted(fitting, key=lambda entry: entry.rank))

    def _bucket(self, key: Key) -> tuple[Entry, ...]:
        if key not in self._buckets:
            self._buckets[key] = tuple(self._open(key))
        return self._buckets[key]

    def _open(self, key: Key) -> Iterator[Entry]:
        bucket = self._index.products.get(key)
        for entry in (*bucket.everybody, *(bucket.bound & self._bound)) if bucket else ():
            if in_period(entry.rule, self._order.date) and pricelist_matches(
                entry.rule, self._order
            ):
                yield entry


def _keys(product: Product) -> list[Key]:
    return [
        EVERY_PRODUCT,
        ("product", product.id),
        ("template", product.template),
        *(("category", category) for category in product.categories),
    ]
