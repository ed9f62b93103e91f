"""People and letters for the tests of signing in."""

import re
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client

from coopnet.accounts.models import User
from coopnet.kit.actors import System
from coopnet.notices.models import Secret
from coopnet.sign_in import actions, second_step

AT = datetime(2026, 9, 1, 9, tzinfo=UTC)
BY = System("test")


@pytest.fixture(autouse=True)
def quick_hashes_and_no_tries_yet(settings: Any, db: None) -> None:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    cache.clear()


@pytest.fixture(autouse=True)
def officers(monkeypatch: pytest.MonkeyPatch) -> set[str]:
    """Whose role needs a second step: the addresses in this set."""
    found: set[str] = set()
    monkeypatch.setattr(second_step, "_predicates", [lambda account, at: account.email in found])
    return found


@pytest.fixture
def make(network: object) -> Callable[..., User]:
    """Make an account."""

    def do(email: str = "sam@school.example.org", name: str = "Sam Invented", password: str = "") -> User:
        user = actions.make_account(email=email, name=name, by=BY, at=AT)
        if password:
            user.set_password(password)
            user.save()
        return user

    return do


def newest_code() -> str:
    """The digits of the letter that was queued last."""
    found = re.match(r"(\d{6})\b", Secret.objects.order_by("-pk")[0].text)
    assert found
    return found[1]


def ask_code(client: Client, email: str, **extra: Any) -> Any:
    return client.post("/sign-in/", {"email": email}, **extra)


def sign_in_by_code(client: Client, email: str) -> Any:
    """Both pages, as a person does."""
    assert ask_code(client, email)["Location"] == "/sign-in/code/"
    return client.post("/sign-in/code/", {"code": newest_code()})


def signed_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


def part(pattern: str, text: str) -> str:
    """The first group of the pattern in the text, which must hold it."""
    found = re.search(pattern, text)
    assert found, pattern
    return found[1]
