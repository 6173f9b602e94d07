"""A customer's browser: cookies, pages and the portal's JSON calls."""

import http.cookiejar
import json
import re
import urllib.error
import urllib.parse
import urllib.request

from .errors import StoryError

TIMEOUT = 600
LANGUAGE = {"Accept-Language": "hu-HU,hu;q=0.9"}


class Browser:
    """One visitor's session on the site, not logged in unless :meth:`login` is called.

    :param url: base address of the server
    :param db: database name (a server with several databases is told by the login page)
    :param who: name for error messages
    :param step: function that returns the title of the running step
    """

    def __init__(self, url, db, who="the customer", step=lambda: ""):
        self.url, self.db, self.who, self._step = url, db, who, step
        jar = urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar())
        self._opener = urllib.request.build_opener(jar)
        # Lets the server know the database where it serves more than one.
        self.get("/web/login?" + urllib.parse.urlencode({"db": db}))

    def login(self, login, password):
        """Log in with a name and password; raise StoryError when refused."""
        page = self.get("/web/login").decode()
        token = re.search(r'name="csrf_token"\s+value="([^"]+)"', page)
        if not token:
            raise self._error("the login page has no form")
        form = {"csrf_token": token[1], "login": login, "password": password}
        answer = self._open("/web/login", urllib.parse.urlencode(form).encode())
        if b"oe_login_form" in answer:
            raise self._error(f"login of {login} refused")

    def get(self, path):
        """Return the body of a page as bytes."""
        return self._open(path)

    def call(self, path, **params):
        """Call a JSON-RPC route with named parameters and return its result."""
        body = json.dumps({"jsonrpc": "2.0", "method": "call", "params": params}).encode()
        answer = json.loads(self._open(path, body, {"Content-Type": "application/json"}))
        if "error" in answer:
            details = answer["error"].get("data", {})
            raise self._error(details.get("message") or answer["error"].get("message"))
        return answer["result"]

    def _open(self, path, body=None, headers=None):
        request = urllib.request.Request(self.url + path, body, {**LANGUAGE, **(headers or {})})
        try:
            with self._opener.open(request, timeout=TIMEOUT) as response:
                return response.read()
        except urllib.error.HTTPError as error:
            raise self._error(f"{path} answered {error.code} {error.reason}") from error
        except OSError as error:
            raise self._error(f"no answer from {self.url} ({error})") from error

    def _error(self, said):
        return StoryError(said, step=self._step(), user=self.who)
