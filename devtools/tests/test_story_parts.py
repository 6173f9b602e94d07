"""The story's parts that need no server."""

import base64
import struct
import xmlrpc.client
import zlib

import pytest

from devtools.story import STEPS, runner, table
from devtools.story.client import Client
from devtools.story.errors import StoryError
from devtools.story.signature import HEIGHT, WIDTH, signature_png


def test_every_step_has_a_title_and_a_run():
    for name in STEPS:
        module = runner.importlib.import_module(name)
        assert module.TITLE
        assert callable(module.run)


def test_signature_is_a_picture_with_ink():
    data = base64.b64decode(signature_png())
    assert data[:8] == b"\x89PNG\r\n\x1a\n"
    assert struct.unpack(">II", data[16:24]) == (WIDTH, HEIGHT)
    start = data.index(b"IDAT") + 4
    (length,) = struct.unpack(">I", data[start - 8 : start - 4])
    pixels = zlib.decompress(data[start : start + length])
    assert len(pixels) == HEIGHT * (WIDTH + 1)
    assert pixels.count(b"\x00") > HEIGHT + WIDTH / 2  # one filter byte a row, the rest is ink


def test_runner_tells_each_step_and_returns_the_result(monkeypatch):
    class First:
        TITLE = "First"

        @staticmethod
        def run(ctx):
            ctx.found["x"] = 1

    class Second:
        TITLE = "Second"

        @staticmethod
        def run(ctx):
            ctx.result["x"] = ctx.found["x"] + 1

    steps = {"a": First, "b": Second}
    monkeypatch.setattr(runner, "STEPS", ["a", "b"])
    monkeypatch.setattr(runner.importlib, "import_module", steps.get)
    said = []
    assert runner.run("http://localhost", "db", progress=said.append) == {"x": 2}
    assert said == ["[1/2] First", "[2/2] Second"]


class Refusing:
    """Stands for the server's object endpoint; raises what it was given."""

    def __init__(self, error):
        self.error = error

    def execute_kw(self, *_args):
        raise self.error


def client(error):
    """Return a client whose calls end in this error, without logging in."""
    made = Client.__new__(Client)
    made.url, made.db, made.login, made._password, made.uid = "http://x", "db", "anna", "p", 7
    made._step, made.context, made._object = (lambda: "Offer"), {}, Refusing(error)
    return made


TRACE = "Traceback (most recent call last):\n  File \"x.py\", line 1\nKeyError: 'qty'\n"


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (xmlrpc.client.Fault(2, "You may not.\nAsk Béla."), "You may not.\nAsk Béla."),
        (xmlrpc.client.Fault(1, TRACE), "KeyError: 'qty'"),
        (ConnectionRefusedError(111, "refused"), "no answer from http://x ([Errno 111] refused)"),
    ],
)
def test_an_error_names_step_user_and_reason(error, said):
    with pytest.raises(StoryError) as caught:
        client(error).execute("sale.order", "action_confirm", [1])
    assert (caught.value.step, caught.value.user, caught.value.said) == ("Offer", "anna", said)
    assert str(caught.value) == f"The story stopped at step “Offer” as anna: {said}"


def test_a_method_that_returns_nothing_is_no_error():
    fault = xmlrpc.client.Fault(1, "TypeError: cannot marshal None unless allow_none is enabled")
    assert client(fault).execute("account.move", "action_post", [1]) is None


def test_table_shows_documents_amounts_and_users():
    text = table.render(
        {
            "order": "S00042",
            "invoices": ["SZMLA/2026/00007", "SZMLA/2026/00008"],
            "amount_total": 1508137.0,
            "currency": "HUF",
            "delivered_percent": 100.0,
            "complaint": "P/0003",
            "url": "http://127.0.0.1:8069",
            "users": {"sales_manager": {"login": "anna", "password": "titok"}},
        }
    )
    assert text.splitlines() == [
        "+----------------+------------------------------------+",
        "| Order          | S00042                             |",
        "| Invoices       | SZMLA/2026/00007, SZMLA/2026/00008 |",
        "| Total with tax | 1 508 137 HUF                      |",
        "| Delivered      | 100 %                              |",
        "| Complaint      | P/0003                             |",
        "+----------------+------------------------------------+",
        "+---------------+-----------------------+",
        "| Log in at     | http://127.0.0.1:8069 |",
        "| Sales manager | anna / titok          |",
        "+---------------+-----------------------+",
    ]
