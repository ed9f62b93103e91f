"""Signing in by password, and what a thousand tries meet."""

import re
from collections.abc import Iterator
from datetime import timedelta

import pytest
import time_machine
from django.contrib.auth.hashers import PBKDF2PasswordHasher
from django.test import Client
from django.urls import URLResolver, get_resolver

from coopnet.sign_in import limits
from coopnet.sign_in.tests.conftest import AT, sign_in_by_code, signed_in

EMAIL = "sam@school.example.org"
RIGHT = "four words put together"


def try_password(client: Client, password: str, email: str = EMAIL, address: str = "192.0.2.1"):
    return client.post("/sign-in/password/", {"email": email, "password": password}, REMOTE_ADDR=address)


def test_a_person_signs_in_by_password(client, make) -> None:
    make(password=RIGHT)
    before = client.cookies.get("sessionid")
    assert try_password(client, RIGHT)["Location"] == "/to-do/"
    assert signed_in(client)
    assert client.cookies["sessionid"] != before


def test_a_wrong_password_an_unknown_address_and_an_account_without_one_look_the_same(make) -> None:
    make(password=RIGHT)
    make(email="code@school.example.org")
    bodies = set()
    for email in (EMAIL, "nix@school.example.org", "code@school.example.org"):
        answer = try_password(Client(), "something else", email)
        body = re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", answer.content.decode()).replace(email, "@")
        bodies.add((answer.status_code, body))
    assert len(bodies) == 1


def test_known_and_unknown_addresses_cost_the_same_hashing(make, settings, monkeypatch) -> None:
    """A wrong password is hashed once, whether the account is there or not; bench.sign_in has the times."""
    hasher = "django.contrib.auth.hashers.PBKDF2PasswordHasher"
    settings.PASSWORD_HASHERS = [hasher]
    monkeypatch.setattr(f"{hasher}.iterations", 1_000)
    make(password=RIGHT)
    hashed: list[int] = []
    encode = PBKDF2PasswordHasher.encode

    def counted(self: PBKDF2PasswordHasher, password: str, salt: str, iterations: int | None = None) -> str:
        hashed.append(1)
        return encode(self, password, salt, iterations)

    monkeypatch.setattr(f"{hasher}.encode", counted)
    costs = []
    for email in (EMAIL, "nix@school.example.org"):
        hashed.clear()
        try_password(Client(), "something else", email)
        costs.append(len(hashed))
    assert costs == [1, 1]


def guess(tries: int) -> list[int]:
    """Each try from an address of its own; from the seventeenth on with the right password. Gives the statuses."""
    return [
        try_password(Client(), RIGHT if n > 15 else f"guess {n}", address=f"198.51.{n // 250}.{n % 250}").status_code
        for n in range(tries)
    ]


def nobody_got_in_but_the_owner_can(client: Client, statuses: list[int]) -> None:
    assert statuses[:10] == [200] * 10
    assert set(statuses[10:]) == {429}
    assert sign_in_by_code(client, EMAIL).status_code == 302
    assert signed_in(client)


def test_many_tries_from_many_addresses_find_nothing_and_leave_the_owner_a_way_in(client, make) -> None:
    """The proof ``guessing`` does it a thousand times."""
    make(password=RIGHT)
    nobody_got_in_but_the_owner_can(client, guess(22))


def test_without_the_limit_the_guesser_would_get_in(make, monkeypatch) -> None:
    """Negative control."""
    monkeypatch.setattr(limits, "LIMITS", {})
    make(password=RIGHT)
    statuses = [try_password(Client(), f"guess {n}", address=f"198.51.100.{n}").status_code for n in range(14)]
    assert set(statuses) == {200}
    assert try_password(Client(), RIGHT).status_code == 302


def test_a_browser_that_the_owner_has_used_keeps_its_own_tries(client, make) -> None:
    make(password=RIGHT)
    try_password(client, RIGHT)
    client.post("/sign-out/")
    for n in range(15):
        try_password(Client(), "guess", address=f"198.51.100.{n}")
    assert try_password(Client(), RIGHT).status_code == 429
    assert try_password(client, RIGHT).status_code == 302


def test_one_address_that_tries_many_accounts_is_stopped(make, monkeypatch) -> None:
    monkeypatch.setitem(limits.LIMITS, "password-address", "6/15m/ip")
    statuses = [try_password(Client(), "guess", email=f"p{n}@school.example.org").status_code for n in range(8)]
    assert statuses == [200] * 6 + [429] * 2


def test_an_unknown_address_is_locked_in_the_same_way(make) -> None:
    statuses = [
        try_password(Client(), "guess", "nix@school.example.org", f"198.51.100.{n}").status_code for n in range(12)
    ]
    assert statuses == [200] * 10 + [429] * 2


def test_the_lock_opens_by_itself(client, make) -> None:
    make(password=RIGHT)
    with time_machine.travel(AT, tick=False) as clock:
        for n in range(12):
            try_password(Client(), "guess", address=f"198.51.100.{n}")
        assert try_password(client, RIGHT).status_code == 429
        clock.shift(timedelta(minutes=16))
        assert try_password(client, RIGHT).status_code == 302


@pytest.mark.parametrize("hostile", ["https://evil.example.org/", "//evil.example.org", "/sign-out/"])
def test_next_is_an_address_of_ours(client, make, hostile) -> None:
    make(password=RIGHT)
    answer = client.post("/sign-in/password/", {"email": EMAIL, "password": RIGHT, "next": hostile})
    assert answer["Location"] == "/to-do/"


@pytest.mark.parametrize("path", ["/cms/login/", "/_util/login/"])
def test_the_password_forms_of_the_page_editor_give_way_to_ours(client, make, path) -> None:
    make(password=RIGHT)
    answer = client.post(f"{path}?next=/cms/pages/", {"username": EMAIL, "password": RIGHT})
    assert answer["Location"].startswith("/sign-in/?next=")
    assert not signed_in(client)


def test_no_other_address_takes_a_password(make) -> None:
    """Each address whose name speaks of signing in is posted the right password under the usual names."""
    make(password=RIGHT)
    client = Client()
    routes = [str(found) for found in _plain_routes(get_resolver())]
    assert "/sign-in/password/" in routes
    for route in routes:
        if route != "/sign-in/password/":
            client.post(route, {"username": EMAIL, "email": EMAIL, "login": EMAIL, "password": RIGHT})
            assert not signed_in(client), route


def _plain_routes(resolver: URLResolver, prefix: str = "/") -> Iterator[str]:
    for entry in resolver.url_patterns:
        route = prefix + str(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from _plain_routes(entry, route)
        elif any(word in route for word in ("login", "sign-in", "password")) and not set(route) & set("<("):
            yield route
