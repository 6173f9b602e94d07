"""Clients for Odoo's two remote interfaces, as a partner's program would use them."""

import copy
import http.client
import json
import urllib.error
import urllib.request
import xmlrpc.client

from devtools.story.browser import Browser

TIMEOUT = 300
KEY_NAME = "suite tests"


class _Transport(xmlrpc.client.Transport):
    def make_connection(self, host):
        connection = super().make_connection(host)
        connection.timeout = TIMEOUT
        return connection


def _proxy(url, service):
    return xmlrpc.client.ServerProxy(f"{url}/xmlrpc/2/{service}", transport=_Transport())


class Client:
    """XML-RPC as one user. Faults come through as ``xmlrpc.client.Fault``, nothing is mended.

    :param url: base address of the server
    :param db: database name
    :param login: login of the user
    :param password: password, the login when left out (as for demo users)
    """

    def __init__(self, url, db, login, password=None):
        self.url, self.db, self.login, self.password = url, db, login, password or login
        self._object = _proxy(url, "object")
        self.uid = _proxy(url, "common").authenticate(db, login, self.password, {})
        if not self.uid:
            raise PermissionError(f"{login} may not log in to {db}")

    def another(self):
        """Return the same user on a connection of its own, for another thread."""
        twin = copy.copy(self)
        twin._object = _proxy(self.url, "object")
        return twin

    def execute(self, model, method, /, *args, **kwargs):
        """Call a public method; ids come first where the method works on records."""
        return self._object.execute_kw(
            self.db, self.uid, self.password, model, method, list(args), kwargs
        )

    def press(self, model, method, *args, **kwargs):
        """Call a method of Odoo's that may return nothing, which XML-RPC cannot say.

        :return: what it returned, None for nothing; the work is done either way
        """
        try:
            return self.execute(model, method, *args, **kwargs)
        except xmlrpc.client.Fault as fault:
            if "cannot marshal None" not in fault.faultString:
                raise
            return None

    def search_read(self, model, domain, fields, **kwargs):
        """Return matching records as dictionaries, by id unless told otherwise."""
        return self.execute(model, "search_read", domain, fields, **{"order": "id", **kwargs})

    def read(self, model, record_id, *fields):
        """Return one record as a dictionary."""
        return self.execute(model, "read", [record_id], list(fields))[0]

    def ref(self, xml_id):
        """Return the id of the record behind ``module.name``; needs an administrator."""
        module, name = xml_id.split(".", 1)
        found = self.search_read(
            "ir.model.data", [("module", "=", module), ("name", "=", name)], ["res_id"]
        )
        if not found:
            raise LookupError(f"no record {xml_id} in {self.db}")
        return found[0]["res_id"]

    def wizard(self, model, values, method, model_name, record_ids):
        """Create a wizard on records as its button would, run one method of it."""
        context = {
            "active_model": model_name,
            "active_id": record_ids[0],
            "active_ids": list(record_ids),
        }
        made = self.execute(model, "create", values, context=context)
        return self.press(model, method, [made], context=context)


class Json2Error(Exception):
    """The server refused: ``status`` is HTTP's, ``details`` the JSON body."""

    def __init__(self, status, details):
        self.status, self.details = status, details
        super().__init__(f"{status}: {details.get('message') or details}")


class Json2:
    """``POST /json/2/<model>/<method>`` with a bearer key.

    :param url: base address of the server
    :param db: database name
    :param key: API key, see :func:`make_api_key`
    """

    def __init__(self, url, db, key):
        self.url, self.db, self._key = url, db, key

    def execute(self, model, method, /, ids=(), **kwargs):
        """Call a public method with named arguments.

        :raises Json2Error: on any answer but 2xx
        """
        body = json.dumps({**kwargs, **({"ids": list(ids)} if ids else {})}).encode()
        headers = {
            "Authorization": f"bearer {self._key}",
            "Content-Type": "application/json",
            "X-Odoo-Database": self.db,
        }
        request = urllib.request.Request(f"{self.url}/json/2/{model}/{method}", body, headers)
        try:
            with urllib.request.urlopen(request, timeout=TIMEOUT) as response:
                return json.load(response)
        except urllib.error.HTTPError as error:
            raise Json2Error(error.code, _body(error)) from error


def _body(error):
    text = error.read().decode(errors="replace")
    try:
        return json.loads(text)
    except ValueError:
        return {"message": text or http.client.responses.get(error.code, "")}


def make_api_key(url, db, login, password=None):
    """Make an API key as a user does: log in, *New API Key*, repeat the password.

    :return: the key; it is valid for a day
    """
    password = password or login
    visitor = Browser(url, db, login)
    visitor.login(login, password)
    wizard = _call(visitor, "res.users.apikeys.description", "create", [{"name": KEY_NAME}])
    action = _call(visitor, "res.users.apikeys.description", "make_key", [wizard])
    if action["res_model"] == "res.users.identitycheck":
        context = {"password": password}
        action = _call(
            visitor, "res.users.identitycheck", "run_check", [action["res_id"]], context=context
        )
    return action["context"]["default_key"]


def _call(visitor, model, method, args, **kwargs):
    path = f"/web/dataset/call_kw/{model}/{method}"
    return visitor.call(path, model=model, method=method, args=args, kwargs=kwargs)
