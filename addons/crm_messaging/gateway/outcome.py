"""What became of one attempt to hand a message over."""

from dataclasses import dataclass
from enum import Enum


class Verdict(Enum):
    """`LATER`: nothing was handed over, try again. `UNSURE`: it may have been, do not repeat."""

    SENT = "sent"
    LATER = "later"
    REFUSED = "refused"
    UNSURE = "unsure"


@dataclass(frozen=True, slots=True)
class Outcome:
    """One attempt's end.

    :param ref: the message's number at the gateway, empty where it gave none
    :param detail: what the other side said, for people
    :param is_down: the other side could not be reached, or said nothing
    """

    verdict: Verdict
    ref: str = ""
    detail: str = ""
    is_down: bool = False
