"""The public forms on two servers at once: limits and tickets hold over both."""

import re
from itertools import cycle

import pytest
import requests

from tests.helpers.server import Node

from .test_concurrency import at_once

MANY = 4
LIMIT = "crm_complaints.web_requests"
HIDDEN = re.compile(r'name="(csrf_token|token)" value="([^"]*)"')


@pytest.fixture(scope="module")
def nodes(node):
    """Return two servers on the session's database."""
    with Node(node.db) as second:
        yield node, second


@pytest.fixture
def limit(trade):
    """Return a function that sets how many forms one address may send; undone afterwards."""

    def set_limit(value):
        trade.admin.press("ir.config_parameter", "set_param", LIMIT, value)

    yield set_limit
    set_limit(False)


def fill(node, path, **values):
    """Open a form as a new visitor; return what sends it."""
    visitor = requests.Session()
    page = visitor.get(f"{node.url}{path}", timeout=120)
    data = {**dict(HIDDEN.findall(page.text)), **values}
    return lambda node=node: visitor.post(f"{node.url}{path}", data=data, timeout=120)


def tickets(trade, name):
    """Count the tickets of this person."""
    return trade.admin.execute("helpdesk.ticket", "search_count", [("partner_name", "=", name)])


def test_the_limit_of_an_address_holds_over_all_servers(trade, nodes, limit):
    who = {"name": "Sokat Író", "email": "sok@iro.example", "kind": "inquiry", "consumer": "yes"}
    forms = [
        fill(node, "/panasz", **who, description=f"Kérdés {number}")
        for number, node in zip(range(MANY), cycle(nodes), strict=False)
    ]
    limit("2")
    answers = [answer.status_code for answer in at_once(*forms)]
    assert sorted(answers) == [200, 200, 429, 429]
    assert tickets(trade, "Sokat Író") == 2


def test_a_statement_sent_at_once_is_one_ticket(trade, nodes, limit):
    limit("1000")
    who = {"name": "Kétszer Kattintó", "email": "ket@kattinto.example", "reference": "NINCS-1"}
    send = fill(nodes[0], "/elallas", **who, step="confirm")
    answers = at_once(*(lambda node=node: send(node) for node in nodes * 2))
    assert [answer.status_code for answer in answers] == [200] * MANY
    assert len({re.search(r"HT\d+", answer.text)[0] for answer in answers}) == 1
    assert tickets(trade, "Kétszer Kattintó") == 1
