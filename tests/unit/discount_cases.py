"""The worked orders of the discount addon as facts and rules of its engine."""

import json
from datetime import date
from decimal import Decimal
from pathlib import Path

from discount_engine import Group, Limits, Line, Order, Product, Rule, RuleBook, Tier

FILE = (
    Path(__file__).parents[2] / "addons" / "crm_discount_rules" / "tests" / "data"
) / "discount_cases.json"
PARENTS = {
    "tools": "all",
    "power_tools": "tools",
    "hand_tools": "tools",
    "paint": "all",
    "fixings": "all",
    "gold_reseller": "reseller",
}


def load():
    """All cases, numbers at their decimal value."""
    return json.loads(FILE.read_text(encoding="utf-8"), parse_float=Decimal)


def with_ancestors(*names):
    """The categories named and all above them."""
    found = set()
    for name in names:
        while name:
            found.add(name)
            name = PARENTS.get(name)
    return frozenset(found)


def book_of(case):
    groups = [
        Group(row["code"], row["sequence"], row["policy"], row["cap_percent"])
        for row in case["groups"]
    ]
    return RuleBook.build([_rule(row) for row in case["rules"]], groups)


def order_of(case):
    products = {
        name: Product(name, name, with_ancestors(row["category"]), row["cost"])
        for name, row in case["products"].items()
    }
    limits = case["limits"]
    return Order(
        tuple(
            Line(
                key,
                products[row["product"]],
                row["qty"],
                case["products"][row["product"]]["list_price"],
            )
            for key, row in enumerate(case["order"]["lines"])
        ),
        date.fromisoformat(case["order"]["date"]),
        partner_categories=with_ancestors(*case["order"]["partner_categories"]),
        limits=Limits(limits.get("max_discount_percent", 0), limits.get("min_margin_percent")),
    )


def _rule(row):
    return Rule(
        row["code"],
        row["group"],
        row["measure"],
        row["benefit"],
        tuple(Tier(tier["min_value"], tier["value"]) for tier in row["tiers"]),
        sequence=row["sequence"],
        exclusive=row.get("exclusive", "no"),
        date_start=_date(row.get("date_start")),
        date_end=_date(row.get("date_end")),
        partner_categories=frozenset(row.get("partner_categories", ())),
        products=frozenset(row.get("products", ())),
        categories=frozenset(row.get("categories", ())),
        excluded_products=frozenset(row.get("excluded_products", ())),
        excluded_categories=frozenset(row.get("excluded_categories", ())),
    )


def _date(text):
    return date.fromisoformat(text) if text else None
