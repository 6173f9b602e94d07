"""Whom one may write to: by purpose, channel, and what the person has said.

Marketing needs consent that was given (2008. évi XLVIII. tv. 6. §). What a contract or a service
needs may be sent, unless the person has refused this channel for this purpose.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

MARKETING = "marketing"
GIVEN, WITHDRAWN, PENDING = "given", "withdrawn", "pending"
#: why a channel is left out
NO_ADDRESS, NO_CONSENT, REFUSED, BLOCKED = "no_address", "no_consent", "refused", "blocked"


@dataclass(frozen=True, slots=True)
class Decision:
    """On which channel a message goes; without one, why not on each that was wanted."""

    channel: str | None
    reasons: tuple[tuple[str, str], ...] = ()


def choose_channel(
    purpose: str,
    channels: Sequence[str],
    addresses: Mapping[str, str],
    permissions: Mapping[str, str],
    blocked: frozenset[str] = frozenset(),
) -> Decision:
    """Choose the first channel, in order of preference, that has an address and is permitted.

    :param addresses: channel → address or number
    :param permissions: channel → what the person said of this purpose there
    :param blocked: channels that are on a black list, which bars marketing
    """
    reasons = []
    for channel in dict.fromkeys(channels):
        reason = _reason(purpose, channel, addresses, permissions, blocked)
        if not reason:
            return Decision(channel, tuple(reasons))
        reasons.append((channel, reason))
    return Decision(None, tuple(reasons))


def _reason(purpose, channel, addresses, permissions, blocked):
    if not addresses.get(channel):
        return NO_ADDRESS
    said = permissions.get(channel)
    if said == WITHDRAWN:
        return REFUSED
    if purpose == MARKETING:
        if channel in blocked:
            return BLOCKED
        return None if said == GIVEN else NO_CONSENT
    return None
