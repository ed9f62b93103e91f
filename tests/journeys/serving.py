"""A real server on loopback for the browser, in a thread, on a database that the test may fill."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from socketserver import ThreadingMixIn
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer

from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.core.servers.basehttp import get_internal_wsgi_application
from django.db import connections


class _Quiet(WSGIRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        """Tests want no access log."""


class _Server(ThreadingMixIn, WSGIServer):
    daemon_threads = True
    # A browser that closes its tab in the middle of an answer is no error of ours.
    request_queue_size = 64

    def handle_error(self, request: object, client_address: object) -> None:
        """A broken pipe is the browser's business; errors of ours are answered with a 500 and seen there."""

    def process_request_thread(self, request, client_address):  # type: ignore[no-untyped-def]  # as socketserver has it
        try:
            super().process_request_thread(request, client_address)
        finally:
            connections.close_all()


@contextmanager
def serving() -> Iterator[str]:
    """Serve the house on a free port; yields the address without a stroke at its end."""
    application = StaticFilesHandler(get_internal_wsgi_application())
    server = _Server(("127.0.0.1", 0), _Quiet)
    server.set_app(application)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join(timeout=5)
