"""A web server on the loopback address with one bad habit for each path: the border of the outside web in tests."""

import contextlib
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from coopnet.kit.outside import Door, resolve

LOCAL = "127.0.0.1"


class Habits(BaseHTTPRequestHandler):
    """``asked`` holds what came in; ``gone`` holds paths that answer 404 from now on."""

    asked: list[str] = []
    gone: set[str] = set()
    port = 0

    def do_HEAD(self) -> None:  # the name that http.server looks for
        if self.path == "/no-heads":
            self.connection.close()
            return
        self._answer()

    def do_GET(self) -> None:  # as above
        self._answer()

    def _answer(self) -> None:
        self.asked.append(f"{self.command} {self.path}")
        with contextlib.suppress(OSError):
            if self.path in self.gone:
                self._head(404)
            elif self.path.startswith("/status/"):
                self._head(int(self.path.rsplit("/", 1)[1]))
            elif self.path.startswith("/hops/"):
                left = int(self.path.rsplit("/", 1)[1])
                self._head(302, f"http://{LOCAL}:{self.port}/hops/{left - 1}" if left else "/good")
            elif self.path == "/inside":
                self._head(302, f"http://127.0.0.2:{self.port}/secret")
            elif self.path == "/elsewhere":
                self._head(302, "file:///etc/passwd")
            elif self.path == "/slow":
                self._drip()
            elif self.path == "/junk":
                self.wfile.write(b"\0\1\2 not HTTP\r\n\r\n")
            elif self.path == "/long-head":
                self.wfile.write(b"HTTP/1.1 200 OK\r\nX: " + b"x" * 100_000 + b"\r\n\r\n")
            elif self.path == "/heads-refused" and self.command == "HEAD":
                self._head(405)
            else:
                self._head(200)

    def _head(self, status: int, location: str = "") -> None:
        self.send_response(status)
        if location:
            self.send_header("Location", location)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def _drip(self) -> None:
        for sign in b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n":
            self.wfile.write(bytes([sign]))
            self.wfile.flush()
            time.sleep(0.02)

    def log_message(self, format: str, *args: object) -> None:
        pass


@contextmanager
def serving() -> Iterator[int]:
    """The server, and its port."""
    Habits.asked, Habits.gone = [], set()
    server = ThreadingHTTPServer((LOCAL, 0), Habits)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        Habits.port = int(server.server_address[1])
        yield Habits.port
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def door(port: int) -> Door:
    """The way to that server alone, handed in by argument."""
    return Door(resolve, frozenset({(LOCAL, port)}))
