"""Other firms' databases, read through SQLAlchemy. Knows nothing of Odoo."""

from .address import Address, parse
from .errors import DatabaseError
from .session import Limits, connected

__all__ = ["Address", "DatabaseError", "Limits", "connected", "parse"]
