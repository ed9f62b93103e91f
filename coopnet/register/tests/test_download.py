"""Fetching: from a local server that behaves badly, and never from an address that is not public."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from coopnet.kit.outside import Door, NotFetched, is_public, resolve
from coopnet.kit.tests.hostile_addresses import NOT_PUBLIC
from coopnet.register.imports.download import fetch

FILE = b'"URN","EstablishmentName"\r\n' * 1000
LOCAL = "127.0.0.1"


class Answers(BaseHTTPRequestHandler):
    """A server with one bad habit for each path."""

    asked: list[str] = []
    port = 0

    def do_GET(self) -> None:  # the name that http.server looks for
        self.asked.append(self.path)
        where = f"http://{LOCAL}:{self.port}"
        if self.path.startswith("/redirect/"):
            left = int(self.path.rsplit("/", 1)[1])
            self.answer(302, b"", {"Location": f"{where}/redirect/{left - 1}" if left else "/good20250422.csv"})
        elif self.path == "/inside":
            self.answer(302, b"", {"Location": "http://127.0.0.2:1/secret.csv"})
        elif self.path == "/page":
            self.answer(200, b"<html>", {"Content-Type": "text/html"})
        elif self.path == "/gone":
            self.answer(404, b"no")
        elif self.path == "/empty.csv":
            self.answer(200, b"")
        elif self.path == "/cut.csv":
            self.answer(200, FILE[:500], announced=len(FILE))
        elif self.path == "/large.csv":
            self.answer(200, b"x", announced=10**12)
        elif self.path == "/endless.csv":
            self.answer(200, FILE * 20, announced=None)
        elif self.path == "/junk":
            self.wfile.write(b"\0\1\2 not HTTP\r\n\r\n")
        else:
            self.answer(200, FILE, {"Content-Type": "text/csv; charset=windows-1252"})

    def answer(
        self, status: int, body: bytes, headers: dict[str, str] | None = None, announced: int | None = -1
    ) -> None:
        self.send_response(status)
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        if announced is not None:
            self.send_header("Content-Length", str(len(body) if announced == -1 else announced))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        pass


@contextmanager
def serving() -> Iterator[int]:
    server = ThreadingHTTPServer((LOCAL, 0), Answers)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        Answers.port = int(server.server_address[1])
        yield Answers.port
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.fixture
def port() -> Iterator[int]:
    Answers.asked = []
    with serving() as number:
        yield number


def door(port: int) -> Door:
    """The test's own server, handed in by argument."""
    return Door(resolve, frozenset({(LOCAL, port)}))


@pytest.mark.parametrize("path", ["/good20250422.csv", "/redirect/0", "/redirect/4"])
def test_a_file_is_fetched_also_behind_redirects(port: int, path: str, tmp_path: Path):
    found = fetch(f"http://{LOCAL}:{port}{path}", tmp_path, door=door(port))
    assert found.read_bytes() == FILE
    assert found.name == "good20250422.csv"


@pytest.mark.parametrize(
    "path, words",
    [
        ("/redirect/9", "more than 5 redirects"),
        ("/inside", "not a public address"),
        ("/page", "sends text/html"),
        ("/gone", "answers 404"),
        ("/empty.csv", "is empty"),
        ("/cut.csv", "broke"),
        ("/large.csv", "at most"),
        ("/endless.csv", "more than"),
        ("/junk", "broke"),
    ],
)
def test_a_server_that_misbehaves_leaves_nothing_behind(port: int, path: str, words: str, tmp_path: Path):
    with pytest.raises(NotFetched, match=words):
        fetch(f"http://{LOCAL}:{port}{path}", tmp_path, door=door(port), most_bytes=100_000)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("address", NOT_PUBLIC)
def test_an_address_that_is_not_public_is_never_connected_to(address: str, tmp_path: Path):
    assert not is_public(address)
    host = f"[{address}]" if ":" in address else address
    with pytest.raises(NotFetched):
        fetch(f"https://{host}/edubasealldata20250422.csv", tmp_path, door=Door(lambda host, port: [address]))


def test_the_guard_guards_and_not_the_network(port: int, tmp_path: Path):
    with pytest.raises(NotFetched, match="not a public address"):
        fetch(f"http://{LOCAL}:{port}/good20250422.csv", tmp_path)
    assert Answers.asked == []


def test_a_name_that_means_two_addresses_is_refused_if_one_is_inside(tmp_path: Path):
    with pytest.raises(NotFetched, match="not a public address"):
        fetch("https://register.example.org/x.csv", tmp_path, door=Door(lambda host, port: ["8.8.8.8", "10.0.0.1"]))


def test_a_name_is_looked_up_once_and_what_it_means_later_is_never_asked(port: int, tmp_path: Path):
    told = iter([[LOCAL], ["10.0.0.1"]])
    fetch(
        f"http://name.example.org:{port}/good20250422.csv",
        tmp_path,
        door=Door(lambda h, p: next(told), door(port).also),
    )
    assert Answers.asked == ["/good20250422.csv"]


@pytest.mark.parametrize(
    "address", ["ftp://example.org/x", "file:///etc/passwd", "https://", "https://a:b@example.org/", "x"]
)
def test_other_addresses_are_refused(address: str, tmp_path: Path):
    with pytest.raises(NotFetched):
        fetch(address, tmp_path)


def test_plain_http_is_refused(tmp_path: Path):
    with pytest.raises(NotFetched, match="without encryption"):
        fetch("http://example.org/x.csv", tmp_path, door=Door(lambda host, port: ["8.8.8.8"]))
