"""Real Odoo servers for tests: started, stopped, killed as a power cut would, started again."""

import contextlib
import os
import signal

from devtools import server

from .databases import environment
from .ports import free_port
from .rpc import Client, Json2, make_api_key


class Node:
    """One Odoo server on one database; several nodes may share a database.

    :param db: database name
    :param port: port of 127.0.0.1, a free one when left out; it stays the same over restarts
    :param workers: 0 for one process with threads
    """

    def __init__(self, db, port=None, workers=0):
        self.db, self.port, self.workers = db, port or free_port(), workers
        self.url = server.address(self.port)
        self._process = None

    def start(self):
        """Start and wait until it answers."""
        self._process = server.start(environment(), self.db, self.port, self.workers)
        return self

    def stop(self):
        """End it in good order."""
        if self._process:
            server.stop(self._process)
            self._process = None

    def kill(self):
        """End it at once (``kill -9``), with whatever it was doing."""
        if self._process:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()
            self._process = None

    def restart(self):
        """Stop and start."""
        self.stop()
        return self.start()

    @property
    def log(self):
        """What the server wrote since its last start."""
        path = environment().ws.logs / f"server-{self.port}.log"
        return path.read_text(errors="replace")

    def as_user(self, login, password=None):
        """Return an XML-RPC client (:class:`~.rpc.Client`); demo users' password is the login."""
        return Client(self.url, self.db, login, password)

    def json2(self, login, password=None):
        """Return a JSON-2 client with a new API key of that user."""
        return Json2(self.url, self.db, make_api_key(self.url, self.db, login, password))

    def __enter__(self):
        return self.start()

    def __exit__(self, *_error):
        self.stop()
