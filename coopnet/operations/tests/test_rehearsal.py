"""A network tries itself out: nothing leaves, nobody outside sees it, and what was loaded comes back to the byte."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.test import Client

from coopnet.audit.models import Entry
from coopnet.bodies.enums import Office
from coopnet.kit import clock
from coopnet.kit.actors import System
from coopnet.kit.console import Refused
from coopnet.kit.models import Network
from coopnet.notices.actions import queue
from coopnet.notices.enums import State
from coopnet.notices.models import Letter
from coopnet.notices.tasks import post_waiting
from coopnet.operations import backup, rehearsal
from coopnet.operations.models import Rehearsal
from coopnet.operations.verify import verify
from coopnet.people.models import Person
from tests.roles import Actor, give, nobody, regions

BY = System("test")
NOON = datetime(2026, 10, 5, 11, tzinfo=UTC)


@pytest.fixture
def two(own_database: str, settings: Any, tmp_path: Path) -> Iterator[tuple[Actor, Actor]]:
    """A real network with the two people who may rehearse."""
    settings.DATA_DIR, settings.MEDIA_ROOT = tmp_path, tmp_path / "media"
    (tmp_path / "media" / "images").mkdir(parents=True)
    (tmp_path / "media" / "images" / "a.jpg").write_bytes(b"loaded")
    Network.objects.create(
        pk=1, name="Network", short_name="N", society_name="S", motto="", contact_email="o@example.org", made_at=NOON
    )
    regions()
    with time_machine.travel(NOON, tick=False):
        yield give(Office.CO_ORDINATOR), give(Office.SYSTEM_ADMINISTRATOR)


def letter(key: str, kind: str = "notice") -> Letter:
    return queue(kind=kind, key=key, to=f"{key}@example.org", subject=key, text="Words.", by=BY, at=clock.now())


def browser(actor: Actor) -> Client:
    client = Client()
    client.force_login(actor.user)
    return client


def press(client: Client, act: str, **typed: str) -> Any:
    page = client.get("/rehearsal/").content.decode()
    form = re.search(rf'<form method="post" action="/rehearsal/{act}/".*?</form>', page, re.DOTALL)
    assert form, f"the page offers no {act}"
    data = dict(re.findall(r'type="hidden" name="([^"]+)" value="([^"]*)"', form.group()))
    names = re.findall(r'<input type="number" name="([^"]+)"', form.group())
    return client.post(f"/rehearsal/{act}/", data | dict(zip(names, typed.values(), strict=False)), follow=True)


def test_letters_are_caught_and_codes_leave(two: tuple[Actor, Actor]) -> None:
    rehearsal.begin(by=two[0].user, at=NOON)
    letter("one"), letter("two", "news"), letter("code", "code")
    assert post_waiting(NOON) == "2 caught in the rehearsal"
    states = dict(Letter.objects.values_list("key", "state"))
    assert states == {"one": State.CAUGHT.value, "two": State.CAUGHT.value, "code": State.SENT.value}
    page = browser(two[0]).get(f"/letters/{Letter.objects.get(key='one').pk}/").content.decode()
    assert "Words." in page
    assert all(found.holds for found in verify(at=NOON))


def test_without_the_catch_they_would_leave(two: tuple[Actor, Actor], monkeypatch: pytest.MonkeyPatch) -> None:
    """The control, and the promise that names it."""
    rehearsal.begin(by=two[0].user, at=NOON)
    monkeypatch.setattr("coopnet.notices.posting.catch", lambda: 0)
    letter("one")
    post_waiting(NOON)
    assert Letter.objects.get().state == State.SENT.value
    assert [found.invariant.name for found in verify(at=NOON) if not found.holds] == ["rehearsal.letters"]


def test_visitors_see_a_closed_door_and_people_a_banner(two: tuple[Actor, Actor]) -> None:
    visitor = Client()
    assert visitor.get("/privacy/").status_code == 200
    press(browser(two[0]), "begin")
    for address in ("/", "/privacy/", "/find/", "/contact/", "/help/confidence/", "/news/feed/"):
        answer = visitor.get(address)
        assert (answer.status_code, "Not open yet" in answer.content.decode()) == (503, True), address
    for address in ("/sign-in/", "/health/live"):
        assert visitor.get(address).status_code == 200
    assert visitor.post("/contact/", {"words": "x"}).status_code == 503
    assert "Rehearsal" in browser(nobody()).get("/privacy/").content.decode()


def test_the_clock_moves_on_and_never_back(two: tuple[Actor, Actor]) -> None:
    with pytest.raises(rehearsal.NotPossible, match="Only a rehearsal"):
        rehearsal.move_clock(days=3, by=two[0].user, at=NOON)
    rehearsal.begin(by=two[0].user, at=NOON)
    client = browser(two[0])
    assert "Enter a number from 1 to 62." in press(client, "clock", days="0").content.decode()
    press(client, "clock", days="40")
    assert clock.today() == (NOON + timedelta(days=40)).date()
    assert "14 November 2026" in client.get("/rehearsal/").content.decode()
    with pytest.raises(rehearsal.NotPossible, match="cannot stay"):
        rehearsal.ask_to_end(keep=True, by=two[0].user, at=NOON)


def test_two_people_drop_the_trial_and_what_was_loaded_comes_back(two: tuple[Actor, Actor], tmp_path: Path) -> None:
    letter("before")
    before = tmp_path / "before.coopnet"
    backup.write(before, at=NOON)
    first, second = browser(two[0]), browser(two[1])
    press(first, "begin")
    press(first, "clock", days="30")
    nobody("Tried Out")
    letter("trial")
    (tmp_path / "media" / "images" / "a.jpg").write_bytes(b"changed")
    post_waiting(clock.now())
    press(first, "drop")
    with pytest.raises(rehearsal.NotPossible, match="Another person"):
        rehearsal.end(by=two[0].user, at=NOON)
    assert "Yes: start for real" not in first.get("/rehearsal/").content.decode()
    answer = press(second, "end")
    assert answer.redirect_chain[-1][0].startswith("/sign-in/")
    network = Network.objects.get()
    assert (network.rehearsing_since, network.rehearsal_until, network.clock_offset) == (None, None, 0)
    assert not Person.objects.filter(name="Tried Out").exists()
    assert dict(Letter.objects.values_list("key", "state")) == {"before": State.WAITING.value}
    assert (tmp_path / "media" / "images" / "a.jpg").read_bytes() == b"loaded"
    assert not Rehearsal.objects.exists()
    last = Entry.objects.order_by("-number")[0]
    assert last.what == "rehearsal.ended"
    assert all(found.holds for found in verify(at=NOON)), [f.invariant.name for f in verify(at=NOON) if not f.holds]
    assert Client().get("/privacy/").status_code == 200
    with pytest.raises(IntegrityError), transaction.atomic():
        Network.objects.update(clock_offset=5)


def test_two_people_keep_all_of_it(two: tuple[Actor, Actor]) -> None:
    rehearsal.begin(by=two[0].user, at=NOON)
    letter("trial")
    post_waiting(NOON)
    press(browser(two[0]), "keep")
    press(browser(two[1]), "end")
    assert Network.objects.get().rehearsing_since is None
    assert Letter.objects.get().state == State.CAUGHT.value, "what was caught never leaves"
    letter("real")
    assert "1 sent" in post_waiting(NOON)


def test_an_archive_that_is_damaged_ends_nothing(two: tuple[Actor, Actor]) -> None:
    row = rehearsal.begin(by=two[0].user, at=NOON)
    archive = Path(row.archive)
    archive.write_bytes(archive.read_bytes()[:-200])
    letter("trial")
    rehearsal.ask_to_end(keep=False, by=two[0].user, at=NOON)
    with pytest.raises(Refused):
        rehearsal.end(by=two[1].user, at=NOON)
    assert Network.objects.get().rehearsing_since is not None
    assert Letter.objects.filter(key="trial").exists()
    assert "No letter leaves" in browser(two[0]).get("/rehearsal/").content.decode()


def test_cut_off_in_the_middle_nothing_is_half_done(
    two: tuple[Actor, Actor], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    rehearsal.begin(by=two[0].user, at=NOON)
    letter("trial")
    (tmp_path / "media" / "images" / "a.jpg").write_bytes(b"changed")
    rehearsal.ask_to_end(keep=False, by=two[0].user, at=NOON)

    def cut(*args: Any) -> None:
        raise RuntimeError("cut off")

    monkeypatch.setattr("coopnet.operations.restore.tables.set_counters", cut)
    with pytest.raises(RuntimeError, match="cut off"):
        rehearsal.end(by=two[1].user, at=NOON)
    assert Network.objects.get().rehearsing_since is not None
    assert Letter.objects.filter(key="trial").exists()
    assert (tmp_path / "media" / "images" / "a.jpg").read_bytes() == b"changed"


def test_past_its_day_it_asks_and_sends_nothing(two: tuple[Actor, Actor]) -> None:
    rehearsal.begin(by=two[0].user, at=NOON)
    assert not list(rehearsal.duties(NOON + timedelta(days=70)))
    soon = next(iter(rehearsal.duties(NOON + timedelta(days=80))))
    over = next(iter(rehearsal.duties(NOON + timedelta(days=100))))
    assert (soon.urgent, over.urgent) == (False, True)
    letter("late")
    assert post_waiting(NOON + timedelta(days=100)) == "1 caught in the rehearsal"
    rehearsal.renew(by=two[0].user, at=NOON + timedelta(days=100))
    assert not list(rehearsal.duties(NOON + timedelta(days=101)))


def test_one_rehearsal_at_a_time_and_none_of_a_demonstration(two: tuple[Actor, Actor]) -> None:
    rehearsal.begin(by=two[0].user, at=NOON)
    with pytest.raises(rehearsal.NotPossible, match="already"):
        rehearsal.begin(by=two[1].user, at=NOON)
    with pytest.raises(IntegrityError), transaction.atomic():
        Rehearsal.objects.create(archive="x", began_at=NOON, began_by="x")
    Rehearsal.objects.all().delete()
    Network.objects.update(rehearsing_since=None, rehearsal_until=None)
    Network.objects.update(demo=True)
    with pytest.raises(rehearsal.NotPossible, match="demonstration"):
        rehearsal.begin(by=two[0].user, at=NOON)


def test_asking_can_be_taken_back(two: tuple[Actor, Actor]) -> None:
    rehearsal.begin(by=two[0].user, at=NOON)
    press(browser(two[0]), "drop")
    press(browser(two[1]), "not-yet")
    with pytest.raises(rehearsal.NotPossible, match="Nobody has asked"):
        rehearsal.end(by=two[1].user, at=NOON)
