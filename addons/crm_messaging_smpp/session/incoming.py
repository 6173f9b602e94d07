"""What a carrier sends us: what became of a message, and what a customer wrote."""

import re
from dataclasses import dataclass

from .alphabet import decode

#: in the class of a message: it is a receipt; it begins with a header of its own
RECEIPT, RECEIPT_BITS, HEADED = 0x04, 0x3C, 0x40
#: elements of that header that join parts: octets of the reference, then total and number
JOINED = {0x00: 1, 0x08: 2}
STATES = {
    1: "ENROUTE", 2: "DELIVRD", 3: "EXPIRED", 4: "DELETED", 5: "UNDELIV", 6: "ACCEPTD",
    7: "UNKNOWN", 8: "REJECTD",
}  # fmt: skip
IN_TEXT = {"id": re.compile(r"\bid:(\S+)"), "stat": re.compile(r"\bstat:(\w+)")}


@dataclass(frozen=True, slots=True)
class Received:
    """A message that came, or a part of one: `key` is the same for all its parts."""

    sender: str
    text: str
    key: tuple = ()
    number: int = 1
    total: int = 1


def receipt_of(pdu) -> dict[str, str] | None:
    """Return number and state of a receipt; None: it is none."""
    if (pdu.esm_class or 0) & RECEIPT_BITS != RECEIPT:
        return None
    text = _text(pdu)
    found = {name: pattern.search(text) for name, pattern in IN_TEXT.items()}
    said = {name: match[1] if match else "" for name, match in found.items()}
    number = _word(getattr(pdu, "receipted_message_id", None))
    state = STATES.get(getattr(pdu, "message_state", None) or 0, "")
    return {"id": number or said["id"], "stat": state or said["stat"]}


def received_of(pdu) -> Received:
    """Return what a customer wrote, or the part of it that came."""
    sender, octets = _word(pdu.source_addr), _octets(pdu)
    reference, total, number = None, 1, 1
    if (pdu.esm_class or 0) & HEADED and octets:
        header, octets = octets[1 : 1 + octets[0]], octets[1 + octets[0] :]
        reference, total, number = _joined(header)
    elif getattr(pdu, "sar_total_segments", None):
        reference, total = pdu.sar_msg_ref_num, pdu.sar_total_segments
        number = pdu.sar_segment_seqnum
    return Received(
        sender, decode(octets, pdu.data_coding or 0), (sender, reference), number, total
    )


class Assembler:
    """Puts messages together from their parts."""

    def __init__(self):
        self._parts = {}

    def add(self, part: Received) -> Received | None:
        """Take a part; return the message when it is the last that was missing."""
        if part.total <= 1:
            return part
        known = self._parts.setdefault(part.key, {})
        known[part.number] = part
        if len(known) < part.total:
            return None
        return _whole(self._parts.pop(part.key))

    def rest(self) -> list[Received]:
        """Return what never became complete, as far as it came."""
        left = [_whole(known) for known in self._parts.values()]
        self._parts.clear()
        return left


def _whole(parts):
    texts = [parts[number].text for number in sorted(parts)]
    return Received(next(iter(parts.values())).sender, "".join(texts))


def _joined(header):
    """Return reference, total and number as a header of joined messages says them."""
    while len(header) >= 2:
        kind, length = header[0], header[1]
        value, header = header[2 : 2 + length], header[2 + length :]
        width = JOINED.get(kind)
        if width and len(value) == width + 2:
            return value[:width], value[width], value[width + 1]
    return None, 1, 1


def _octets(pdu):
    return getattr(pdu, "message_payload", None) or pdu.short_message or b""


def _text(pdu):
    return decode(_octets(pdu), pdu.data_coding or 0)


def _word(value):
    text = value.decode("ascii", errors="replace") if isinstance(value, bytes) else value or ""
    return text.rstrip("\0")
