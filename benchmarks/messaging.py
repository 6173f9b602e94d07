"""Messages queued and handed over against Odoo's own mail; the journal at two million rows.

The same e-mail to the same customers, by the same server on loopback. Where Odoo has nothing to
hold it against (the journal), SQL written by hand stands in the column of Odoo's own.
"""

import time

from odoo.tools import SQL

from tests.helpers.smtp_sink import SmtpSink

from .support.measure import Ratio, compare

PEOPLE = 1_000
ROWS = 2_000_000
SUBJECT, BODY = "Benchmark", "<p>Tisztelt Partnerünk! Holnap szállítunk.</p>"
GOAL_QUEUE, GOAL_SEND = 1 / 8, 1 / 4


def measure(env):
    """Queue, hand over, and ask the journal."""
    people = _people(env, PEOPLE)
    with SmtpSink() as sink:
        _server(env, sink.port)
        try:
            yield from _messages(env, people)
        finally:
            _clear(env, people)
    yield from _journal(env)


def _people(env, count):
    return env["res.partner"].create(
        [{"name": f"Bench {n}", "email": f"bench{n}@bench.example"} for n in range(count)]
    )


def _server(env, port):
    env["ir.mail_server"].search([]).active = False
    env["ir.mail_server"].create({"name": "Bench", "smtp_host": "127.0.0.1", "smtp_port": port})


def _messages(env, people):
    """Each way writes to all, then hands over what it has written; both commit as they go."""
    started = time.perf_counter()
    env["crm.message"].send(people.ids, "service", ["email"], subject=SUBJECT, body=BODY)
    env.flush_all()
    queued = time.perf_counter()
    attempted = env["crm.message"].process_queue()
    sent = time.perf_counter()
    mails = _composed(env, people)
    env.flush_all()
    composed = time.perf_counter()
    mails.send(auto_commit=True)
    mailed = time.perf_counter()
    assert attempted == len(mails) == len(people), (attempted, len(mails))
    yield Ratio(f"{len(people)} e-mails queued", queued - started, composed - sent, GOAL_QUEUE)
    yield Ratio(f"{len(people)} e-mails handed over", sent - queued, mailed - composed, GOAL_SEND)


def _composed(env, people):
    """Write to all as Odoo's composer does, and leave it in Odoo's queue."""
    before = env["mail.mail"].search([], order="id desc", limit=1).id or 0
    composer = env["mail.compose.message"].create(
        {
            "composition_mode": "mass_mail",
            "model": "res.partner",
            "res_ids": str(people.ids),
            "subject": SUBJECT,
            "body": BODY,
            "force_send": False,
        }
    )
    composer._action_send_mail()
    return env["mail.mail"].search([("id", ">", before)])


def _clear(env, people):
    """Take away what was committed."""
    env.invalidate_all()
    logs = env["crm.contact.log"].search([("partner_id", "in", people.ids)])
    logs.message_id.unlink()
    logs.unlink()
    env["mail.mail"].search([("subject", "=", SUBJECT)]).unlink()
    env["ir.mail_server"].search([("name", "=", "Bench")]).unlink()
    env["ir.mail_server"].with_context(active_test=False).search([]).active = True
    people.unlink()
    env.cr.commit()


def _journal(env):
    _rows(env, ROWS)
    partner = env["res.partner"].search([("name", "=like", "Bench journal%")], limit=1)
    for what, (ours, bare) in _questions(env["crm.contact.log"], partner).items():
        yield compare(
            f"{ROWS:,} contacts: {what} (own: bare SQL)",
            ours,
            lambda bare=bare: env.execute_query(bare),
            before=env.invalidate_all,
        )


def _questions(log, partner):
    """What the journal is asked: title → (by Odoo's ORM, by bare SQL)."""
    return {
        "inbox, first page": (
            lambda: log.web_search_read(
                [("direction", "=", "in"), ("state", "=", "delivered")],
                {"subject": {}, "date": {}, "channel": {}},
                limit=80,
                order="date, id",
            ),
            SQL(
                "SELECT id, subject, date, channel FROM crm_contact_log WHERE direction = 'in'"
                " AND state = 'delivered' ORDER BY date, id LIMIT 80"
            ),
        ),
        "journal, first page": (
            lambda: log.search_read([], ["subject", "date", "channel"], limit=80),
            SQL(
                "SELECT id, subject, date, channel FROM crm_contact_log"
                " ORDER BY date DESC, id DESC LIMIT 80"
            ),
        ),
        "one customer": (
            lambda: log.search_read([("partner_id", "=", partner.id)], ["subject", "date"]),
            SQL(
                "SELECT id, subject, date FROM crm_contact_log WHERE partner_id = %s"
                " ORDER BY date DESC, id DESC",
                partner.id,
            ),
        ),
        "contacts by channel and state": (
            lambda: log._read_group([], ["channel", "state"], ["__count"]),
            SQL("SELECT channel, state, count(*) FROM crm_contact_log GROUP BY 1, 2"),
        ),
    }


def _rows(env, count):
    """Contacts of four years with 20,000 customers; some wait in the inbox."""
    customers = env["res.partner"].create([{"name": f"Bench journal {n}"} for n in range(20_000)])
    env.flush_all()
    env.cr.execute(
        SQL(
            """
            INSERT INTO crm_contact_log (
                   company_id, partner_id, channel, direction, purpose, state, date, subject,
                   create_uid, create_date
            )
            SELECT %(company)s, (%(customers)s::int[])[1 + n %% 20000],
                   (ARRAY['email', 'email', 'sms', 'phone', 'visit'])[1 + n %% 5],
                   CASE WHEN n %% 7 = 0 THEN 'in' ELSE 'out' END, 'service',
                   CASE WHEN n %% 7 > 0 THEN 'sent'
                        WHEN n %% 7000 = 0 THEN 'delivered' ELSE 'answered' END,
                   TIMESTAMP '2026-08-01' - n * INTERVAL '1 minute', 'Contact ' || n,
                   %(user)s, TIMESTAMP '2026-08-01'
              FROM generate_series(1, %(count)s) AS n
            """,
            company=env.company.id,
            customers=customers.ids,
            user=env.uid,
            count=count,
        )
    )
    env.cr.execute(SQL("ANALYZE crm_contact_log"))
    env.invalidate_all()
