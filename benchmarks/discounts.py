"""Prices of orders under discount rules against Odoo's own, and the engine against bare Python.

Orders of 100 and 500 lines under 1,000 rules, in three groups of which the best rule counts each,
some twenty of them touching a line, against the same orders in a database without our addons.
Both are made through the ORM, amounts included, with rules also the trace: up to three records a
line. Then twenty rules that add up against twenty automatic promotions of Odoo's on the same
order. Last the engine alone, 500 lines under 1,000 rules, against a bare loop that looks rules up
by product and adds with Decimals.
"""

from collections import defaultdict
from datetime import date
from decimal import Decimal

from odoo import Command

from odoo.addons.crm_discount_rules.discount_engine import (
    Group,
    Line,
    Order,
    Product,
    Rule,
    RuleBook,
    Tier,
    evaluate,
)

from .support.measure import compare
from .support.plain import plain

RULES = 1000
GROUPS = 3
PROGRAMS = 20
TODAY = date(2026, 11, 20)
# how many times as long as the other way ours may take
ORDER_LIMIT = 1.15
ENGINE_LIMIT = 5.0
PROMOTION_LIMITS = {100: 1 / 7, 500: 1 / 15}


def measure(env):
    """Make the order where there are rules, and where there are none."""
    with plain(env) as without:
        sides = [_Side(env), _Side(without)]
        _rules(sides[0])
        for lines in (100, 500):
            made = sides[0].order(lines)
            assert made.order_line.discount_trace_ids and made.amount_untaxed
            yield compare(
                f"order of {lines} lines, {RULES} rules",
                lambda lines=lines: sides[0].order(lines),
                lambda lines=lines: sides[1].order(lines),
                rounds=5 if lines == 100 else 3,
                limit=ORDER_LIMIT,
            )
        env["crm.discount.rule"].search([]).unlink()
        yield from _promotions(*sides)
    yield _engine()


class _Side:
    """A database with a firm, a customer and goods."""

    def __init__(self, env):
        company = env["res.company"].create({"name": "Trader"})
        env.user.company_ids |= company
        self.env = env(context={**env.context, "allowed_company_ids": company.ids})
        self.company = company
        self.goods = self.env["product.product"].create(
            [
                {"name": f"Goods {n}", "list_price": 990 + n, "taxes_id": [Command.clear()]}
                for n in range(500)
            ]
        )
        self.partner = self.env["res.partner"].create({"name": "Customer"})
        self.env.flush_all()

    def order(self, lines):
        rows = [
            Command.create({"product_id": each.id, "product_uom_qty": 15})
            for each in self.goods[:lines]
        ]
        order = self.env["sale.order"].create(
            {"partner_id": self.partner.id, "pricelist_id": False, "order_line": rows}
        )
        self.env.flush_all()
        return order


def _group_rows(policy="best"):
    return [
        {"code": f"B{number}", "name": f"Group {number}", "sequence": number, "policy": policy}
        for number in range(GROUPS)
    ]


def _rules(side):
    groups = side.env["crm.discount.group"].create(_group_rows())
    goods = side.goods[:100]
    conditions = (
        lambda number: {"product_ids": [Command.link(goods[number % 100].id)]},
        lambda number: (
            {"partner_ids": [Command.link(side.partner.id)]}
            if number % 60 == 1
            else {"product_ids": [Command.link(goods[number * 3 % 100].id)]}
        ),
        lambda number: {"product_ids": [Command.link(goods[number * 7 % 100].id)]},
    )
    side.env["crm.discount.rule"].create(
        [
            {
                "code": f"BENCH{number:04}",
                "name": f"Rule {number}",
                "group_id": groups[number % GROUPS].id,
                "company_id": side.company.id,
                "tier_ids": [
                    Command.create({"min_value": 1, "value": number % 5 / 10}),
                    Command.create({"min_value": 10, "value": number % 7 / 10}),
                ],
                **conditions[number % 3](number),
            }
            for number in range(RULES)
        ]
    )
    side.env.flush_all()


def _promotions(ours, own):
    """Twenty percentages that add up on the whole order: priced anew, and applied anew."""
    group = ours.env["crm.discount.group"].create({"code": "SUM", "name": "Sum", "policy": "sum"})
    ours.env["crm.discount.rule"].create(
        [
            {
                "code": f"SUM{number}",
                "name": f"Rule {number}",
                "group_id": group.id,
                "company_id": ours.company.id,
                "measure": "order_amount",
                "tier_ids": [Command.create({"min_value": 100, "value": 1})],
            }
            for number in range(PROGRAMS)
        ]
    )
    own.env["loyalty.program"].search([]).active = False
    own.env["loyalty.program"].create([_program(number, own.goods) for number in range(PROGRAMS)])
    for lines, limit in PROMOTION_LIMITS.items():
        mine, theirs = ours.order(lines), own.order(lines)
        yield compare(
            f"{PROGRAMS} promotions on {lines} lines",
            lambda order=mine: _price(order),
            lambda order=theirs: _promote(order),
            rounds=1,
            limit=limit,
        )


def _program(number, goods):
    # on named goods: of those on the whole order, Odoo keeps the best one only
    reward = {
        "reward_type": "discount",
        "discount": 1,
        "discount_mode": "percent",
        "discount_applicability": "specific",
        "discount_product_ids": [Command.set(goods.ids)],
    }
    return {
        "name": f"Program {number}",
        "program_type": "promotion",
        "trigger": "auto",
        "applies_on": "current",
        "rule_ids": [Command.create({"minimum_amount": 100})],
        "reward_ids": [Command.create(reward)],
    }


def _price(order):
    order._recompute_prices()
    order.env.flush_all()
    assert len(order.order_line.discount_trace_ids) == PROGRAMS * len(order.order_line)


def _promote(order):
    order.order_line.filtered("reward_id").unlink()
    order._update_programs_and_rewards()
    for coupon, rewards in order._get_claimable_rewards().items():
        for reward in rewards:
            order._apply_program_reward(reward, coupon)
    order.env.flush_all()
    assert len(order.order_line.reward_id.program_id) == PROGRAMS


def _engine():
    """500 lines, each touched by some thirty of 1,000 rules in three groups."""
    groups = [Group(f"G{number}", number, "best", 0) for number in range(GROUPS)]
    rules = [
        Rule(
            f"R{number:04}",
            f"G{number % GROUPS}",
            "line_qty",
            "percent",
            (Tier(1, number % 5), Tier(10, number % 7)),
            products=frozenset({number % 33}),
            id=number,
        )
        for number in range(RULES)
    ]
    lines = [
        Line(number, Product(number % 33, number % 33, frozenset(), 0), 15, 1000 + number)
        for number in range(500)
    ]
    order = Order(tuple(lines), TODAY, None, 1, frozenset(), None, 1, Decimal(1))
    book = RuleBook.build(rules, groups)
    by_product = defaultdict(list)
    for rule in rules:
        (product,) = rule.products
        by_product[product].append(rule)
    expected = [float(each.net_amount) for each in evaluate(order, book).lines]
    assert [float(each) for each in _bare(lines, by_product)] == expected
    return compare(
        f"engine: 500 lines, {RULES} rules",
        lambda: evaluate(order, book),
        lambda: _bare(lines, by_product),
        limit=ENGINE_LIMIT,
    )


def _bare(lines, by_product):
    """The best rule of each group, group after group; tiers looked up, a trace kept."""
    amounts = []
    for line in lines:
        base = price = Decimal(line.unit_price)
        trace = []
        for group in range(GROUPS):
            best = max(
                (
                    (base * _share(rule, line.quantity), rule)
                    for rule in by_product[line.product.id]
                    if rule.group == f"G{group}"
                ),
                key=lambda pair: pair[0],
                default=None,
            )
            if best and best[0]:
                trace.append(best)
                base -= best[0]
        price -= sum((off for off, _rule in trace), Decimal(0))
        amounts.append(price * line.quantity)
    return amounts


def _share(rule, quantity):
    value = max((tier for tier in rule.tiers if tier.min_value <= quantity), key=_least).value
    return Decimal(value) / 100


def _least(tier):
    return tier.min_value
