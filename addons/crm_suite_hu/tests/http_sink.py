import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class HttpSink:
    """A web server on the loopback that answers from a table and keeps what it was asked.

    `answers` maps a path to (status, body); other paths answer 404. Use as a context manager.
    """

    def __init__(self, answers):
        self.answers = answers
        self.requests = []
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), self._get_handler())
        self.url = f"http://127.0.0.1:{self.server.server_port}"

    def __enter__(self):
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *error):
        self.server.shutdown()
        self.server.server_close()

    def _get_handler(self):
        sink = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self):
                length = int(self.headers.get("Content-Length") or 0)
                sink.requests.append((self.path, dict(self.headers), self.rfile.read(length)))
                status, body = sink.answers.get(self.path, (404, b""))
                self.send_response(status)
                self.send_header("Content-Type", "text/xml; charset=utf-8")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            do_POST = do_GET

            def log_message(self, *args):
                """Keep the test's log clean."""

        return Handler
