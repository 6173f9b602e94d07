"""One session with a carrier's server: messages go out on it, or receipts and answers come in."""

import contextlib
import logging
import secrets
import select
import socket
import ssl
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from smpplib import client, consts, exceptions, smpp

from odoo.addons.crm_messaging.gateway import Outcome, Verdict
from odoo.addons.crm_messaging.message_engine import sms_parts

from .alphabet import encode

#: what a carrier says that has no room just now
NOT_NOW = {
    consts.SMPP_ESME_RTHROTTLED, consts.SMPP_ESME_RMSGQFUL, consts.SMPP_ESME_RSYSERR,
}  # fmt: skip
BROKEN = (exceptions.ConnectionError, OSError)
#: what comes back to be sent again
AGAIN = consts.SMPP_ESME_RX_T_APPN
UNKNOWN_TON, INTERNATIONAL, ALPHANUMERIC = 0, 1, 5
ISDN = 1
#: its lines quote what goes over the wire, the password among it
WIRE = "smpplib.wire"
logging.getLogger(WIRE).setLevel(logging.WARNING)


@dataclass(frozen=True, slots=True)
class SmppAddress:
    """Where a carrier is, and who we are there."""

    host: str
    port: int
    system_id: str
    password: str = field(repr=False)
    system_type: str = ""
    with_tls: bool = False
    sender: str = ""
    with_sar: bool = False


class _Client(client.Client):
    def _create_socket(self):
        """As the library's, but the server must be the one that its certificate names."""
        if self._ssl_context is None:
            return super()._create_socket()
        raw = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        raw.settimeout(self.timeout)
        return self._ssl_context.wrap_socket(raw, server_hostname=self.host)


class SmppSession:
    """A session that begins when it is first needed; a context manager.

    :param patience: seconds to reach the carrier, and as many to hear of it
    """

    def __init__(self, address: SmppAddress, patience: float):
        self._address, self._patience = address, patience
        self._client = None
        # parts of other messages to the same telephone must not have the same one
        self._reference = secrets.randbelow(256)

    def __enter__(self):
        return self

    def __exit__(self, *_error):
        if self._client:
            with contextlib.suppress(exceptions.PDUError, *BROKEN):
                self._client.unbind()
        self._drop()

    def deliver(self, number: str, text: str) -> Outcome:
        """Hand one message over, in as many parts as it needs; what may have left is not repeated.

        The receipt is asked for the last part, and the message has its number.
        """
        try:
            self._bind("bind_transmitter")
        except (exceptions.PDUError, *BROKEN) as error:
            self._drop()
            return Outcome(Verdict.LATER, detail=_said(error), is_down=True)
        reference, begun = "", False
        for values in self._submissions(number, text):
            try:
                answer = self._ask(values)
            except (exceptions.PDUError, *BROKEN) as error:
                self._drop()
                return Outcome(Verdict.UNSURE, detail=_said(error), is_down=True)
            if answer.status:
                return _refused(answer.status, begun)
            reference, begun = _number(answer), True
        return Outcome(Verdict.SENT, ref=reference)

    def listen(self, seconds: float, take: Callable[[object], bool]) -> None:
        """Take what the carrier has for us.

        :param take: gets each message as it came, returns whether it is kept: what is not kept
            comes again
        :raises OSError, smpplib.exceptions.ConnectionError, smpplib.exceptions.PDUError: nobody is
            there, or does not let us in
        """
        self._bind("bind_receiver")
        end = time.monotonic() + seconds
        while self._client and (left := end - time.monotonic()) > 0:
            if self._has_something(left):
                self._answer(self._client.read_pdu(), take)

    def _bind(self, how):
        if self._client:
            return
        to = self._address
        context = ssl.create_default_context() if to.with_tls else None
        # before it is bound, so that it is closed whatever comes
        self._client = _Client(
            to.host, to.port, timeout=self._patience, ssl_context=context, logger_name=WIRE,
            allow_unknown_opt_params=True,
        )  # fmt: skip
        self._client.connect()
        getattr(self._client, how)(
            system_id=to.system_id, password=to.password, system_type=to.system_type
        )

    def _drop(self):
        found, self._client = self._client, None
        if found:
            found.disconnect()

    def _submissions(self, number, text):
        """Yield the values of each part."""
        parts = sms_parts(text) or [""]
        self._reference = (self._reference + 1) % 256
        _octets, coding = encode(text)
        for place, part in enumerate(parts, start=1):
            octets = part.encode("utf-16-be") if coding else encode(part)[0]
            values = {
                **self._from(), "dest_addr_ton": INTERNATIONAL, "dest_addr_npi": ISDN,
                "destination_addr": number.lstrip("+"), "data_coding": coding, "esm_class": 0,
                "short_message": octets, "registered_delivery": place == len(parts),
            }  # fmt: skip
            yield values | (self._joined(octets, place, len(parts)) if len(parts) > 1 else {})

    def _from(self):
        sender = self._address.sender.lstrip("+")
        if not sender:
            return {"source_addr_ton": UNKNOWN_TON, "source_addr_npi": 0, "source_addr": ""}
        if sender.isdigit():
            return {"source_addr_ton": INTERNATIONAL, "source_addr_npi": ISDN,
                    "source_addr": sender}  # fmt: skip
        return {"source_addr_ton": ALPHANUMERIC, "source_addr_npi": 0, "source_addr": sender}

    def _joined(self, octets, place, total):
        """Return what joins a part with the others: options of the protocol, or a header."""
        if self._address.with_sar:
            return {"sar_msg_ref_num": self._reference, "sar_total_segments": total,
                    "sar_segment_seqnum": place}  # fmt: skip
        header = bytes((5, 0, 3, self._reference, total, place))
        return {"short_message": header + octets, "esm_class": consts.SMPP_GSMFEAT_UDHI}

    def _ask(self, values):
        """Submit a part and return the carrier's answer to it."""
        sent = self._client.send_message(**values)
        end = time.monotonic() + self._patience
        while time.monotonic() < end:
            answer = self._client.read_pdu()
            if answer.sequence == sent.sequence and answer.command != "enquire_link":
                return answer
            self._answer(answer, lambda _pdu: False)
        raise TimeoutError

    def _answer(self, pdu, take):
        """Answer what the carrier asks or brings."""
        if pdu.command == "deliver_sm":
            self._reply("deliver_sm_resp", pdu, consts.SMPP_ESME_ROK if take(pdu) else AGAIN)
        elif pdu.command == "enquire_link":
            self._reply("enquire_link_resp", pdu, consts.SMPP_ESME_ROK)
        elif pdu.command == "unbind":
            self._reply("unbind_resp", pdu, consts.SMPP_ESME_ROK)
            self._drop()

    def _reply(self, command, pdu, status):
        reply = smpp.make_pdu(command, client=self._client, status=status)
        reply.sequence = pdu.sequence
        self._client.send_pdu(reply)

    def _has_something(self, seconds):
        wire = self._client._socket
        if self._address.with_tls and wire.pending():
            return True
        readable, _writable, _failed = select.select([wire], [], [], seconds)
        return bool(readable)


def _number(answer):
    number = answer.message_id or b""
    return (number.decode("ascii", "replace") if isinstance(number, bytes) else number).rstrip("\0")


def _refused(status, begun):
    said = f"{status:#06x} {consts.DESCRIPTIONS.get(status, '')}".strip()
    if status not in NOT_NOW:
        return Outcome(Verdict.REFUSED, detail=said)
    # parts that were taken must not go out a second time
    return Outcome(Verdict.UNSURE if begun else Verdict.LATER, detail=said, is_down=True)


def _said(error):
    return str(error.args[0]) if error.args else type(error).__name__
