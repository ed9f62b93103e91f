"""A broken promise pauses its subject and only that, and two officers are told, once."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from django.http import HttpResponse

from coopnet.accounts.models import User
from coopnet.audit.models import Entry
from coopnet.bodies.enums import Office
from coopnet.kit import registry
from coopnet.kit.access import Denied
from coopnet.kit.actors import System
from coopnet.kit.doors import Request, needs
from coopnet.kit.freeze import Frozen, refuse_if_frozen
from coopnet.kit.registry import Breach, Invariant
from coopnet.notices.models import Letter
from coopnet.operations import guard
from coopnet.operations.actions import NothingPaused, go_on, pause
from coopnet.operations.models import FrozenSubject

AT = datetime(2026, 11, 25, 12, tzinfo=UTC)
BY = System("test")


def promise(name: str, subject: str, found: list[Breach]) -> Invariant:
    return Invariant(name, f"The {subject} is whole.", subject, lambda at: found)


@pytest.fixture
def promises(monkeypatch: pytest.MonkeyPatch) -> Callable[[list[Invariant]], None]:
    def use(found: list[Invariant]) -> None:
        monkeypatch.setattr(registry, "invariants", lambda: found)

    return use


def test_only_the_subject_of_the_broken_promise_is_paused(
    network: object, promises: Callable[[list[Invariant]], None]
) -> None:
    promises([promise("a", "register", [Breach("school 5", "It has no name.")]), promise("b", "people", [])])
    assert guard.check_promises(AT) == "broken: a"
    with pytest.raises(Frozen, match=r"school 5.*no name"):
        refuse_if_frozen("register")
    refuse_if_frozen("people")
    assert Entry.objects.filter(what="operations.paused").count() == 1


def test_found_again_it_is_told_once(network: object, promises: Callable[[list[Invariant]], None]) -> None:
    promises([promise("a", "register", [Breach("school 5", "It has no name.")])])
    guard.check_promises(AT)
    guard.check_promises(AT)
    assert FrozenSubject.objects.count() == 1
    assert Entry.objects.filter(what="operations.paused").count() == 1


def test_two_officers_get_a_letter(
    network: object, promises: Callable[[list[Invariant]], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    people = [officer("Ann Archer"), officer("Ben Baker"), officer("Cay Cooper")]
    by_office = {Office.SYSTEM_ADMINISTRATOR: people[:1], Office.CO_ORDINATOR: people[1:]}
    monkeypatch.setattr(guard, "holders", lambda office, region, on: by_office.get(office, []))
    promises([promise("a", "register", [Breach("school 5", "It has no name.")])])
    guard.check_promises(AT)
    guard.check_promises(AT)
    assert sorted(Letter.objects.values_list("to", flat=True)) == ["ann@example.org", "ben@example.org"]


class Holder:
    def __init__(self, person: int) -> None:
        self.person = person


def officer(name: str) -> Holder:
    from coopnet.people.models import Person  # noqa: PLC0415 - beside the one use

    first = name.split()[0].lower()
    person = Person.objects.create(name=name, folded=name.lower(), email=f"{first}@example.org", made_at=AT)
    return Holder(person.pk)


def test_a_promise_that_cannot_be_asked_freezes_nothing_and_fails_the_job(
    network: object, promises: Callable[[list[Invariant]], None]
) -> None:
    def fails(at: datetime) -> list[Breach]:
        raise ZeroDivisionError

    promises([Invariant("a", "It is.", "register", fails), promise("b", "people", [Breach("person 1", "Twice.")])])
    with pytest.raises(guard.CouldNotAsk, match="a"):
        guard.check_promises(AT)
    assert list(FrozenSubject.objects.values_list("subject", flat=True)) == ["people"]


def test_going_on_needs_a_reason_and_is_recorded(network: object) -> None:
    pause(subject="register", promise="a", why="No name.", by=BY, at=AT)
    assert pause(subject="register", promise="b", why="Again.", by=BY, at=AT) is None
    go_on(subject="register", reason="The name was typed in.", by=BY, at=AT)
    refuse_if_frozen("register")
    assert Entry.objects.filter(what="operations.resumed").count() == 1
    with pytest.raises(NothingPaused):
        go_on(subject="register", reason="Twice.", by=BY, at=AT)


def test_a_door_lets_read_and_not_change_while_its_subject_is_paused(
    network: object, monkeypatch: pytest.MonkeyPatch, rf: object
) -> None:
    from coopnet.kit import doors  # noqa: PLC0415 - the module is patched

    monkeypatch.setattr(doors, "require", lambda *a, **k: None)

    @needs("register.change")
    def view(request: Request) -> HttpResponse:
        return HttpResponse("seen")

    def ask(method: str) -> int:
        request = getattr(rf, method)("/")
        request.user, request.moment = User(email="a@example.org"), AT
        return view(request).status_code

    assert ask("post") == 200, "the control: nothing is paused"
    pause(subject="register", promise="a", why="No name.", by=BY, at=AT)
    assert ask("get") == 200
    with pytest.raises(Denied):
        ask("post")
