"""Asking the outside web: only public addresses, at each hop anew, within a time; never what is inside."""

from collections.abc import Iterator

import pytest

from coopnet.kit import outside
from coopnet.kit.outside import Door, NotAsked, NotFetched, is_public, status
from coopnet.kit.tests.hostile_addresses import NOT_PUBLIC
from coopnet.kit.tests.outside_server import LOCAL, Habits, door, serving


@pytest.fixture
def port() -> Iterator[int]:
    with serving() as number:
        yield number


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/good", 200),
        ("/hops/4", 200),
        ("/heads-refused", 200),
        ("/no-heads", 200),
        ("/größe und mehr?ort=Bäch", 200),
        ("/status/404", 404),
        ("/status/403", 403),
        ("/status/500", 500),
    ],
)
def test_the_end_of_the_way_is_told(port: int, path: str, expected: int) -> None:
    assert status(f"http://{LOCAL}:{port}{path}", door=door(port)) == expected


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/hops/9", "more than 5"),
        ("/inside", "not a public address"),
        ("/elsewhere", "can be fetched"),
        ("/junk", "broke"),
        ("/long-head", "broke"),
    ],
)
def test_a_way_that_leads_nowhere_is_told_in_words(port: int, path: str, words: str) -> None:
    with pytest.raises(NotFetched, match=words):
        status(f"http://{LOCAL}:{port}{path}", door=door(port))
    assert not any("secret" in one for one in Habits.asked)


@pytest.mark.parametrize("address", NOT_PUBLIC)
@pytest.mark.parametrize("scheme", ["http", "https"])
def test_what_is_inside_is_never_connected_to(address: str, scheme: str, monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[object] = []
    monkeypatch.setattr("socket.create_connection", lambda *args, **rest: made.append(args))
    host = f"[{address}]" if ":" in address else address
    with pytest.raises(NotFetched):
        status(f"{scheme}://{host}/", door=Door(lambda host, port: [address]))
    with pytest.raises(NotFetched):
        status(f"{scheme}://page.example.org/", door=Door(lambda host, port: [address]))
    assert made == []


def test_the_guard_guards_and_not_the_network(port: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """The control: with the guard off, the same address is asked."""
    with pytest.raises(NotAsked, match="not a public address"):
        status(f"http://{LOCAL}:{port}/good")
    assert Habits.asked == []
    monkeypatch.setattr(outside, "is_public", lambda text: True)
    assert status(f"http://{LOCAL}:{port}/good") == 200
    assert Habits.asked == ["HEAD /good"]


def test_each_hop_is_looked_at_anew(port: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """The control of the redirect: with the guard off, the second hop is walked."""
    with pytest.raises(NotAsked):
        status(f"http://{LOCAL}:{port}/inside", door=door(port))
    walked: list[str] = []
    monkeypatch.setattr(outside, "is_public", lambda text: walked.append(text) or True)  # type: ignore[func-returns-value]  # notes and says yes
    with pytest.raises(NotFetched, match="broke"):
        status(f"http://{LOCAL}:{port}/inside", door=door(port))
    assert "127.0.0.2" in walked


def test_what_a_name_means_a_moment_later_is_never_asked(port: int) -> None:
    told = [LOCAL]
    way = Door(lambda host, number: [told.pop()] if told else ["10.0.0.1"], door(port).also)
    assert status(f"http://name.example.org:{port}/good", door=way) == 200
    assert Habits.asked == ["HEAD /good"]
    with pytest.raises(NotAsked):
        status(f"http://name.example.org:{port}/good", door=way)
    assert Habits.asked == ["HEAD /good"]


def test_one_address_inside_among_several_is_enough_to_refuse() -> None:
    with pytest.raises(NotAsked, match=r"10\.0\.0\.1"):
        status("https://page.example.org/", door=Door(lambda host, port: ["8.8.8.8", "10.0.0.1"]))


def test_a_server_that_answers_a_letter_at_a_time_is_left(port: int) -> None:
    """With time enough it is heard to its end: what stops it is the limit."""
    address = f"http://{LOCAL}:{port}/slow"
    with pytest.raises(NotFetched, match="too long"):
        status(address, door=door(port), seconds=0.2)
    assert status(address, door=door(port), seconds=20) == 200


@pytest.mark.parametrize(
    "address",
    [
        "ftp://example.org/x", "file:///etc/passwd", "https://", "https://a:b@example.org/", "x", "gopher://example.org/",
        "http://example.org:99999/", "http://[::1", "javascript:alert(1)",
    ],
)  # fmt: skip
def test_other_addresses_are_refused(address: str) -> None:
    with pytest.raises(NotAsked):
        status(address, door=Door(lambda host, port: ["8.8.8.8"]))


def test_public_addresses_are_public() -> None:
    assert all(is_public(one) for one in ("8.8.8.8", "2001:4860:4860::8888", "1.1.1.1", "64:ff9b::808:808"))
