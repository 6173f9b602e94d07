"""Public registers, asked one customer at a time."""

from .answer import INVALID, REFUSED, UNKNOWN, UNREACHABLE, UNREADABLE, VALID, Answer, RegisterError
from .nav import NavConnection
from .vies import ask_vies
