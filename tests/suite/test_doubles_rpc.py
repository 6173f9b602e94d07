"""Doubles over XML-RPC: searched in the background, and merged by two people at once."""

import threading
import time
import xmlrpc.client
from concurrent.futures import ThreadPoolExecutor

PAIRS = 5
WAIT = 180


def pairs_of(manager, name):
    """Make doubles of that name, have them searched, and return the pairs (id, their ids)."""
    for number in range(PAIRS):
        values = {"email": f"{name}{number}@{name}.example", "phone": f"06 30 131 86{number:02}"}
        for written in (f"{name} {number} Kft.", f"{name.upper()} {number}"):
            manager.execute("res.partner", "create", {"name": written, **values})
    manager.execute("crm.partner.double.search", "action_search_all")
    deadline = time.monotonic() + WAIT
    while time.monotonic() < deadline:
        domain = [("state", "=", "open"), ("partner_id.name", "like", f"{name} ")]
        found = manager.search_read("crm.partner.double", domain, ["partner_id", "other_id"])
        mine = [row for row in found if _number(row["partner_id"]) == _number(row["other_id"])]
        if len(mine) == PAIRS:
            return [(row["id"], row["partner_id"][0], row["other_id"][0]) for row in mine]
        time.sleep(1)
    raise AssertionError("the search did not end")


def _number(partner):
    return partner[1].removesuffix(" Kft.").rpartition(" ")[2]


def test_two_merge_the_same_at_once(node):
    manager = node.as_user("sales_manager")
    pairs = pairs_of(manager, "Ketten")
    gate = threading.Barrier(2)

    def merge(client, survivor):
        done, refused = [], []
        for pair, *both in pairs:
            gate.wait()
            try:
                client.execute("crm.partner.double", "merge_into", [pair], both[survivor])
                done.append(pair)
            except xmlrpc.client.Fault as fault:
                refused.append(fault.faultString)
        return done, refused

    with ThreadPoolExecutor(2) as pool:
        clients = (manager.another(), node.as_user("administrator").another())
        (one, no), (other, no_other) = pool.map(merge, clients, (0, 1))

    # each pair by exactly one of them, and the other is told why not
    assert sorted(one + other) == sorted(pair for pair, _low, _high in pairs)
    assert len(no) + len(no_other) == PAIRS
    for text in no + no_other:
        assert "Traceback" not in text, text
    left = manager.search_read("res.partner", [("name", "ilike", "ketten ")], ["name"])
    assert len(left) == PAIRS
    merges = manager.search_read("crm.partner.merge", [("merged_name", "ilike", "ketten ")], [])
    assert len(merges) == PAIRS
