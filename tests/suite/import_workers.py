"""Runs in Odoo's shell: workers as processes of their own, that share loads and get killed."""

import base64
import contextlib
import json
import os
import random
import signal
import time
from pathlib import Path

from odoo import SUPERUSER_ID, api, sql_db
from odoo.modules.registry import Registry

OPEN = ("queued", "reading", "read", "loading", "undoing")
PATIENCE = 120
KEPT = []


def load_samples(env, folder, loads, kills):
    """Load files, each by two workers at once; print the results as JSON.

    :param loads: list of (name, file, code of the source)
    :param kills: so many workers are killed (SIGKILL) at random moments of the loads, and others
        take their place
    """
    _prepare(env)
    chance, results = random.Random(20), {}
    left = kills
    for name, file, code in loads:
        run = _queue(env, code, file, (Path(folder) / file).read_bytes())
        share = -(-kills // len(loads))
        left -= _work(env, run, min(share, left), chance)
        results[name] = run._get_result() | {"killed": kills - left}
    _tell(results)


def undo_load(env, folder, file, kills):
    """Load a file and undo the load, by two workers at once; print what is left as JSON."""
    _prepare(env)
    partners = env["res.partner"].with_context(active_test=False)
    before, chance = partners.search_count([]), random.Random(21)
    run = _queue(env, "erp", file, (Path(folder) / file).read_bytes())
    _work(env, run, 0, chance)
    created = run.created
    run.action_undo()
    state = run.state
    env.cr.commit()
    killed = _work(env, run, kills, chance)
    _tell(
        {
            "created": created,
            "begun": state,
            "ended": run.state,
            "killed": killed,
            "kept": run.change_ids.search_count(
                [("run_id", "=", run.id), ("undo_refusal", "!=", False)]
            ),
            "more": partners.search_count([]) - before,
            "remembered": env["crm.import.memory"].search_count([]),
        }
    )


def load_new_names(env):
    """Load a file whose rows have tags and an industry that are not there; print the result."""
    _prepare(env)
    rows = [f"T{n};Címkés {n} Bt.;Új címke {n % 2};Új iparág" for n in range(200)]
    content = "\n".join(["Vevőkód;Név;Címkék;Iparág", *rows]).encode()
    run = _queue(env, "names", "names.csv", content)
    _work(env, run, 0, random.Random(20))
    _tell({"names": run._get_result()})


def _prepare(env):
    env["ir.config_parameter"].set_param("crm_masterdata_import.part_rows", "20")
    # each load is worked on here alone
    env["ir.cron"].search([("code", "=", "model._cron_load()")]).active = False


def _queue(env, code, filename, content):
    """Queue a file of a source, made where it is missing; return the load."""
    sources = env["crm.import.source"]
    source = sources.search([("code", "=", code)])
    source = source or sources.create({"name": code, "code": code})
    run_id = source.load_file_async(filename, base64.b64encode(content).decode())
    env.cr.commit()
    return env["crm.import.run"].browse(run_id)


def _tell(results):
    print(f"results: {json.dumps(results)}")  # noqa: T201 - the caller reads it


def _work(env, run, kills, chance):
    """Let two workers load, kill some of them; return how many were killed at work."""
    killed, end, workers = 0, time.monotonic() + PATIENCE, []
    while True:
        env.cr.rollback()
        env.invalidate_all()
        if run.state not in OPEN:
            break
        assert time.monotonic() < end, f"{run.name} is {run.state}"
        workers = [pid for pid in workers if not _ended(pid)]
        workers += [_start(env) for _missing in range(2 - len(workers))]
        time.sleep(chance.uniform(0.02, 0.5))
        if killed < kills:
            victim = workers.pop(chance.randrange(2))
            os.kill(victim, signal.SIGKILL)
            _pid, status = os.waitpid(victim, 0)
            killed += os.WIFSIGNALED(status)
    for pid in workers:
        with contextlib.suppress(ChildProcessError):
            os.waitpid(pid, 0)
    return killed


def _ended(pid):
    return os.waitpid(pid, os.WNOHANG)[0] == pid


def _start(env):
    """Start a worker; return its process."""
    pid = os.fork()
    if pid:
        return pid
    try:
        # connections are not shared with a child, nor closed by it
        KEPT.append(sql_db._Pool)
        sql_db._Pool = None
        registry = Registry(env.cr.dbname)
        registry._db = sql_db.db_connect(env.cr.dbname)
        with registry.cursor() as cr:
            api.Environment(cr, SUPERUSER_ID, {})["crm.import.run"]._cron_load()
    finally:
        os._exit(0)
