"""A campaign's job is killed while it queues, then two go on at once: each person once.

One of the persons takes his permission back between selection and sending, one has a name that
the message cannot be made for: neither stops the others.
"""

import contextlib
import threading
import xmlrpc.client

from tests.helpers import databases
from tests.helpers.ports import wait_for
from tests.helpers.server import Node

from .test_concurrency import at_once, faults

PEOPLE, KILLS = 1_500, 2
QUEUED = "SELECT count(*) FROM crm_campaign_target WHERE step_id = {step} AND state = 'queued'"
LOGS = (
    "SELECT count(*) || ' of ' || count(DISTINCT partner_id) FROM crm_contact_log"
    " WHERE idempotency_key = 'campaign-step-{step}' AND state = 'queued'"
)
ENDS = (
    "SELECT state || ':' || count(*) FROM crm_campaign_target WHERE step_id = {step}"
    " GROUP BY state ORDER BY state"
)
#: refuses one of them
BODY = "<p t-out=\"1 / (0 if object.ref == 'FAULTY' else 1)\"/>"


def make_people(admin):
    """Return customers who agree to advertising, the first of whom no message can be made for."""
    rows = [{"name": f"Vevő {n}", "email": f"vevo{n}@vevo.example"} for n in range(PEOPLE)]
    rows[0]["ref"] = "FAULTY"
    people = admin.execute("res.partner", "create", rows)
    said = {"channel": "email", "purpose": "marketing", "state": "given", "source": "Vásár"}
    admin.execute("crm.contact.permission", "create", [{**said, "partner_id": p} for p in people])
    return people


def make_step(admin, marketer, people):
    """Return the step of a campaign to them, tested; nothing has begun."""
    # who may write what templates work out is no marketer
    template = admin.execute(
        "crm.message.template",
        "create",
        {
            "name": "Akció",
            "purpose": "marketing",
            "variant_ids": [(0, 0, {"channel": "email", "subject": "Akció", "body": BODY})],
        },
    )
    audience = marketer.execute(
        "crm.audience", "create", {"name": "Vásár", "domain": repr([("id", "in", people)])}
    )
    campaign = marketer.execute(
        "utm.campaign",
        "create",
        {
            "title": "Akció",
            "audience_id": audience,
            "user_id": marketer.uid,
            "step_ids": [(0, 0, {"name": "Levél", "channel": "email", "template_id": template})],
        },
    )
    steps = marketer.execute("crm.campaign.step", "search", [("campaign_id", "=", campaign)])
    marketer.execute("crm.campaign.step", "action_test", steps)
    return campaign, steps[0]


def let_run(node):
    """Let the scheduled job run, as long as the server lives."""
    admin = node.as_user("administrator")
    job = admin.ref("crm_campaign_hu.ir_cron_campaign_steps")
    # whoever kills the server breaks the call off; the server's own scheduler may be at it
    with contextlib.suppress(OSError, xmlrpc.client.Fault):
        admin.press("ir.cron", "method_direct_trigger", [job])


def kill_in_the_middle(node, step):
    def queued():
        return int(databases.query(node.db, QUEUED.format(step=step))[0])

    before = queued()
    running = threading.Thread(target=let_run, args=(node,))
    running.start()
    wait_for(lambda: queued() > before, 60, "the first messages")
    node.kill()
    running.join()
    databases.wait_until_idle(node.db)
    node.start()


def test_killed_and_two_at_once(own_node):
    admin = own_node.as_user("administrator")
    admin.execute("res.company", "write", [1], {"campaign_approval_limit": 0})
    people = make_people(admin)
    marketer = own_node.as_user("marketer")
    campaign, step = make_step(admin, marketer, people)
    marketer.execute("utm.campaign", "action_start", [campaign])
    for _kill in range(KILLS):
        kill_in_the_middle(own_node, step)
    admin = own_node.as_user("administrator")
    last = admin.search_read("crm.contact.permission", [("partner_id", "=", people[-1])], ["id"])
    admin.execute("crm.contact.permission", "write", [last[0]["id"]], {"state": "withdrawn"})
    planned = [("step_id", "=", step), ("state", "=", "planned")]
    with Node(own_node.db) as second:
        results = at_once(lambda: let_run(own_node), lambda: let_run(second))
        assert faults(results) == []

        def done():
            let_run(second)
            return not admin.execute("crm.campaign.target", "search_count", planned)

        wait_for(done, 120, "the rest")
    told = PEOPLE - 2
    assert databases.query(own_node.db, LOGS.format(step=step)) == [f"{told} of {told}"]
    ends = databases.query(own_node.db, ENDS.format(step=step))
    assert ends == ["failed:1", f"queued:{told}", "skipped:1"]
