"""Partners written in sets, as fast as the database takes them, and proven against the ORM."""

from .partners import BulkPartners
