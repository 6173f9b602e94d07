"""How discounts combine: an order and a book of rules in, prices with their reasons out.

No Odoo, no input or output, no clock. Reasons and faults are codes with parameters.
"""

from .book import RuleBook
from .evaluate import evaluate
from .facts import FactError, Limits, Line, Order, Product
from .faults import Fault, RuleError, group_faults, limit_faults, rule_faults
from .numbers import exact, rounded, six_decimals
from .outcome import Applied, Level, LineOutcome, Outcome, Rejected, Threshold
from .parts import part_amount, percent_for, shown_amounts
from .rules import BENEFITS, EXCLUSIVES, MEASURES, POLICIES, Group, Rule, Tier

__all__ = [
    "BENEFITS",
    "EXCLUSIVES",
    "MEASURES",
    "POLICIES",
    "Applied",
    "FactError",
    "Fault",
    "Group",
    "Level",
    "Limits",
    "Line",
    "LineOutcome",
    "Order",
    "Outcome",
    "Product",
    "Rejected",
    "Rule",
    "RuleBook",
    "RuleError",
    "Threshold",
    "Tier",
    "evaluate",
    "exact",
    "group_faults",
    "limit_faults",
    "part_amount",
    "percent_for",
    "rounded",
    "rule_faults",
    "shown_amounts",
    "six_decimals",
]
