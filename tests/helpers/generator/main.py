"""Fills a database: customers, products, orders."""

import random
import time
from dataclasses import dataclass
from datetime import date

from . import customers, orders


@dataclass(frozen=True)
class Size:
    """How much is made."""

    customers: int = 200_000
    lines: int = 500_000
    products: int = 400


@dataclass(frozen=True)
class Made:
    """What was made, and in how many seconds."""

    customers: int
    orders: int
    lines: int
    customer_seconds: float
    order_seconds: float

    def __str__(self) -> str:
        return "\n".join(
            f"{count:,} {what} in {seconds:.1f} s: {count / max(seconds, 0.001):,.0f} rows/s"
            for count, what, seconds in (
                (self.customers, "customers", self.customer_seconds),
                (self.orders + self.lines, "orders and order lines", self.order_seconds),
            )
        )


def generate(env, size: Size = Size(), seed: int = 1, until: date = date(2026, 10, 31)) -> Made:  # noqa: B008
    """Fill the database of `env` (in its transaction); the same seed makes the same data.

    `until`: the orders are of the three years before that day.
    """
    rng = random.Random(seed)
    goods = orders.products(env, rng, size.products)
    started = time.perf_counter()
    buyers = customers.create(env, rng, size.customers)
    between = time.perf_counter()
    made = orders.create(env, rng, size.lines, buyers, goods, until)
    for table in ("res_partner", "sale_order", "sale_order_line"):
        env.cr.execute(f"ANALYZE {table}")
    env.invalidate_all()
    return Made(size.customers, *made, between - started, time.perf_counter() - between)
