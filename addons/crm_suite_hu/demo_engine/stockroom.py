"""The warehouse, day by day: goods come, go, and are ordered again before they run out."""

from collections import defaultdict
from dataclasses import replace
from math import ceil

from .facts import SALE, Delivery, Line, Purchase
from .workdays import add_workdays

SLOW_SHARE = 0.25
SPLIT_SHARE = 0.12
MOST_DELIVERIES = 3
AHEAD_LINES = 4


class Stockroom:
    """Keeps the stock while the days go by and writes down what moved.

    :ivar stock: quantity of each product now
    :ivar deliveries: order number → list of :class:`Delivery`
    :ivar purchases: list of :class:`Purchase`
    """

    def __init__(self, rng, products, vendors):
        self.rng = rng
        self.products = {product.key: product for product in products}
        self.vendors = vendors
        self.stock = {p.key: _tidy(p, p.high * rng.uniform(0.35, 0.75)) for p in products}
        self.deliveries = defaultdict(list)
        self.purchases = []
        self._coming = defaultdict(list)
        self._on_order = defaultdict(float)
        self._open = []
        self._split = set()

    def run(self, days, orders):
        """Live through the days, ascending, with the orders of each."""
        by_day = defaultdict(list)
        for order in orders:
            if order.state == SALE:
                by_day[order.day].append(order)
        for index, day in enumerate(days):
            self._receive(day)
            self._accept(by_day[day])
            self._ship(day)
            self._reorder(day, self.vendors[index % len(self.vendors)])
        self._order_ahead(days[-4], self.vendors[0])
        self._order_ahead(days[-1], self.vendors[1])

    def _order_ahead(self, day, vendor):
        """Have something on the way at the end, whatever the stock."""
        lines = [
            Line(product.key, _tidy(product, product.high / 4))
            for product in self.products.values()
            if product.vendor == vendor.key
        ]
        self._order(day, vendor, tuple(lines[:AHEAD_LINES]))

    def _accept(self, orders):
        for order in orders:
            due = order.promised
            if self.rng.random() < SLOW_SHARE:
                due = add_workdays(due, self.rng.randint(1, 3))
            self._open.append((order, due, [line.quantity for line in order.lines]))
            if len(order.lines) > 1 and self.rng.random() < SPLIT_SHARE:
                self._split.add(order.number)

    def _ship(self, day):
        still_open = []
        for order, due, missing in self._open:
            if due <= day:
                self._ship_order(order, day, missing)
            if any(missing):
                still_open.append((order, due, missing))
        self._open = still_open

    def _ship_order(self, order, day, missing):
        shipped = [
            min(quantity, self.stock[line.product])
            for line, quantity in zip(order.lines, missing, strict=True)
        ]
        if order.number in self._split:
            shipped[-1] = 0.0
            self._split.discard(order.number)
        complete = shipped == missing
        left = MOST_DELIVERIES - len(self.deliveries[order.number])
        if not any(shipped) or (left == 1 and not complete):
            return
        for index, (line, quantity) in enumerate(zip(order.lines, shipped, strict=True)):
            self.stock[line.product] -= quantity
            missing[index] -= quantity
        self.deliveries[order.number].append(Delivery(day, tuple(shipped)))

    def _receive(self, day):
        for purchase in self._coming.pop(day, ()):
            for line in purchase.lines:
                self.stock[line.product] += line.quantity
                self._on_order[line.product] -= line.quantity
            self.purchases.append(replace(purchase, received=day))

    def _reorder(self, day, vendor):
        owed = defaultdict(float)
        for order, _due, missing in self._open:
            for line, quantity in zip(order.lines, missing, strict=True):
                owed[line.product] += quantity
        lines = tuple(
            Line(product.key, _tidy(product, product.high - free))
            for product in self.products.values()
            if product.vendor == vendor.key
            and (free := self.stock[product.key] + self._on_order[product.key] - owed[product.key])
            <= product.low * 1.6
        )
        if lines and any(self._is_urgent(line, owed) for line in lines):
            self._order(day, vendor, lines)

    def _is_urgent(self, line, owed):
        free = self.stock[line.product] + self._on_order[line.product] - owed[line.product]
        return free <= self.products[line.product].low

    def _order(self, day, vendor, lines):
        expected = add_workdays(day, vendor.lead)
        arrives = add_workdays(expected, self.rng.choice((0, 0, 0, 1, 2)))
        for line in lines:
            self._on_order[line.product] += line.quantity
        self._coming[arrives].append(Purchase(vendor.key, day, expected, None, lines))

    def in_transit(self):
        """Return the purchases that had not arrived by the last day."""
        return [purchase for day in sorted(self._coming) for purchase in self._coming[day]]


def _tidy(product, quantity):
    """Round up to a quantity that people order: whole pallets for many, halves for few."""
    step = product.quantities[0] if product.high > 30 else 0.5
    if product.quantities[0] % 1 == 0:
        step = max(1, int(step))
    return float(ceil(quantity / step) * step)
