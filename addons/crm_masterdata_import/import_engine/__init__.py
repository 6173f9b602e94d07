"""Customers come in: files read, rows cleaned, partners found, values laid over one another.

No Odoo, no clock, no files but those handed in. Answers are codes (`codes`), never sentences.
"""

from . import codes
from .cleaner import Cleaner, CleanRow, UnreadableCells
from .errors import ReadError
from .headers import Column, bind, suggest
from .identity import Identity
from .reading import Settings, Table, cell_text, read, recognise_kind
from .targets import kind_of
