"""What a step of the story gets into its hands."""

from . import people
from .browser import Browser
from .client import Client


class Context:
    """The run as a whole: who can act, what was found or made, what goes into the result.

    ``result``
        the public answer, written by steps; keys are promised to other programs and none vanishes
    ``found``
        record ids that steps hand on to later steps (``found["order"]`` …); every step fills its
        own on each run, whether it made the records or found them

    :param url: base address of the server
    :param db: database name
    :param users: ``{role: {"login", "password"}}``, the demo users when left out
    :param progress: function called with one line of text when a step starts
    """

    def __init__(self, url, db, users=None, progress=print):
        self.url, self.db, self.progress = url.rstrip("/"), db, progress
        self.users = users or people.USERS
        self.result, self.found = {}, {}
        self.step = ""
        self._clients = {}

    def as_role(self, role):
        """Return the RPC client of the role's demo user (see :class:`~.client.Client`)."""
        if role not in self._clients:
            person = self.users[role]
            self._clients[role] = Client(
                self.url, self.db, person["login"], person["password"], self._title
            )
        return self._clients[role]

    def portal(self, who="the customer"):
        """Return a fresh browser session of a customer (see :class:`~.browser.Browser`)."""
        return Browser(self.url, self.db, who, self._title)

    def _title(self):
        return self.step
