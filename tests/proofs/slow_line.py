"""Ways that people go on a phone with a slow line, with JavaScript and without: screens, taps, bytes and seconds.

The line is the one that Chromium's developer tools call "slow 4G", with a processor four times slower than this one.
Files are compressed as the server of a real network compresses them. Limits: interface.md, sections 7 and 8.
"""

import gzip
import http.client
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from random import Random
from typing import Any, ClassVar
from urllib.parse import urlsplit

import pytest
from PIL import Image
from playwright.sync_api import Browser, BrowserContext, Page

from tests.browser import be
from tests.journeys.phone import (
    Phone,
    asks_for_help_in_confidence,
    compares_the_models_and_writes_in,
    finds_whether_a_school_is_co_operative,
    publishes_an_update,
)

# Bytes a second and milliseconds to the first of them.
SLOW_4G = {"downloadThroughput": 1_474_560 / 8, "uploadThroughput": 691_200 / 8, "latency": 562.5, "offline": False}
SLOWER_PROCESSOR = 4
# On the way of a visitor: the first screen with all that it needs, and each later one; the whole in seconds.
FIRST_SCREEN, LATER_SCREEN = 60 * 1024, 15 * 1024
PICTURE = 2_000_000

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
    """A phone on a slow line: also the bytes on the line and the time of each screen."""

    def __init__(self, page: Page, script: bool) -> None:
        super().__init__(page)
        self.bytes, self.script = 0, script
        self.seconds, self.largest, self.sizes = list[float](), list[float](), list[int]()
        self._before = 0
        line = page.context.new_cdp_session(page)
        line.send("Network.enable")
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


@pytest.fixture(params=[True, False], ids=["with JavaScript", "without"])
def script(request: pytest.FixtureRequest) -> bool:
    return bool(request.param)


@pytest.fixture
def context(script: bool, chromium: Browser, demo: str) -> Iterator[BrowserContext]:
    with compressed(demo) as address:
        context = chromium.new_context(
            base_url=address, viewport={"width": 390, "height": 844}, java_script_enabled=script, locale="en-GB"
        )
        context.set_default_timeout(120_000)
        yield context
        context.close()


WAYS = [finds_whether_a_school_is_co_operative, compares_the_models_and_writes_in, asks_for_help_in_confidence]


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.__name__)
def test_a_visitor_on_a_slow_line(
    context: BrowserContext, script: bool, way: Callable[[Phone], None], record_property: Any
) -> None:
    phone = SlowPhone(context.new_page(), script)
    way(phone)
    how = "with JavaScript" if script else "without"
    record_property("size", f"{way.__name__} {how}: {phone.told}")
    assert phone.sizes[0] <= FIRST_SCREEN, phone.sizes
    assert max(phone.sizes[1:]) <= LATER_SCREEN, phone.sizes
    assert not phone.faults, phone.faults


def test_an_ambassador_publishes_on_a_slow_line(
    context: BrowserContext, script: bool, record_property: Any, tmp_path: Path
) -> None:
    picture = tmp_path / "IMG_0002.JPG"
    chance = Random(4)
    noise = Image.frombytes("RGB", (500, 375), chance.randbytes(500 * 375 * 3)).resize((2000, 1500))
    quality = 95
    while not picture.exists() or picture.stat().st_size > PICTURE:
        noise.save(picture, "JPEG", quality=quality)
        quality -= 3
    ambassador = be(context, "Be Linden Fairweather")
    phone = SlowPhone(ambassador, script)
    publishes_an_update(phone, "A second day at the sea", picture)
    how = "with JavaScript" if script else "without"
    record_property("size", f"publishes_an_update {how}, a picture of {picture.stat().st_size} bytes: {phone.told}")
    assert not phone.faults, phone.faults
    phone.tap("Take it off the site")
