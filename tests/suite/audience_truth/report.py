"""Asks the addon every case in Odoo's shell, and prints what differs as one line of JSON."""

import json
import random
import time
from datetime import timedelta

from tests.helpers.generator.main import Size

from . import cases, scores, world
from .figures import Truth

SEED = 41


def run(env, customers: int, lines: int) -> None:
    """Make a world, compare, print; the transaction is left open to be rolled back."""
    times = {}
    made = _timed(times, "world", lambda: world.make(env, Size(customers, lines, 60), SEED))
    found = {"customers": customers, "lines": lines, "times": times}
    found["rfm"] = _timed(times, "rfm", lambda: _rfm(made, times))
    truth = Truth(made)
    found |= _timed(times, "audiences", lambda: _audiences(made, truth, times))
    print(json.dumps(found))  # noqa: T201 - the test reads it


def _timed(times, name, work):
    started = time.perf_counter()
    result = work()
    times[name] = round(time.perf_counter() - started, 2)
    return result


def _rfm(made, times):
    """Compare scores as of a day in the past, then as of today, which stay for the segments."""
    audience = made.env["crm.audience"]
    found = {}
    for as_of in (made.today - timedelta(days=100), made.today):
        scored = _timed(times, f"rfm {as_of}", lambda day=as_of: audience.recompute_rfm(str(day)))
        expected, stored = scores.expected(made, as_of, world.ZONE), scores.stored(made)
        different = [
            [key, expected.get(key), stored.get(key)]
            for key in expected.keys() | stored.keys()
            if expected.get(key) != stored.get(key)
        ]
        found[str(as_of)] = {
            "scored": scored,
            "expected": len(expected),
            "different": len(different),
            "first": different[:5],
        }
    return found


def _audiences(made, truth, times):
    audience = made.env["crm.audience"].create(
        {"name": "Truth", "domain": repr([("id", ">", made.first_partner)])}
    )
    singles = list(cases.leaves(made, truth))
    everybody = frozenset(truth.firm)
    mixed = list(cases.trees(random.Random(SEED), singles, everybody, 40))
    mixed += _memberships(made, mixed, everybody)
    different, empty, slowest = [], 0, (0, "")
    for case in [*singles, *mixed]:
        started = time.perf_counter()
        members = _selected(audience, case)
        slowest = max(slowest, (round(time.perf_counter() - started, 2), case.name))
        empty += not case.persons or case.persons == everybody
        if members != case.persons:
            different.append(_difference(case, members))
    times["slowest"] = slowest
    return {
        "persons": len(everybody),
        "cases": len(singles),
        "trees": len(mixed),
        "trivial": empty,
        "metrics": sorted({case.values["metric"] for case in singles}),
        "differences": [*different, *_narrowed(audience, truth)],
    }


def _memberships(made, mixed, everybody):
    """Members of two other audiences, and who is no member of them."""
    domain = repr([("id", ">", made.first_partner)])
    chosen = [case for case in mixed if 0 < len(case.persons) < len(everybody)][:2]
    others = [
        made.env["crm.audience"].create({"name": one.name, "domain": domain}) for one in chosen
    ]
    for other, case in zip(others, chosen, strict=True):
        _create(other, [case.values], False)
    numbers, persons = [other.id for other in others], chosen[0].persons | chosen[1].persons
    for sign, right in (("in", persons), ("not in", everybody - persons)):
        values = {"metric": "member_of_audience", "operator": sign, "value": numbers}
        yield cases.Case(f"member_of_audience {sign}", values, right)


def _narrowed(audience, truth):
    """One person a firm, and a sample that stays what it is."""
    audience.criterion_ids.unlink()
    audience.per_company = "one"
    audience.refresh()
    found = audience.member_ids.partner_id.ids
    firms = [truth.firm[person] for person in found]
    if len(firms) != len(set(firms)) or set(firms) != set(truth.firm.values()):
        yield f"one of each firm: {len(firms)} of {len(set(truth.firm.values()))}"
    audience.write({"sample_kind": "number", "sample_size": 20})
    audience.refresh()
    first = set(audience.member_ids.partner_id.ids)
    audience.refresh()
    if len(first) != 20 or not first <= set(found):
        yield f"a sample of 20: {len(first)}"
    if first != set(audience.member_ids.partner_id.ids):
        yield "a sample that does not stay"


def _selected(audience, case):
    audience.criterion_ids.unlink()
    _create(audience, [case.values], False)
    [row] = audience.refresh()
    audience.env.cr.execute(
        "SELECT partner_id FROM crm_audience_member WHERE audience_id = %s", [audience.id]
    )
    members = frozenset(member for (member,) in audience.env.cr.fetchall())
    assert row["count"] == len(members)
    return members


def _create(audience, values_list, parent):
    for values in values_list:
        own = {key: value for key, value in values.items() if key != "child_ids"}
        node = audience.env["crm.audience.criterion"].create(
            own | {"audience_id": audience.id, "parent_id": parent}
        )
        _create(audience, values.get("child_ids", ()), node.id)


def _difference(case, members):
    wrong, missing = members - case.persons, case.persons - members
    return (
        f"{case.name}: {len(case.persons)} are right, {len(wrong)} wrongly in"
        f" {sorted(wrong)[:3]}, {len(missing)} wrongly out {sorted(missing)[:3]}"
    )
