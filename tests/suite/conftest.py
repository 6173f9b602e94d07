"""One served copy of the demo database for the session; tests that break servers make their own."""

import os

import pytest

from tests.helpers import databases
from tests.helpers.server import Node

from .trade import Trade


@pytest.fixture(scope="session")
def demo_template():
    """Return the name of a demo database, made once for each state of the code.

    Whoever works on these tests may name a database to copy instead, in SUITE_TEMPLATE.
    """
    return os.environ.get("SUITE_TEMPLATE") or databases.template(demo=True)


@pytest.fixture(scope="session")
def demo_copy(demo_template):
    """Return the name of the session's copy; tests leave their records in it."""
    with databases.copy_of(demo_template) as name:
        yield name


@pytest.fixture(scope="session")
def node(demo_copy):
    """Return the server of the session's copy (:class:`tests.helpers.server.Node`)."""
    with Node(demo_copy) as running:
        yield running


@pytest.fixture(scope="session")
def trade(node):
    """Return the firm at work on that server (:class:`~.trade.Trade`)."""
    return Trade(node)


@pytest.fixture
def own_node(demo_template):
    """Return a server on a copy of its own, to kill and to spoil."""
    with databases.copy_of(demo_template) as name, Node(name) as running:
        yield running
