"""A private MariaDB server for tests of imports from foreign databases."""

import getpass
import os
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path

from .ports import free_port, listening, wait_for

MISSING = (
    "MariaDB is not installed. Mend: apt-get install mariadb-server, or unpack that package "
    "somewhere and name the folder in MARIADB_HOME."
)
USER = PASSWORD = "tester"
LIBRARIES = ("usr/lib/x86_64-linux-gnu", "lib/x86_64-linux-gnu", "usr/lib/aarch64-linux-gnu")


class MariaDbMissing(RuntimeError):
    """There is no MariaDB server on this machine."""


def find_program(name):
    """Return the path of one of MariaDB's programs.

    :raises MariaDbMissing: telling how to install it
    """
    home = os.environ.get("MARIADB_HOME", "")
    folders = [f"{home.rstrip('/')}/usr/{place}" for place in ("sbin", "bin")]
    found = shutil.which(name, path=os.pathsep.join(folders)) or (not home and shutil.which(name))
    if not found:
        raise MariaDbMissing(MISSING)
    return found


def installed():
    """Tell whether there is a MariaDB server to start."""
    try:
        return bool(find_program("mariadbd"))
    except MariaDbMissing:
        return False


class MariaDb:
    """An empty MariaDB on a free port of 127.0.0.1; a context manager.

    ``port``, ``user``, ``password``, ``database`` to connect with.

    :param database: name of the database to make
    :raises MariaDbMissing: telling how to install it
    """

    def __init__(self, database="source"):
        self._home = os.environ.get("MARIADB_HOME", "/")
        self._server = find_program("mariadbd")
        self._installer = find_program("mariadb-install-db")
        self.database, self.user, self.password = database, USER, PASSWORD
        self.port = free_port()
        self._process = None
        self._folder = Path(tempfile.mkdtemp(prefix="mariadb-"))

    def start(self):
        """Make the data folder if there is none, start and wait until it answers."""
        if not (self._folder / "data").exists():
            self._install()
        with (self._folder / "log").open("ab") as log:
            self._process = subprocess.Popen(
                [*self._command(self._server), f"--init-file={self._folder / 'init.sql'}"],
                env=self._environment(),
                stdout=log,
                stderr=log,
            )
        wait_for(self._answers, 60, "MariaDB's start")

    def stop(self, how=signal.SIGTERM):
        """End the server; with ``signal.SIGKILL`` as a power cut would. The data stay."""
        if self._process:
            self._process.send_signal(how)
            self._process.wait(60)
            self._process = None

    def __enter__(self):
        self.start()
        return self

    def __exit__(self, *_error):
        # a server that has just begun may not hear SIGTERM, and its data are thrown away
        self.stop(signal.SIGKILL)
        shutil.rmtree(self._folder, ignore_errors=True)

    def _environment(self):
        libraries = os.pathsep.join(str(Path(self._home) / folder) for folder in LIBRARIES)
        private = {} if self._home == "/" else {"LD_LIBRARY_PATH": libraries}
        return {**os.environ, **private}

    def _command(self, program):
        base = Path(self._home) / "usr"
        return [
            program,
            "--no-defaults",
            f"--basedir={base}",
            f"--datadir={self._folder / 'data'}",
            f"--user={getpass.getuser()}",
            f"--socket={self._folder / 'sock'}",
            f"--pid-file={self._folder / 'pid'}",
            "--bind-address=127.0.0.1",
            f"--port={self.port}",
            "--character-set-server=utf8mb4",
        ]

    def _install(self):
        install = [*self._command(self._installer), "--auth-root-authentication-method=normal"]
        subprocess.run(
            [*install, "--skip-test-db"], env=self._environment(), check=True, capture_output=True
        )
        (self._folder / "init.sql").write_text(
            f"CREATE DATABASE IF NOT EXISTS `{self.database}`;\n"
            f"CREATE USER IF NOT EXISTS '{USER}'@'%' IDENTIFIED BY '{PASSWORD}';\n"
            f"GRANT ALL ON *.* TO '{USER}'@'%';\n"
        )

    def _answers(self):
        if self._process.poll() is not None:
            tail = (self._folder / "log").read_text(errors="replace")[-2000:]
            raise RuntimeError(f"MariaDB ended at once:\n{tail}")
        return listening(self.port)
