"""Customers come in: files read, rows cleaned, partners found, values laid over one another.

No Odoo, no clock, no files but those handed in. Answers are codes (`codes`), never sentences.
"""

from . import codes
from .canonical import same_value, stored_identity
from .cleaner import Cleaner, CleanRow, UnreadableCells
from .counts import Counts
from .errors import ReadError
from .export import neutralise, rejected_row, write_csv, write_xlsx
from .headers import Column, bind, suggest
from .identity import Identity
from .laying import Change, Laid, Stored, has_news, lay
from .list_rows import list_places, list_rows
from .reading import Settings, Table, cell_text, read, recognise_kind
from .register import KnownPartner, Place
from .register_check import (
    filled_tax_number,
    pause_minutes,
    same_address,
    same_name,
    street_line,
)
from .resolver import Resolution, Resolver, Rules
from .targets import kind_of
