"""A carrier on loopback that speaks SMPP 3.4, written from the protocol's own tables."""

import asyncio
import contextlib
import struct
import threading
from dataclasses import dataclass

BIND_RECEIVER, BIND_TRANSMITTER, SUBMIT, DELIVER = 0x01, 0x02, 0x04, 0x05
UNBIND, ENQUIRE = 0x06, 0x15
ANSWER = 0x80000000
WRONG_PASSWORD = 0x0E


@dataclass
class Submitted:
    """A message as it was submitted."""

    sender: str
    sender_kind: tuple
    number: str
    esm_class: int
    registered: int
    coding: int
    octets: bytes
    options: dict


class SmppServer:
    """What was submitted stands in `taken`; a context manager.

    :param answers: one each message: a status, "drop" to break off after taking it, "hang" to say
        nothing; the last one stays
    :param waiting: bodies of `deliver_sm` for whoever binds as a receiver; their answers' states
        stand in `delivered`
    """

    def __init__(self, *answers, password="letmein", waiting=()):
        self.taken, self.bound, self.delivered = [], [], []
        self._answers, self._password, self._waiting = list(answers or [0]), password, list(waiting)
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)

    def __enter__(self):
        self._thread.start()
        starting = asyncio.start_server(self._serve, "127.0.0.1", 0)
        self._server = asyncio.run_coroutine_threadsafe(starting, self._loop).result(10)
        self.port = self._server.sockets[0].getsockname()[1]
        return self

    def __exit__(self, *_error):
        self._loop.call_soon_threadsafe(self._server.close)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(10)

    async def _serve(self, reader, writer):
        with contextlib.suppress(asyncio.IncompleteReadError, ConnectionError):
            while True:
                length, command, status, sequence = struct.unpack(
                    ">IIII", await reader.readexactly(16)
                )
                body = await reader.readexactly(length - 16)
                if not self._react(writer, command, status, sequence, body):
                    break
        writer.close()

    def _react(self, writer, command, status, sequence, body):
        """Answer one PDU; return whether the connection stays."""
        if command in (BIND_RECEIVER, BIND_TRANSMITTER):
            return self._bind(writer, command, sequence, body)
        if command == SUBMIT:
            return self._submit(writer, sequence, body)
        if command == DELIVER | ANSWER:
            self.delivered.append(status)
        elif command == UNBIND:
            _send(writer, command | ANSWER, 0, sequence)
            return False
        return True

    def _bind(self, writer, command, sequence, body):
        system_id, password = body.split(b"\0")[:2]
        right = password.decode() == self._password
        _send(writer, command | ANSWER, 0 if right else WRONG_PASSWORD, sequence, b"carrier\0")
        self.bound.append((command, system_id.decode(), right))
        if right and command == BIND_RECEIVER:
            for number, content in enumerate(self._waiting, start=1000):
                _send(writer, DELIVER, 0, number, content)
        return right

    def _submit(self, writer, sequence, body):
        self.taken.append(_read_submitted(body))
        answer = self._answers.pop(0) if len(self._answers) > 1 else self._answers[0]
        if answer == "drop":
            return False
        if answer != "hang":
            # a question in between, as real ones ask at any time
            _send(writer, ENQUIRE, 0, 77)
            number = b"" if answer else f"id{len(self.taken)}\0".encode()
            _send(writer, SUBMIT | ANSWER, answer, sequence, number)
        return True


def delivered(sender, text, esm_class=0, coding=0, options=b""):
    """Return the body of a `deliver_sm`."""
    octets = text if isinstance(text, bytes) else text.encode("ascii")
    return (
        b"\0\1\1" + sender.encode() + b"\0\1\1" + b"3612345678\0"
        + bytes([esm_class, 0, 0]) + b"\0\0" + bytes([0, 0, coding, 0, len(octets)]) + octets
        + options
    )  # fmt: skip


def option(tag, value):
    """Return an optional parameter."""
    return struct.pack(">HH", tag, len(value)) + value


def _send(writer, command, status, sequence, body=b""):
    writer.write(struct.pack(">IIII", 16 + len(body), command, status, sequence) + body)


def _read_submitted(body):
    _service, rest = body.split(b"\0", 1)
    kind, (sender, rest) = tuple(rest[:2]), rest[2:].split(b"\0", 1)
    number, rest = rest[2:].split(b"\0", 1)
    esm_class, rest = rest[0], rest[3:]
    _schedule, _validity, rest = rest.split(b"\0", 2)
    registered, _replace, coding, _canned, length = rest[:5]
    octets, rest = rest[5 : 5 + length], rest[5 + length :]
    options = {}
    while rest:
        tag, size = struct.unpack(">HH", rest[:4])
        options[tag], rest = rest[4 : 4 + size], rest[4 + size :]
    return Submitted(sender.decode(), kind, number.decode(), esm_class, registered, coding, octets,
                     options)  # fmt: skip
