import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class Server:
    """A web server on a free port of the loopback, used as a context manager.

    `answer` of a class takes a path and a body, and returns (status, body). What was asked stands
    in `requests`: (path, headers, body); `delay` are seconds before each answer.
    """

    def __init__(self):
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), self._get_handler())
        self.url = f"http://127.0.0.1:{self.server.server_port}"
        self.requests = []
        self.delay = 0

    def __enter__(self):
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *error):
        self.server.shutdown()
        self.server.server_close()

    def _get_handler(self):
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self):
                length = int(self.headers.get("Content-Length") or 0)
                question = self.rfile.read(length)
                outer.requests.append((self.path, dict(self.headers), question))
                status, body = outer.answer(self.path, question)
                time.sleep(outer.delay)
                self.send_response(status)
                self.send_header("Content-Type", "text/xml; charset=utf-8")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            do_POST = do_GET

            def log_message(self, *args):
                """Keep the test's log clean."""

        return Handler
