"""A real SMTP server that keeps what it gets, and refuses whom it is told to refuse."""

import email
import email.policy
import socketserver
import threading
from dataclasses import dataclass, field

from .ports import wait_for


@dataclass(frozen=True)
class Letter:
    """One accepted message: the envelope as sent, the content as bytes."""

    sender: str
    recipients: tuple
    content: bytes = field(repr=False)

    @property
    def message(self):
        """The parsed message (:class:`email.message.EmailMessage`)."""
        return email.message_from_bytes(self.content, policy=email.policy.default)


class _Conversation(socketserver.StreamRequestHandler):
    timeout = 60

    def handle(self):
        self._reset()
        self._say(220, "sink ready")
        for raw in self.rfile:
            line = raw.decode("utf-8", "replace").strip()
            verb, _space, rest = line.partition(" ")
            if verb.upper() == "QUIT":
                self._say(221, "bye")
                return
            getattr(self, f"_{verb.lower()}", self._unknown)(rest)

    def _reset(self):
        self.sender, self.recipients = None, []

    def _say(self, code, text):
        self.wfile.write(f"{code} {text}\r\n".encode())

    def _unknown(self, _rest):
        self._say(502, "not implemented")

    def _helo(self, _rest):
        self._say(250, "sink")

    def _ehlo(self, _rest):
        self.wfile.write(b"250-sink\r\n250-8BITMIME\r\n250-SMTPUTF8\r\n250 SIZE 50000000\r\n")

    def _noop(self, _rest):
        self._say(250, "OK")

    def _rset(self, _rest):
        self._reset()
        self._say(250, "OK")

    def _mail(self, rest):
        self.sender = _address(rest)
        self._say(250, "OK")

    def _rcpt(self, rest):
        address = _address(rest)
        refusal = self.server.sink.refusals.get(address.lower())
        if refusal:
            self._say(*refusal)
            return
        self.recipients.append(address)
        self._say(250, "OK")

    def _data(self, _rest):
        if not self.recipients:
            self._say(503, "no valid recipients")
            return
        self._say(354, "end with a line of one dot")
        lines = []
        for raw in self.rfile:
            if raw in (b".\r\n", b".\n"):
                break
            lines.append(raw[1:] if raw.startswith(b"..") else raw)
        letter = Letter(self.sender, tuple(self.recipients), b"".join(lines))
        self.server.sink.take(letter)
        self._reset()
        self._say(250, "kept")


def _address(rest):
    start, end = rest.find("<"), rest.find(">")
    return rest[start + 1 : end] if 0 <= start < end else rest.partition(":")[2].strip()


class _Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True


class SmtpSink:
    """Collects letters on a free port of 127.0.0.1; a context manager.

    ``port`` to send to, ``letters`` so far in the order of arrival.
    """

    def __init__(self, port=0):
        self.letters, self.refusals = [], {}
        self._lock = threading.Lock()
        self._server = _Server(("127.0.0.1", port), _Conversation)
        self._server.sink = self
        self.port = self._server.server_address[1]
        self._thread = threading.Thread(target=self._server.serve_forever, daemon=True)

    def refuse(self, address, code=550, text="no such mailbox"):
        """Answer letters to this address with an error from now on (4xx: try later)."""
        self.refusals[address.lower()] = (code, text)

    def take(self, letter):
        """Keep a letter."""
        with self._lock:
            self.letters.append(letter)

    def to(self, address):
        """Return the letters to one address."""
        with self._lock:
            return [letter for letter in self.letters if address in letter.recipients]

    def wait(self, count, seconds=30):
        """Return the letters once there are at least ``count``; TimeoutError otherwise."""
        wait_for(lambda: len(self.letters) >= count, seconds, f"{count} letters")
        return list(self.letters)

    def __enter__(self):
        self._thread.start()
        return self

    def __exit__(self, *_error):
        self._server.shutdown()
        self._server.server_close()
