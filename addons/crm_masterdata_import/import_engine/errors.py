"""The one error of this engine."""

# why a file cannot be read
EMPTY_FILE = "empty_file"
WRONG_FORMAT = "wrong_format"
NOT_TEXT = "not_text"
WRONG_ENCODING = "wrong_encoding"
BROKEN_FILE = "broken_file"
ENCRYPTED_FILE = "encrypted_file"
ZIP_BOMB = "zip_bomb"
DTD_REFUSED = "dtd_refused"
NO_SUCH_SHEET = "no_such_sheet"
NO_SUCH_RECORD = "no_such_record"
TOO_LARGE = "too_large"


class ReadError(Exception):
    """A file that cannot be read; ``code`` says why, ``params`` (a dict) the particulars."""

    def __init__(self, code, **params):
        super().__init__(code, params)
        self.code = code
        self.params = params
