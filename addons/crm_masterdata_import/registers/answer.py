"""What registers say, and why they say nothing."""

from dataclasses import dataclass

VALID, INVALID, UNKNOWN = "valid", "invalid", "unknown"
# it does not accept who asks; it does not answer; its answer is none
REFUSED, UNREACHABLE, UNREADABLE = "refused", "unreachable", "unreadable"


@dataclass(frozen=True, slots=True)
class Answer:
    """A register's answer; what it does not say is empty.

    ``tax_number`` has eleven digits, ``vat_code`` is its ninth, ``vat_group`` the first eight of
    the group's; ``incorporation`` is ``organization``, ``self_employed`` or ``taxable_person``;
    ``country`` an ISO code.
    """

    result: str
    name: str = ""
    tax_number: str = ""
    vat_code: str = ""
    incorporation: str = ""
    vat_group: str = ""
    country: str = ""
    zip: str = ""
    city: str = ""
    street: str = ""


class RegisterError(Exception):
    """No answer; ``code`` says why, ``detail`` has the register's own words.

    ``of_register``: whoever is asked about next would fare no better.
    """

    def __init__(self, code, detail="", of_register=True):
        super().__init__(code, detail)
        self.code = code
        self.detail = detail
        self.of_register = of_register
