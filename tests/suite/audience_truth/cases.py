"""Every figure with every operator, and trees of them: what the addon selects, what is true."""

import operator as op
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta

from odoo import Command

from . import figures

COMPARE = {"=": op.eq, "!=": op.ne, ">": op.gt, ">=": op.ge, "<": op.lt, "<=": op.le}
NUMBERS = ("order_count", "order_amount", "order_margin", "order_average", "days_since_order",
           "days_since_first_order", "overdue_amount", "balance", "payment_delay_days",
           "opportunity_count", "contacted_days", "distance_km")  # fmt: skip
IN_PERIODS = ("order_count", "order_amount", "order_margin", "order_average", "opportunity_count")
OF_PRODUCTS = ("order_count", "order_amount", "order_margin", "bought_product", "bought_category")
#: whoever was never contacted was not contacted for any number of days
NEVER_IS_LONG = {("contacted_days", ">"), ("contacted_days", ">=")}


@dataclass(frozen=True)
class Case:
    """A criterion's values, and the persons who meet it."""

    name: str
    values: dict
    persons: frozenset


def leaves(world, truth) -> Iterator[Case]:
    """Each figure with each operator, at all times, in periods, of products."""
    for metric in NUMBERS:
        for asked in _variations(world, metric):
            yield from _of_numbers(metric, truth.numbers(metric, **asked), asked)
    for metric in ("bought_product", "bought_category"):
        for asked in _of_goods(world, metric):
            yield from _of_numbers(metric, truth.numbers(metric, **asked), asked, equal=False)
            yield from _of_bought(metric, truth.sets(metric, **asked), asked)
    for metric, chosen in _choices(world):
        for asked in ({}, {"days": 120}) if metric != "rfm_segment" else ({},):
            yield from _of_sets(metric, truth.sets(metric, **asked), asked, chosen)


def _variations(world, metric):
    yield {}
    if metric in IN_PERIODS:
        yield {"days": 90}
        yield {"days": 365}
        yield {"first": world.today - timedelta(days=400), "last": world.today - timedelta(days=91)}
        yield {"last": world.today - timedelta(days=90)}
    if metric in OF_PRODUCTS:
        yield from _of_goods(world, metric)


def _of_goods(world, metric):
    if metric != "bought_category":
        yield {"products": world.products}
    if metric != "bought_product":
        yield {"categories": world.categories[:1], "days": 365}
        yield {"categories": world.categories[1:]}
    if metric.startswith("order"):
        yield {"products": world.products[:2], "categories": world.categories[1:], "days": 365}


def _criterion(metric, operator, value, asked, value2=False):
    values = {"metric": metric, "operator": operator, "value": value, "value2": value2}
    values["period_days"] = asked.get("days", 0)
    values["date_from"] = asked.get("first", False)
    values["date_to"] = asked.get("last", False)
    values["product_ids"] = [Command.set(asked.get("products", []))]
    values["categ_ids"] = [Command.set(asked.get("categories", []))]
    return values


def _of_numbers(metric, numbers, asked, *, equal=True):
    known = sorted(value for value in numbers.values() if value is not None)
    low, middle, high = (known[len(known) * n // 10] for n in (3, 6, 9))
    if metric in ("distance_km", "payment_delay_days"):
        # what has no end of digits is compared with a round number beside it
        low, middle, high = (round(value) for value in (low, middle, high))
    for number, sign in enumerate(COMPARE):
        if equal or sign not in ("=", "!="):
            value = (middle, high)[number % 4 > 1]
            persons = _persons(numbers, _comparison(metric, sign, value))
            yield _case(metric, sign, value, asked, persons)
    persons = _persons(numbers, lambda x: x is not None and low <= x <= high)
    yield _case(metric, "between", low, asked, persons, high)
    if equal:
        some = {low, middle, high}
        yield _case(metric, "in", [*some], asked, _persons(numbers, lambda x: x in some))
        yield _case(metric, "not in", [*some], asked, _persons(numbers, lambda x: x not in some))


def _comparison(metric, sign, value):
    unknown = sign == "!=" or (metric, sign) in NEVER_IS_LONG
    return lambda x: unknown if x is None else COMPARE[sign](x, value)


def _of_bought(metric, sets, asked):
    bought = _persons(sets, bool)
    rest = frozenset(sets) - bought
    yield _case(metric, "=", False, asked, rest)
    for sign, value, persons in (
        ("=", True, bought), ("in", True, bought), ("!=", True, rest), ("not in", "", rest),
    ):  # fmt: skip
        yield _case(metric, sign, value, asked, persons)


def _of_sets(metric, sets, asked, chosen):
    for some, equal, unequal in ((chosen[:1], "=", "!="), (chosen[:2], "in", "not in")):
        inside = _persons(sets, lambda x, some=some: bool(x & set(some)))
        yield _case(metric, equal, some, asked, inside)
        yield _case(metric, unequal, some, asked, frozenset(sets) - inside)
    yield _case(metric, "in", "", asked, _persons(sets, bool))
    yield _case(metric, "not in", "", asked, frozenset(sets) - _persons(sets, bool))


def _choices(world):
    env = world.env
    yield "received_campaign", world.campaigns
    yield "responded", env["crm.campaign.response"].search([], order="id", limit=3).ids
    yield "registered_event", world.events
    yield "answered_survey", world.surveys
    yield "rfm_segment", env["crm.rfm.segment"].search([], limit=3).ids


def _persons(values: dict, holds: Callable) -> frozenset:
    return frozenset(person for person, value in values.items() if holds(value))


def _case(metric, sign, value, asked, persons, value2=False):
    name = f"{metric} {sign} {value}{f' … {value2}' if value2 is not False else ''} {asked or ''}"
    return Case(name.strip(), _criterion(metric, sign, value, asked, value2), persons)


def trees(rng, some: list[Case], everybody: frozenset, count: int) -> Iterator[Case]:
    """Random trees of those cases, two levels deep."""
    for _number in range(count):
        yield _tree(rng, some, everybody, 2)


def _tree(rng, some, everybody, depth):
    if not depth:
        return rng.choice(some)
    parts = [_tree(rng, some, everybody, rng.randrange(depth)) for _ in range(rng.randint(2, 3))]
    join = rng.choice(("all", "any", "none"))
    persons = everybody.intersection(*(part.persons for part in parts))
    if join != "all":
        persons = frozenset().union(*(part.persons for part in parts))
    if join == "none":
        persons = everybody - persons
    values = {"join": join, "child_ids": [part.values for part in parts]}
    return Case(f"{join}({'; '.join(part.name for part in parts)})", values, persons)


assert set(figures.SQL) == set(NUMBERS)
