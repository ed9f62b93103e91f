from datetime import UTC, datetime

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser

from coopnet.kit import access
from coopnet.kit.access import Act, Answer

AT = datetime(2026, 9, 1, tzinfo=UTC)


@pytest.fixture
def act(monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setattr(access, "_acts", {})
    monkeypatch.setattr(access, "_sources", [])
    return access.declare(Act("tea.make", "make tea", ask="the caretaker"))


def _account(*, active: bool = True) -> AbstractBaseUser:
    return get_user_model()(email="ann.example@example.org", name="Ann Example", is_active=active, made_at=AT)


def test_nobody_may_without_a_source(act: str) -> None:
    answer = access.may(_account(), act, at=AT)
    assert not answer
    assert answer.reason == "No role that you hold today lets you make tea."


def test_a_stranger_is_asked_to_sign_in(act: str) -> None:
    access.register_source(lambda *_: [Answer(True, "yes")])
    assert not access.may(AnonymousUser(), act, at=AT)
    assert not access.may(_account(active=False), act, at=AT)


def test_the_first_yes_wins_over_an_earlier_no(act: str) -> None:
    access.register_source(lambda *_: [Answer(False, "not there"), Answer(True, "here")])
    assert access.may(_account(), act, at=AT).reason == "here"


def test_a_no_carries_its_reason_to_the_door(act: str) -> None:
    access.register_source(lambda *_: [Answer(False, "Your role ended yesterday.")])
    with pytest.raises(access.Denied) as caught:
        access.require(_account(), act, at=AT)
    assert caught.value.answer.reason == "Your role ended yesterday."
    assert caught.value.act.ask == "the caretaker"


def test_an_act_that_nobody_declared_may_not_be_asked_about(act: str) -> None:
    with pytest.raises(KeyError):
        access.may(_account(), "tea.spill", at=AT)


def test_an_act_means_one_thing(act: str) -> None:
    with pytest.raises(ValueError, match="twice"):
        access.declare(Act("tea.make", "make coffee"))
