"""A thin XML-RPC client that acts as one user of Odoo, as the web client would."""

import http.client
import re
import xmlrpc.client

from .errors import StoryError

TIMEOUT = 600  # a first PDF on a cold, busy machine takes minutes, not seconds
_NONE_FAULT = re.compile(r"cannot marshal None")


class _Transport(xmlrpc.client.Transport):
    def make_connection(self, host):
        connection = super().make_connection(host)
        connection.timeout = TIMEOUT
        return connection


class Client:
    """Calls public methods of models as one user, in that user's language and time zone.

    :param url: base address of the server, without a trailing slash
    :param db: database name
    :param login: login of the user
    :param password: password (or API key) of the user
    :param step: function that returns the title of the running step, for error messages
    """

    def __init__(self, url, db, login, password, step=lambda: ""):
        self.url, self.db, self.login, self._password = url, db, login, password
        self._step = step
        self._common = xmlrpc.client.ServerProxy(f"{url}/xmlrpc/2/common", transport=_Transport())
        self._object = xmlrpc.client.ServerProxy(f"{url}/xmlrpc/2/object", transport=_Transport())
        self.uid = self._guard(lambda: self._common.authenticate(db, login, password, {}))
        if not self.uid:
            raise self.error("login refused: is this a demo database, and is the user active?")
        self.context = self.execute("res.users", "context_get", with_context=False)

    def execute(self, model, method, *args, with_context=True, **kwargs):
        """Call one public method; the call is one transaction on the server.

        :param model: model name, such as ``sale.order``
        :param method: public method name
        :param args: positional arguments, the list of record ids first (not for model methods)
        :param kwargs: named arguments; ``context`` is laid over the user's own
        :return: what the method returned; None where Odoo could not put it into XML-RPC
        :raises StoryError: with Odoo's message, when the method failed or nobody answered
        """
        if with_context:
            kwargs["context"] = {**self.context, **(kwargs.get("context") or {})}
        return self._guard(
            lambda: self._object.execute_kw(
                self.db, self.uid, self._password, model, method, list(args), kwargs
            )
        )

    def search_read(self, model, domain, fields, **kwargs):
        """Return the matching records as dictionaries, oldest first unless told otherwise."""
        kwargs.setdefault("order", "id")
        return self.execute(model, "search_read", domain, fields, **kwargs)

    def read_one(self, model, record_id, fields):
        """Return one record as a dictionary."""
        return self.execute(model, "read", [record_id], fields)[0]

    def run_wizard(self, model, values, method, context):
        """Create a wizard in the context that its button gives it, press its button.

        :return: what the button's method returned
        """
        wizard = self.execute(model, "create", values, context=context)
        return self.execute(model, method, [wizard], context=context)

    def _guard(self, call):
        try:
            return call()
        except xmlrpc.client.Fault as fault:
            # The work is committed by then: Odoo only fails to say "nothing" in XML-RPC.
            if _NONE_FAULT.search(fault.faultString):
                return None
            raise self.error(_message(fault)) from fault
        except (OSError, http.client.HTTPException, xmlrpc.client.ProtocolError) as error:
            raise self.error(f"no answer from {self.url} ({error})") from error

    def error(self, said):
        """Return a StoryError of the running step and this user, to raise."""
        return StoryError(said, step=self._step(), user=self.login)


def _message(fault):
    """Return Odoo's own words: the last line of a traceback, the whole text of a user error."""
    text = fault.faultString.strip()
    return text.splitlines()[-1] if text.startswith("Traceback") else text
