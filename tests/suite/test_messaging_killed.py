"""The sender is killed while messages go out: none is lost, none goes out twice."""

import contextlib
import threading
from collections import Counter

from tests.helpers.http_sink import Answer, HttpSink
from tests.helpers.ports import wait_for

MESSAGES, KILLS = 300, 3


def make_gateway(admin, url):
    admin.execute(
        "crm.sms.provider",
        "create",
        {
            "name": "Sink",
            "url": url,
            "body_template": '{"to": "{number}"}',
            "id_path": "id",
            "rate_per_second": 1000,
        },
    )


def make_customers(admin):
    rows = [{"name": f"Vevő {n}", "phone": f"+3630777{n:04}"} for n in range(MESSAGES)]
    return admin.execute("res.partner", "create", rows)


def process(node):
    """Run the queue, as long as the server lives."""
    # whoever kills the server breaks the call off
    with contextlib.suppress(OSError):
        node.as_user("administrator").execute("crm.message", "process_queue")


def kill_in_the_middle(node, sink):
    """Let some messages go out, kill the server while more do, and start it again."""
    before = len(sink.requests)
    running = threading.Thread(target=process, args=(node,))
    running.start()
    sink.wait(before + MESSAGES // (2 * KILLS))
    node.kill()
    running.join()
    node.start()


def test_killed_three_times(own_node):
    admin = own_node.as_user("administrator")
    with HttpSink() as sink:
        sink.script("/send", Answer({"id": "1"}, delay=0.005))
        make_gateway(admin, f"{sink.url}/send")
        results = admin.execute(
            "crm.message", "send", make_customers(admin), "service", ["sms"], body="Hír"
        )
        logs = [result["log_id"] for result in results]
        for _kill in range(KILLS):
            kill_in_the_middle(own_node, sink)
        admin = own_node.as_user("administrator")
        queued = [("id", "in", logs), ("state", "=", "queued")]

        def done():
            admin.execute("crm.message", "process_queue")
            return not admin.execute("crm.contact.log", "search_count", queued)

        wait_for(done, 120, "the queue")
        # a request that the kill cut off in the middle is none: no gateway takes half of it
        times = Counter(request.json["to"] for request in sink.requests if request.body)
    ended = admin.search_read(
        "crm.contact.log", [("id", "in", logs)], ["state", "reason", "address"]
    )
    assert set(times.values()) == {1}, "nobody got it twice"
    cut_off = [log for log in ended if log["state"] != "sent"]
    assert len(ended) == MESSAGES
    assert len(cut_off) <= KILLS, "one at a time is on its way"
    assert all(log["state"] == "failed" and log["reason"] for log in cut_off)
    assert {log["address"] for log in ended} - set(times) <= {log["address"] for log in cut_off}
