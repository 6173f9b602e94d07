"""When a rule can touch a line: each condition by itself, as discounts are defined."""

from datetime import date

from .facts import Order, Product
from .rules import Rule


def in_period(rule: Rule, day: date) -> bool:
    """Whether the day lies within the rule's dates, both included."""
    return not (
        (rule.date_start and day < rule.date_start) or (rule.date_end and day > rule.date_end)
    )


def customer_matches(rule: Rule, order: Order) -> bool:
    """Whether the rule is for this customer: by name, by category, or for everybody."""
    if not rule.partners and not rule.partner_categories:
        return True
    return order.partner in rule.partners or not rule.partner_categories.isdisjoint(
        order.partner_categories
    )


def pricelist_matches(rule: Rule, order: Order) -> bool:
    """Whether the rule goes with the order's pricelist."""
    return not rule.pricelists or order.pricelist in rule.pricelists


def product_excluded(rule: Rule, product: Product) -> bool:
    """Whether the rule leaves the product out, by name or by category."""
    return product.id in rule.excluded_products or not rule.excluded_categories.isdisjoint(
        product.categories
    )
