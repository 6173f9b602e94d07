"""The one error of this package."""

# why another database cannot be read
BAD_ADDRESS = "bad_address"
UNKNOWN_KIND = "unknown_kind"
HIDDEN_SECRET = "hidden_secret"
MISSING_DRIVER = "missing_driver"
UNREACHABLE = "unreachable"
REFUSED = "refused"
WRITES = "writes"
TIMEOUT = "timeout"
LOST = "lost"
BAD_VALUE = "bad_value"
NO_COLUMN = "no_column"


class DatabaseError(Exception):
    """Another database that cannot be read; ``code`` says why.

    ``detail`` is what the database or its driver said, without the address and its secrets.
    """

    def __init__(self, code, detail=""):
        super().__init__(code, detail)
        self.code = code
        self.detail = detail
