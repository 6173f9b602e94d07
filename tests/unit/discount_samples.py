"""Short ways to write rules and orders for tests of the discount engine.

Money is in forints unless a test says otherwise; every day is an ordinary Friday.
"""

from datetime import date

from discount_engine import Group, Limits, Line, Order, Product, Rule, RuleBook, Tier, evaluate

DAY = date(2026, 11, 20)
A = Group("A", 10, "best")
PAINT = Product("paint-1", "paint", frozenset(("paints", "all")), 600)
BRUSH = Product("brush-1", "brush", frozenset(("tools", "all")), 300)


def tiers(*pairs):
    return tuple(Tier(least, value) for least, value in pairs)


def rule(code="R1", benefit="percent", *steps, group="A", measure="line_qty", **more):
    """A rule that reaches its tiers by the line's quantity; 10 % from one on, unless told."""
    return Rule(code, group, measure, benefit, tiers(*(steps or ((1, 10),))), **more)


def line(product=PAINT, quantity=1, price=1000, key=None, **more):
    return Line(key or product.id, product, quantity, price, **more)


def order(*lines, **more):
    return Order(tuple(lines), **{"date": DAY, "currency_step": 1, **more})


def priced(rules, lines, groups=(A,), *, company=None, **more):
    """The outcome of an order with these lines, explained."""
    book = RuleBook.build(rules, groups, company)
    return evaluate(order(*lines, company=company, **more), book, explain=True)


def first(rules, lines, groups=(A,), **more):
    """The outcome of the first line."""
    return priced(rules, lines, groups, **more).lines[0]


def taken(outcome):
    """What each rule took off the line, by code, in order of application."""
    return {each.code: each.amount for each in outcome.applied}


def reasons(outcome):
    return {each.code: each.text for each in outcome.rejected}


def limits(most=0, margin=None):
    return {"limits": Limits(most, margin)}
