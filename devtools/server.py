"""Odoo servers that ./dev starts: a free port, an answer, a clean end, a list of what runs."""

import contextlib
import json
import os
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request
from pathlib import Path

from . import sql
from .environment import Environment
from .errors import DevError
from .odoo_log import summarize
from .progress import step
from .stamps import write_atomically
from .workspace import Workspace

HOST = "127.0.0.1"


def check_port(port: int) -> None:
    """Refuse a port that somebody listens on."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError as error:
            raise DevError(
                f"Port {port} is taken by another program",
                f"choose another one: --port {port + 1}, or end what ./dev started: ./dev stop",
            ) from error


def address(port: int) -> str:
    return f"http://{HOST}:{port}"


def start(env: Environment, name: str, port: int, workers: int = 0) -> subprocess.Popen:
    """Start a server for one database and wait until it answers."""
    if name not in sql.names(env):
        raise DevError(f"There is no database {name}", f"make it: ./dev db {name}")
    check_port(port)
    _set_addresses(env, name, port)
    log = env.ws.logs / f"server-{port}.log"
    words = ["-d", name, "--db-filter", f"^{name}$", "-p", port, "--http-interface", HOST]
    words += ["--workers", workers, "--gevent-port", port + 1] if workers else []
    with log.open("w") as output:
        process = subprocess.Popen(
            env.command(*words),
            env=env.variables(),
            cwd=env.ws.root,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    _remember(env.ws, port, name, process.pid)
    try:
        _wait(process, port, log)
    except BaseException:
        stop(process)
        raise
    return process


def _set_addresses(env: Environment, name: str, port: int) -> None:
    """PDFs fetch their styles from the server, and links in mails lead to it."""
    statement = (
        "INSERT INTO ir_config_parameter (key, value, create_date, write_date)"
        " SELECT key, :'url', now() at time zone 'utc', now() at time zone 'utc'"
        " FROM unnest(ARRAY['web.base.url', 'report.url']) key"
        " ON CONFLICT (key) DO UPDATE SET value = excluded.value"
    )
    sql.query(env, statement, name, url=address(port))


def _wait(process: subprocess.Popen, port: int, log: Path, patience: float = 180) -> None:
    deadline = time.monotonic() + patience
    with step("starting Odoo"):
        while not answers(port):
            if process.poll() is not None or time.monotonic() > deadline:
                reason = summarize(log.read_text(errors="replace")) or f"    (log: {log})"
                raise DevError(f"Odoo does not start:\n{reason}", "look at the log, mend and retry")
            time.sleep(0.2)


def answers(port: int) -> bool:
    try:
        with urllib.request.urlopen(f"{address(port)}/web/health", timeout=5) as reply:
            return reply.status == 200
    except (urllib.error.URLError, OSError):
        return False


def stop(process: subprocess.Popen, patience: float = 15) -> None:
    """End a server and its workers."""
    if process.poll() is None:
        process.terminate()
        try:
            process.wait(patience)
        except subprocess.TimeoutExpired:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def serve(process: subprocess.Popen) -> int:
    """Stay until the server ends or Ctrl-C."""
    previous = signal.signal(signal.SIGTERM, lambda *_: (_ for _ in ()).throw(KeyboardInterrupt()))
    try:
        return process.wait()
    except KeyboardInterrupt:
        return 0
    finally:
        signal.signal(signal.SIGTERM, previous)
        stop(process)


def _remember(ws: Workspace, port: int, name: str, pid: int) -> None:
    record = {
        "pid": pid,
        "started": _started(pid),
        "database": name,
        "port": port,
        "owner": os.getpid(),
        "owner_started": _started(os.getpid()),
    }
    write_atomically(ws.run / f"server-{port}.json", json.dumps(record))


def _started(pid: int) -> str:
    """When a process began, so that a number that came round again is not taken for it."""
    try:
        text = Path(f"/proc/{pid}/stat").read_text()
    except OSError:
        return ""
    return text.rsplit(")", 1)[1].split()[19]


def running(ws: Workspace) -> list[dict]:
    """The servers that ./dev started here and that still run."""
    found = []
    for path in sorted(ws.run.glob("server-*.json")):
        record = json.loads(path.read_text())
        if record["started"] and _started(record["pid"]) == record["started"]:
            found.append(record)
        else:
            path.unlink(missing_ok=True)
    return found


def has_owner(record: dict) -> bool:
    """Whether the run of ./dev that started the server still lives."""
    return _started(record["owner"]) == record["owner_started"]


def stop_all(ws: Workspace) -> int:
    """End every server that ./dev started here; how many there were."""
    return stop_records(ws, running(ws))


def stop_records(ws: Workspace, records: list[dict]) -> int:
    """End these servers; one that does not listen is killed."""
    for record in records:
        with contextlib.suppress(ProcessLookupError):
            os.kill(record["pid"], signal.SIGTERM)
    deadline = time.monotonic() + 15
    pids = {record["pid"] for record in records}
    while (left := [r for r in running(ws) if r["pid"] in pids]) and time.monotonic() < deadline:
        time.sleep(0.1)
    for record in left:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(record["pid"], signal.SIGKILL)
    return len(records)
