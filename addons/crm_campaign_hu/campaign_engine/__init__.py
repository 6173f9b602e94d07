"""What can be said of a campaign without Odoo: its uplift, its figures, its links."""

from .funnel import COUNTED, KEYS, Facts, figures
from .links import rewritten
from .uplift import Uplift, uplift, wilson

__all__ = [
    "COUNTED",
    "KEYS",
    "Facts",
    "Uplift",
    "figures",
    "rewritten",
    "uplift",
    "wilson",
]
