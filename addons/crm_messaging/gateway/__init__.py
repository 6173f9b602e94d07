"""Talking to what carries messages: what was handed over, what was not, and what nobody knows."""

from .http import HttpGateway, Request
from .mail import deliver as deliver_mail
from .outcome import Outcome, Verdict
