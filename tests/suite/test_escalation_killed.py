"""The scheduler is killed over 50,000 open tickets, then two go on at once: each step once."""

import contextlib
import threading
import xmlrpc.client

import pytest

from tests.helpers import databases
from tests.helpers.ports import wait_for
from tests.helpers.server import Node

from .test_concurrency import at_once, faults

OPEN, DUE, KILLS = 50_000, 8_000, 2
#: most came in just now, some a week ago; nobody answered any
TICKETS = """
INSERT INTO helpdesk_ticket (
       number, name, description, kind, company_id, stage_id, received_at, active, priority,
       rating_status, create_date, create_uid)
SELECT 'K' || place, 'K', 'K', 'praise', 1, (SELECT id FROM helpdesk_ticket_stage
       WHERE NOT closed ORDER BY sequence, id LIMIT 1), now() at time zone 'utc'
       - CASE WHEN place <= {due} THEN interval '7 days' ELSE interval '0' END,
       TRUE, '1', 'no_rate', now() at time zone 'utc', 1
  FROM generate_series(1, {count}) place
"""
EVENTS = "SELECT count(*) FROM crm_escalation_event WHERE policy_id = {policy}"
RAISED = (
    "SELECT priority || ':' || count(*) FROM helpdesk_ticket WHERE name = 'K' GROUP BY priority"
)


@pytest.fixture
def policy(own_node):
    """Return the one policy at work: what nobody answered for a day is raised by one."""
    clerk = own_node.as_user("customer_service")
    others = clerk.execute("crm.escalation.policy", "search", [])
    clerk.execute("crm.escalation.policy", "write", others, {"active": False})
    level = {"trigger": "no_first_answer", "delay_hours": 24, "clock": "calendar"}
    values = {"kinds": "praise", "level_ids": [(0, 0, {**level, "level": 1, "action": "priority"})]}
    made = clerk.execute("crm.escalation.policy", "create", {"name": "K", **values})
    databases.query(own_node.db, TICKETS.format(count=OPEN, due=DUE))
    return made


def events(node, policy):
    return int(databases.query(node.db, EVENTS.format(policy=policy))[0])


def let_run(node):
    """Let the scheduled job run, as long as the server lives."""
    admin = node.as_user("administrator")
    # whoever kills the server breaks the call off; the server's own scheduler may be at it
    with contextlib.suppress(OSError, xmlrpc.client.Fault):
        admin.press(
            "ir.cron", "method_direct_trigger", [admin.ref("crm_complaints.cron_escalation")]
        )


def kill_in_the_middle(node, policy):
    before = events(node, policy)
    running = threading.Thread(target=let_run, args=(node,))
    running.start()
    wait_for(lambda: events(node, policy) > before, 60, "the first steps")
    node.kill()
    running.join()
    databases.wait_until_idle(node.db)


def test_killed_and_two_at_once(own_node, policy):
    for _kill in range(KILLS):
        kill_in_the_middle(own_node, policy)
        assert 0 < events(own_node, policy) < DUE, "what was done stays done, the rest is open"
        own_node.start()
    with Node(own_node.db) as second:
        clerk = second.as_user("customer_service")
        results = at_once(
            lambda: let_run(own_node),
            lambda: clerk.execute("crm.escalation.policy", "run"),
            lambda: let_run(second),
        )
        assert faults(results) == []

        def done():
            clerk.execute("crm.escalation.policy", "run")
            return events(second, policy) == DUE

        wait_for(done, 60, "the rest")
        assert clerk.execute("crm.escalation.policy", "run") == 0
    assert sorted(databases.query(own_node.db, RAISED)) == [f"1:{OPEN - DUE}", f"2:{DUE}"]
