"""The firm's story: killed anywhere and run again, it is told once."""

import contextlib
import subprocess
import sys
import time
from pathlib import Path

import pytest

from devtools.story import people, runner
from devtools.story.table import render
from tests.helpers.databases import wait_until_idle

ROOT = Path(__file__).resolve().parents[2]
COUNTED = ("crm.lead", "sale.order", "stock.picking", "account.move", "account.payment")

# 34 packs of 5 m² at 3,590, 45 bags at 4,690, 9 boxes of 100 plugs at 85, 15 buckets at 17,990:
# 610,300 + 211,050 + 76,500 + 269,850 = 1,167,700, and 27 % of each in whole forints
# 164,781 + 56,984 + 20,655 + 72,860 = 315,280; 4 books at 5,990 = 23,960 and 5 % 1,198
NET, TOTAL = 1191660, 1508138
# one bucket came back: 17,990 and 27 % 4,857.3, in whole forints
CREDITED = 22847
# 156 bags, so 3 % off 108 × 2,190 and 48 × 4,690, 8 % off 20 × 17,990, and 2 % of what is left:
# 11,684.088 + 11,120.928 + 35,404.32, in whole forints
DISCOUNT = 58209
# 12 buckets at 17,990 less 8 % are 198,609.6, in whole forints 198,610; they cost 12 × 12,900 =
# 154,800; 15,000 went into the campaign: (198,610 - 154,800 - 15,000) / 15,000
ROI = 1.9207


def tell(node, progress=lambda step: None):
    """Run the story to its end and return the result."""
    return runner.run(node.url, node.db, progress=progress)


def counts(node):
    """Return how many documents of each kind there are."""
    admin = node.as_user("administrator")
    return {model: admin.execute(model, "search_count", []) for model in COUNTED}


def check(result):
    """See that the result is the one chain that the story tells."""
    assert result["offer"] == result["order"]
    lengths = {key: len(result[key]) for key in ("deliveries", "returns", "invoices")}
    assert lengths == {"deliveries": 2, "returns": 1, "invoices": 2}
    assert len(result["credit_notes"]) == 1
    assert result["payment"]
    assert (result["amount_untaxed"], result["amount_total"]) == (NET, TOTAL)
    assert result["invoiced"] == TOTAL - CREDITED
    assert result["delivered_percent"] == 100
    assert result["currency"] == "HUF"
    assert len(result["complaints"]) == 3
    # five visitors of a fair, one with a mistyped tax number
    assert (result["customers_loaded"], result["customers_rejected"]) == (4, 1)
    # one about a delivery; an advertisement to four, two of whom agreed
    assert (result["messages_queued"], result["messages_not_permitted"]) == (3, 2)
    assert (result["discount_rules"], result["discount_granted"]) == (5, DISCOUNT)
    # two lapsed customers: one orders, one is called later
    assert (result["audience_members"], result["responses"]) == (2, 2)
    assert result["campaign_roi"] == ROI


def test_told_once_and_found_again(own_node):
    before, told = counts(own_node), []
    result = tell(own_node, told.append)
    check(result)
    assert len(told) == len(runner.STEPS)
    assert result["url"] == own_node.url
    assert result["users"] == people.USERS
    after = counts(own_node)
    made = {model: after[model] - before[model] for model in COUNTED}
    # two deliveries and a return, a replacement, the campaign's order;
    # two invoices, a credit note
    assert {**made, "account.move": 3} == {
        # that of the chain, and one that a campaign brought
        "crm.lead": 2,
        # the order of the chain, an offer that discounts act on, the campaign's order
        "sale.order": 3,
        "stock.picking": 5,
        "account.move": 3,
        "account.payment": 1,
    }
    assert tell(own_node) == result
    assert counts(own_node) == after
    assert papers(own_node, result) == {"posted confirmed"}
    assert result["order"] in render(result)


def papers(node, result):
    """Return the states of the story's invoices and credit notes, in the books and at NAV."""
    names = [*result["invoices"], *result["credit_notes"]]
    moves = node.as_user("accountant").search_read(
        "account.move", [("name", "in", names)], ["state", "l10n_hu_edi_state"]
    )
    assert len(moves) == len(names)
    return {f"{move['state']} {move['l10n_hu_edi_state']}" for move in moves}


# In turn, a moment after these steps began: offer, signature, first invoice, payment, credit note.
MOMENTS = (3, 5, 7, 10, 12)


@pytest.mark.parametrize("victim", ["story", "server"])
def test_killed_at_five_moments_and_told_again(own_node, victim):
    before = counts(own_node)
    for moment in MOMENTS:
        with telling(own_node) as process:
            wait_for_step(process, moment)
            time.sleep(0.4)
            kill(own_node, process, victim)
        wait_until_idle(own_node.db)
    result = tell(own_node)
    check(result)
    made = {model: count - before[model] for model, count in counts(own_node).items()}
    # the order of the chain, an offer that discounts act on, and what a campaign sold; a
    # replacement is delivered too
    assert (made["crm.lead"], made["sale.order"], made["account.payment"]) == (2, 3, 1)
    assert made["stock.picking"] == 5
    assert papers(own_node, result) == {"posted confirmed"}


@contextlib.contextmanager
def telling(node):
    """Run the story as a process of its own; it has ended when the block does."""
    command = [sys.executable, "-m", "devtools.story", node.url, node.db]
    with subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
    ) as process:
        yield process
        process.wait(60)


def wait_for_step(process, number):
    """Read the story's progress until the step of that number begins."""
    for line in process.stderr:
        if line.startswith(f"[{number}/"):
            return
    raise AssertionError(f"the story ended before step {number}")


def kill(node, process, victim):
    """End the story or its server as a power cut would."""
    if victim == "story":
        process.kill()
        return
    node.kill()
    assert "no answer from" in process.stderr.read()
    node.start()
