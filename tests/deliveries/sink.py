"""A machine on 127.0.0.1 that stands for everybody outside and counts what arrives."""

import threading
from collections import Counter
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from django.core.mail.backends.base import BaseEmailBackend


class Sink:
    """What arrived: ``requests`` as (method, path, headers, body), ``ids`` with their number."""

    def __init__(self):
        self.requests, self.ids, self.answer = [], Counter(), 204
        self.when_asked = lambda: None

    @property
    def twice(self):
        return sum(count - 1 for count in self.ids.values())


@contextmanager
def listening():
    """Yield a sink with its ``url`` while it listens."""
    sink = Sink()

    class Handler(BaseHTTPRequestHandler):
        def take(self):
            body = self.rfile.read(int(self.headers["Content-Length"] or 0)).decode()
            sink.requests.append((self.command, self.path, self.headers, body))
            sink.ids[self.headers["Idempotency-Key"]] += 1
            sink.when_asked()
            self.send_response(sink.answer)
            self.send_header("Location", f"{sink.url}/umgeleitet")
            self.end_headers()

        do_GET = do_POST = do_PURGE = take

        def log_message(self, *arguments):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    sink.url = f"http://127.0.0.1:{server.server_port}"
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield sink
    finally:
        server.shutdown()
        server.server_close()


class CutOff(BaseEmailBackend):
    """A post office in which the worker dies over every mail."""

    def send_messages(self, messages):
        raise SystemExit


class Closed(BaseEmailBackend):
    """A post office that takes nothing."""

    def send_messages(self, messages):
        raise ConnectionRefusedError("closed")
