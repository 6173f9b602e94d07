"""A web server that records each request and answers as scripted."""

import json
import threading
import time
import urllib.parse
from collections import defaultdict, deque
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from .ports import wait_for


@dataclass(frozen=True)
class Request:
    """One request as it came: header names in lower case, query values as lists."""

    method: str
    path: str
    query: dict
    headers: dict = field(repr=False)
    body: bytes = field(repr=False)

    @property
    def json(self):
        """The body read as JSON."""
        return json.loads(self.body)

    @property
    def form(self):
        """The body read as a web form, values as lists."""
        return urllib.parse.parse_qs(self.body.decode(), keep_blank_values=True)


@dataclass(frozen=True)
class Answer:
    """What to say: a body of bytes, text or anything JSON can hold; ``delay`` in seconds."""

    body: object = ""
    status: int = 200
    headers: dict = field(default_factory=dict)
    delay: float = 0

    def encoded(self):
        """Return ``(content type, bytes)``."""
        if isinstance(self.body, bytes):
            return "application/octet-stream", self.body
        if isinstance(self.body, str):
            return "text/plain; charset=utf-8", self.body.encode()
        return "application/json", json.dumps(self.body).encode()


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def _serve(self):
        url = urllib.parse.urlsplit(self.path)
        request = Request(
            self.command,
            url.path,
            urllib.parse.parse_qs(url.query, keep_blank_values=True),
            {name.lower(): value for name, value in self.headers.items()},
            self.rfile.read(int(self.headers.get("Content-Length") or 0)),
        )
        self._say(self.server.sink.take(request))

    def _say(self, answer):
        time.sleep(answer.delay)
        kind, body = answer.encoded()
        self.send_response(answer.status)
        for name, value in {"Content-Type": kind, **answer.headers}.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    do_GET = do_POST = do_PUT = do_PATCH = do_DELETE = do_HEAD = _serve

    def log_message(self, *_args):
        """Say nothing: requests are recorded."""


class HttpSink:
    """Records requests on a free port of 127.0.0.1; a context manager.

    ``url`` to call, ``requests`` so far in the order of arrival.
    """

    def __init__(self, port=0):
        self.requests = []
        self._script = defaultdict(deque)
        self._default = Answer({})
        self._lock = threading.Lock()
        self._server = ThreadingHTTPServer(("127.0.0.1", port), _Handler)
        self._server.daemon_threads = True
        self._server.sink = self
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}"
        self._thread = threading.Thread(target=self._server.serve_forever, daemon=True)

    def script(self, path, *answers):
        """Answer the next requests to a path with these, in turn; the last one stays."""
        with self._lock:
            self._script[path].extend(answers)

    def take(self, request):
        """Record a request and return the answer for it."""
        with self._lock:
            self.requests.append(request)
            queue = self._script.get(request.path)
            if not queue:
                return self._default
            return queue.popleft() if len(queue) > 1 else queue[0]

    def wait(self, count, seconds=30):
        """Return the requests once there are at least ``count``; TimeoutError otherwise."""
        wait_for(lambda: len(self.requests) >= count, seconds, f"{count} requests")
        return list(self.requests)

    def __enter__(self):
        self._thread.start()
        return self

    def __exit__(self, *_error):
        self._server.shutdown()
        self._server.server_close()
