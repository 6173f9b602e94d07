"""The search for doubles: time, recall and precision, against its goals.

Customers with planted doubles (typing errors, swapped words, accents left out, other forms of
company, telephones written otherwise, moved) and look-alikes (families, firms at one seat). There
is nothing of Odoo's to hold it against, since Odoo finds what is written alike; in the column of
Odoo's own stands the goal.
"""

import random
import time

from tests.helpers.generator import customers, doubles

from .support.measure import Ratio

CUSTOMERS, DOUBLES, LOOKALIKES = 200_000, 6_000, 4_000
GOAL_SECONDS, GOAL_RECALL, GOAL_PRECISION = 120, 0.95, 0.90
CHANGED = 500


def measure(env):
    """A search of all customers; one of those that have changed, which must take a tenth."""
    customers.create(env, random.Random(11), CUSTOMERS)
    truth = doubles.create(env, random.Random(12), DOUBLES, LOOKALIKES)
    full = _search(env, is_full=True)
    recall, precision = quality(env, truth)
    yield Ratio(
        f"{CUSTOMERS + DOUBLES + LOOKALIKES:,} customers: recall {recall:.3f},"
        f" precision {precision:.3f}",
        full,
        GOAL_SECONDS,
        1,
    )
    env.cr.execute(
        "UPDATE res_partner SET write_date = write_date + interval '1 second'"
        " WHERE id IN (SELECT id FROM res_partner WHERE parent_id IS NULL LIMIT %s)",
        [CHANGED],
    )
    yield Ratio(f"{CHANGED} changed (own: all)", _search(env), full, 0.1)
    assert recall >= GOAL_RECALL, f"recall {recall:.3f}"
    assert precision >= GOAL_PRECISION, f"precision {precision:.3f}"


def quality(env, truth: set[tuple[int, int]]) -> tuple[float, float]:
    """Recall and precision of the pairs that stand open."""
    env.cr.execute("SELECT partner_id, other_id FROM crm_partner_double WHERE state = 'open'")
    found = set(env.cr.fetchall())
    right = len(found & truth)
    return right / len(truth), right / max(len(found), 1)


def _search(env, *, is_full: bool = False) -> float:
    search = env["crm.partner.double.search"].create({"is_full": is_full})
    started = time.perf_counter()
    for _processed in search._steps():
        pass
    env.flush_all()
    return time.perf_counter() - started
