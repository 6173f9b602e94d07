"""Files of customers as tables: headers, and rows that are read one at a time."""

from .cells import cell_text
from .reader import read, recognise_kind
from .table import Settings, Table

__all__ = ["Settings", "Table", "cell_text", "read", "recognise_kind"]
