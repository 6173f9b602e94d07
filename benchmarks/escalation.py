"""One pass of an escalation policy against the same rules through Odoo's automation rules.

50,000 open tickets, 2,000 of them due; the other way is timed on a tenth of both and taken times
ten: it goes through the tickets that are due one by one.
"""

import time
from datetime import datetime, timedelta

from odoo.tools import SQL

from .support.measure import Ratio

OPEN = 50_000
DUE = 2_000
TENTH = 10
NOW = datetime(2026, 8, 12, 12)


def measure(env):
    """`crm.escalation.policy.run()`, and time-based automation rules that raise the priority."""
    env["crm.escalation.policy"].search([("active", "=", True)]).active = False
    _tickets(env, OPEN, DUE)
    env["crm.escalation.policy"].create(
        {
            "name": "Bench",
            "kinds": "praise",
            "level_ids": [
                (0, 0, {"level": 1, "trigger": "no_first_answer", "delay_hours": 8}),
                (0, 0, {"level": 2, "trigger": "no_progress", "delay_hours": 16}),
            ],
        }
    )
    made, ours = _timed(env, lambda: env["crm.escalation.policy"].run(NOW))
    assert made == 2 * DUE, made
    rules = _rules(env)
    own = sum(_timed(env, lambda rule=rule: _one_by_one(rule))[1] for rule in rules) * TENTH
    yield Ratio(f"{OPEN} open tickets, {2 * DUE} steps due", ours, own, limit=1.0)


def _tickets(env, count, due):
    """Insert tickets: most came in just now, some a week ago."""
    stage = env.ref("helpdesk_mgmt.helpdesk_ticket_stage_new").id
    received = [NOW - timedelta(days=7)] * due + [NOW] * (count - due)
    env.cr.execute(
        SQL(
            """
            INSERT INTO helpdesk_ticket (
                   number, name, description, kind, company_id, stage_id, received_at, active,
                   priority, rating_status, create_date, create_uid
            )
            SELECT 'B' || place, 'Bench', 'Bench', 'praise', %s, %s, moment, TRUE, '1', 'no_rate',
                   moment, %s
              FROM unnest(%s::timestamp[]) WITH ORDINALITY AS new (moment, place)
            """,
            env.company.id,
            stage,
            env.uid,
            received,
        )
    )
    env.invalidate_all()


def _timed(env, call):
    """Return what a call gives and its seconds; what it wrote is undone."""
    savepoint = env.cr.savepoint(flush=True)
    started = time.perf_counter()
    answer = call()
    env.flush_all()
    seconds = time.perf_counter() - started
    savepoint.rollback()
    env.invalidate_all()
    savepoint.close(rollback=False)
    return answer, seconds


def _rules(env):
    """Make the two rules: eight and sixteen hours after receipt."""
    model = env["ir.model"]._get_id("helpdesk.ticket")
    received = env["ir.model.fields"]._get("helpdesk.ticket", "received_at").id
    action = {
        "name": "Raise",
        "model_id": model,
        "state": "code",
        "code": "record.write({'priority': '2'})",
    }
    return env["base.automation"].create(
        [
            {
                "name": f"Bench {hours}",
                "model_id": model,
                "trigger": "on_time",
                "trg_date_id": received,
                "trg_date_range": hours,
                "trg_date_range_type": "hour",
                "filter_domain": "[('kind', '=', 'praise'), ('closed', '=', False)]",
                "action_server_ids": [(0, 0, action)],
            }
            for hours in (8, 16)
        ]
    )


def _one_by_one(rule):
    late = rule.env["helpdesk.ticket"].search(
        [("kind", "=", "praise"), ("received_at", "<", NOW - timedelta(hours=rule.trg_date_range))],
        limit=DUE // TENTH,
    )
    rule._process(late)
