"""A thousand tries at a password from a thousand addresses; an account closed while a hundred sessions are open."""

from typing import Any

import pytest
from django.test import Client

from coopnet.accounts.models import User
from coopnet.kit.actors import System
from coopnet.sign_in import actions
from coopnet.sign_in.tests.conftest import AT
from coopnet.sign_in.tests.test_account import closed_on_all_sessions
from coopnet.sign_in.tests.test_passwords import EMAIL, RIGHT, guess, nobody_got_in_but_the_owner_can


@pytest.fixture
def owner(network: object, settings: Any) -> User:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    user = actions.make_account(email=EMAIL, name="Sam Invented", by=System("proof"), at=AT)
    user.set_password(RIGHT)
    user.save()
    return user


@pytest.mark.parametrize("tries", [1000])
def test_a_thousand_tries_find_nothing_and_leave_the_owner_a_way_in(
    owner: User, client: Client, record_property: Any, tries: int
) -> None:
    nobody_got_in_but_the_owner_can(client, guess(tries))
    record_property("size", f"{tries} tries")


@pytest.mark.parametrize("sessions", [100])
def test_a_closed_account_is_refused_on_a_hundred_open_sessions(
    owner: User, record_property: Any, sessions: int
) -> None:
    assert closed_on_all_sessions(owner, sessions) == sessions
    record_property("size", f"{sessions} sessions")
