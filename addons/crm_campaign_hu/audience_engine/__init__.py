"""What an audience's criteria mean, without Odoo: their check, their shape, their circles."""

from .circles import find_circle
from .criteria import Leaf, Node, checked_leaf, holds_without, leaves, pruned
from .faults import Fault
from .metrics import BOUGHT, FIRM, METRICS, NUMBER, OPERATORS, PERSON, SET, Metric
from .periods import Period
from .values import as_text
