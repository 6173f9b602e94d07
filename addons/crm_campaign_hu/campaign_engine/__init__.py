"""What can be said of a campaign without Odoo: its uplift, its figures, its links."""

from .funnel import COUNTED, KEYS, Facts, figures
from .links import rewritten
from .response_rows import KEYS as PERSON_KEYS
from .response_rows import cell_date, cell_text, columns_of, plain
from .uplift import Uplift, uplift, wilson
from .workbook import workbook

__all__ = [
    "COUNTED",
    "KEYS",
    "PERSON_KEYS",
    "Facts",
    "Uplift",
    "cell_date",
    "cell_text",
    "columns_of",
    "figures",
    "plain",
    "rewritten",
    "uplift",
    "wilson",
    "workbook",
]
