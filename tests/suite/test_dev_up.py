"""./dev up as a person or a program uses it: killed, run again, run twice at once."""

import contextlib
import json
import os
import signal
import socket
import subprocess
import time
from pathlib import Path

import pytest

from devtools import server, sql
from tests.helpers import databases

ROOT = Path(__file__).resolve().parents[2]
DOCUMENTS = ("offer", "order", "deliveries", "invoices", "credit_notes", "payment")
PATIENCE = 240


def _free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _start(name, port):
    words = [ROOT / "dev", "up", "--db", name, "--port", str(port), "--no-serve", "--json"]
    return subprocess.Popen(
        words, cwd=ROOT, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )


def _finish(run):
    output, trouble = run.communicate(timeout=PATIENCE)
    assert run.returncode == 0, trouble
    return json.loads(output.splitlines()[-1])


def _count(env, name, table, condition="true"):
    """Rows of a table, 0 when the database or the table is not there yet."""
    with contextlib.suppress(Exception):
        statement = 'SELECT count(*) FROM :"counted" WHERE :condition'
        return int(sql.query(env, statement, name, counted=table, condition=condition)[0])
    return 0


def _moments(env, name):
    """Five moments of a first run, each told by what is there, not by the clock."""
    before = databases.template(demo=True)
    pickings = _count(env, before, "stock_picking", "state = 'done'")
    invoices = _count(env, before, "account_move", "move_type = 'out_invoice'")
    leads = _count(env, before, "crm_lead")
    return {
        "while the database is copied": lambda: f"{name}__new" in sql.names(env),
        "while Odoo starts": lambda: any(r["database"] == name for r in server.running(env.ws)),
        "after the opportunity": lambda: _count(env, name, "crm_lead") > leads,
        "after the first delivery": lambda: (
            _count(env, name, "stock_picking", "state = 'done'") > pickings
        ),
        "after the first invoice": lambda: (
            _count(env, name, "account_move", "move_type = 'out_invoice'") > invoices
        ),
    }


def _kill_when(run, reached):
    deadline = time.monotonic() + PATIENCE
    while not reached():
        assert run.poll() is None, run.communicate()
        assert time.monotonic() < deadline
        time.sleep(0.02)
    os.kill(run.pid, signal.SIGKILL)
    run.communicate()


@pytest.fixture
def name():
    name = "up_killed"
    databases.drop(name)
    yield name
    env = databases.environment()
    server.stop_records(env.ws, [r for r in server.running(env.ws) if r["database"] == name])
    databases.drop(name)


def test_killed_at_five_moments_it_still_makes_one_story(name):
    env = databases.environment()
    port = _free_port()
    moments = _moments(env, name)
    for reached in moments.values():
        _kill_when(_start(name, port), reached)
    result = _finish(_start(name, port))
    again = _finish(_start(name, port))
    assert {key: again[key] for key in DOCUMENTS} == {key: result[key] for key in DOCUMENTS}
    assert (len(result["deliveries"]), len(result["invoices"])) == (2, 2)
    assert len(result["credit_notes"]) == 1
    assert result["delivered_percent"] == 100.0
    before = databases.template(demo=True)
    # an offer with discounts and the orders that the opportunity and the campaign won
    made = {"sale_order": 3, "crm_lead": 2, "account_payment": 1}
    for table, count in made.items():
        assert _count(env, name, table) == _count(env, before, table) + count, table


def test_two_runs_at_once_do_not_harm_each_other(name):
    port, other = _free_port(), _free_port()
    first, second = _start(name, port), _start(name, other)
    one, two = _finish(first), _finish(second)
    assert {key: one[key] for key in DOCUMENTS} == {key: two[key] for key in DOCUMENTS}
    assert {one["url"], two["url"]} == {server.address(port), server.address(other)}


def test_a_taken_port_is_said_before_anything_is_made(name):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        run = _start(name, port)
        _output, trouble = run.communicate(timeout=PATIENCE)
    assert run.returncode == 1
    assert f"Port {port} is taken" in trouble
    assert name not in sql.names(databases.environment())


def test_db_replaces_a_database_and_shell_reads_a_script():
    env = databases.environment()
    subprocess.run([ROOT / "dev", "db", "dev_made", "--addons", "contacts"], cwd=ROOT, check=True)
    sql.query(env, "CREATE TABLE left_over ()", "dev_made")
    subprocess.run([ROOT / "dev", "db", "dev_made", "--addons", "contacts"], cwd=ROOT, check=True)
    try:
        assert _count(env, "dev_made", "pg_tables", "tablename = 'left_over'") == 0
        answer = subprocess.run(
            [ROOT / "dev", "shell", "dev_made"],
            cwd=ROOT,
            check=True,
            text=True,
            capture_output=True,
            input="print('country', env.company.country_id.code)\n",
        )
        assert "country HU" in answer.stdout
    finally:
        databases.drop("dev_made")
