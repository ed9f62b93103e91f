"""A line that can be slow, compressed as a real network compresses, and a phone that weighs what comes over it."""

import gzip
import http.client
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, ClassVar
from urllib.parse import urlsplit

from playwright.sync_api import Page

from tests.journeys.phone import Phone

# Bytes a second and milliseconds to the first of them.
SLOW_4G = {"downloadThroughput": 1_474_560 / 8, "uploadThroughput": 691_200 / 8, "latency": 562.5, "offline": False}
SLOWER_PROCESSOR = 4
_LCP = """() => new Promise(done => {
  new PerformanceObserver(list => done(list.getEntries().at(-1).startTime))
    .observe({type: 'largest-contentful-paint', buffered: true});
  setTimeout(() => done(0), 1000);
})"""
_LOADED = """() => {
  const [page] = performance.getEntriesByType('navigation');
  const paint = performance.getEntriesByType('paint').find(one => one.name === 'first-contentful-paint');
  return [page.loadEventEnd, paint ? paint.startTime : 0];
}"""


class _Compressing(BaseHTTPRequestHandler):
    """Hands on to the server, and compresses what a real network serves compressed."""

    protocol_version = "HTTP/1.1"
    behind: ClassVar[str]

    def _hand_on(self) -> None:
        length = int(self.headers.get("Content-Length", "0"))
        line = http.client.HTTPConnection(urlsplit(self.behind).netloc)
        heads = {name: value for name, value in self.headers.items() if name.lower() != "connection"}
        line.request(self.command, self.path, self.rfile.read(length) if length else None, heads)
        answer = line.getresponse()
        body = answer.read()
        kind = answer.headers.get("Content-Type", "")
        plain = "Content-Encoding" not in answer.headers
        packed = plain and kind.startswith(("text/", "image/svg", "application/json", "application/javascript"))
        self.send_response_only(answer.status)
        for name, value in answer.headers.items():
            if name.lower() not in {"content-length", "transfer-encoding", "connection"}:
                self.send_header(name, value)
        if packed:
            body = gzip.compress(body)
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)
        line.close()

    do_GET = do_POST = do_HEAD = _hand_on

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing."""


@contextmanager
def compressed(address: str) -> Iterator[str]:
    """The same server, compressed."""
    handler = type("Handler", (_Compressing,), {"behind": address})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    server.server_close()


class SlowPhone(Phone):
    """A phone that also weighs each screen by what came over the line; where that is slow, with its time."""

    def __init__(self, page: Page, script: bool, *, slow: bool = True) -> None:
        super().__init__(page)
        self.bytes, self.script, self.slow = 0, script, slow
        self.seconds, self.largest, self.sizes = list[float](), list[float](), list[int]()
        self._before = 0
        line = page.context.new_cdp_session(page)
        line.send("Network.enable")
        if slow:
            line.send("Network.emulateNetworkConditions", SLOW_4G)
            line.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER_PROCESSOR})
        line.on("Network.loadingFinished", self._came)

    def weigh(self, length: str) -> None:
        """What an answer says of itself is not what came over the line."""

    def _came(self, told: dict[str, Any]) -> None:
        self.bytes += int(told["encodedDataLength"])

    def arrived(self) -> None:
        """Wait until the screen is whole, and take its times."""
        self.page.wait_for_load_state("load")
        self.page.wait_for_timeout(100)  # the last event of the line
        if self.slow:
            loaded, painted = self.page.evaluate(_LOADED)
            self.seconds.append(loaded / 1000)
            self.largest.append((self.page.evaluate(_LCP) if self.script else painted) / 1000)
        self.sizes.append(self.bytes - self._before)
        self._before = self.bytes

    @property
    def told(self) -> str:
        """In a few words."""
        return (
            f"{len(self.seconds)} screens, {self.taps} taps, {self.bytes} bytes (first {self.sizes[0]}, "
            f"later at most {max(self.sizes[1:])}), {sum(self.seconds):.1f} s on the line, "
            f"slowest screen {max(self.seconds):.1f} s, largest words after {max(self.largest):.1f} s"
        )
