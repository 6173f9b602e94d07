"""Last month's workbook goes to management once, though the job is killed and run twice at once."""

import contextlib
import io
import threading
import xmlrpc.client
from collections import Counter

import pytest
from openpyxl import load_workbook

from tests.helpers import databases
from tests.helpers.ports import wait_for
from tests.helpers.server import Node
from tests.helpers.smtp_sink import SmtpSink

from .test_concurrency import at_once, faults

COMPANIES, READER = 5, "vezeto@koris.example"
SENT = "SELECT count(*) FROM crm_complaint_monthly"


@pytest.fixture
def readers(own_node):
    """Let each of some companies name a reader; return the administrator and the companies."""
    admin = own_node.as_user("administrator")
    for job in ("crm_complaints.cron_monthly", "mail.ir_cron_mail_scheduler_action"):
        admin.press("ir.cron", "write", [admin.ref(job)], {"active": False})
    [user] = admin.search_read("res.users", [("login", "=", "management")], ["partner_id"])
    admin.execute("res.partner", "write", user["partner_id"][:1], {"email": READER})
    rows = [
        {"name": f"Cég {n}", "complaint_report_user_ids": [(6, 0, [user["id"]])]}
        for n in range(COMPANIES)
    ]
    return admin, admin.execute("res.company", "create", rows)


def sent(node):
    return int(databases.query(node.db, SENT)[0])


def let_run(node, job):
    """Let a job run, as long as the server lives."""
    admin = node.as_user("administrator")
    # whoever kills the server breaks the call off; another server may be at it
    with contextlib.suppress(OSError, xmlrpc.client.Fault):
        admin.press("ir.cron", "method_direct_trigger", [admin.ref(job)])


def test_once_though_killed_and_run_twice(own_node, readers):
    job = "crm_complaints.cron_monthly"
    running = threading.Thread(target=let_run, args=(own_node, job))
    running.start()
    wait_for(lambda: sent(own_node) > 0, 60, "the first report")
    own_node.kill()
    running.join()
    databases.wait_until_idle(own_node.db)
    assert 0 < sent(own_node) < COMPANIES, "what was made stays, the rest is to do"
    own_node.start()
    with Node(own_node.db) as second, SmtpSink() as sink:
        results = at_once(lambda: let_run(own_node, job), lambda: let_run(second, job))
        assert faults(results) == []
        let_run(second, job)
        assert sent(second) == COMPANIES
        admin = second.as_user("administrator")
        server = {"name": "Sink", "smtp_host": "127.0.0.1", "smtp_port": sink.port}
        admin.execute("ir.mail_server", "create", {**server, "smtp_encryption": "none"})
        let_run(second, "mail.ir_cron_mail_scheduler_action")
        wait_for(lambda: len(sink.to(READER)) >= COMPANIES, 60, "the letters")
        letters = [letter.message for letter in sink.to(READER)]
    companies = Counter(letter["Subject"].rpartition(": ")[2] for letter in letters)
    assert companies == {f"Cég {n}": 1 for n in range(COMPANIES)}
    [workbook] = letters[0].iter_attachments()
    sheets = load_workbook(io.BytesIO(workbook.get_content())).sheetnames
    assert sheets[0] == "Összesítés"
