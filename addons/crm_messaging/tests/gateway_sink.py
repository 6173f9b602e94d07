"""A gateway for text messages on loopback: takes what comes, answers as told."""

import json
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class GatewaySink:
    """Messages that came, as parsed JSON, in `taken`; a context manager.

    Each answer is (status, document); "drop" takes the message and breaks the connection off. The
    last one stays.
    """

    def __init__(self, *answers):
        self.taken, self.headers, self.answers = [], [], list(answers)
        self.moments = []
        sink = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self):
                body = self.rfile.read(int(self.headers["Content-Length"]))
                sink.moments.append(time.monotonic())
                sink.taken.append(json.loads(body))
                sink.headers.append(dict(self.headers))
                answer = sink.answers.pop(0) if len(sink.answers) > 1 else sink.answers[0]
                if answer == "drop":
                    self.close_connection = True
                    self.connection.close()
                    return
                status, document = answer
                content = json.dumps(document).encode()
                self.send_response(status)
                self.send_header("Content-Length", str(len(content)))
                self.end_headers()
                self.wfile.write(content)

            def log_message(self, *_args):
                """Say nothing."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}/send"

    def __enter__(self):
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_error):
        self._server.shutdown()
        self._server.server_close()
