"""Reading a forecast file: bytes or cells in, rows and errors out; no Odoo, no files, no clock.

Errors are codes with the place and the value; whoever calls words them.
"""

from .changes import Changes, Wanted, plan
from .columns import FIELDS, REQUIRED, Columns, find_columns
from .data import Cell, FileError, ForecastRow, Parsed, Period, RowError
from .periods import parse_period
from .quantities import parse_quantity
from .rows import parse_cells
from .text import cells_from_csv

__all__ = [
    "FIELDS",
    "REQUIRED",
    "Cell",
    "Changes",
    "Columns",
    "FileError",
    "ForecastRow",
    "Parsed",
    "Period",
    "RowError",
    "Wanted",
    "cells_from_csv",
    "find_columns",
    "parse_cells",
    "parse_period",
    "parse_quantity",
    "plan",
]
