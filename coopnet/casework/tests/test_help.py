"""Help in confidence: who reads it, who does not, by when a person rings, and what is left of it afterwards."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
import time_machine
from django.core.serializers import serialize
from django.db import IntegrityError, transaction
from django.test import Client

from coopnet.audit.models import Detail, Entry
from coopnet.bodies.enums import Office
from coopnet.casework import actions, queries, routing, rules, tasks
from coopnet.casework.enums import State
from coopnet.casework.models import ContactNote, HelpEvent, HelpRequest
from coopnet.casework.tests.ground import AT, BY, SECRET, ask
from coopnet.enquiries.actions import set_cover
from coopnet.notices.models import Attempt, Letter
from coopnet.regions.tests.ground import authority, school
from coopnet.register.models import Establishment
from tests.roles import Actor, cast, give, nobody, regions

pytestmark = pytest.mark.django_db

KEY = "6f1e1c1e-8a8e-4b7e-9c8e-0a0b0c0d0e0f"


@pytest.fixture(autouse=True)
def noon() -> Iterator[None]:
    with time_machine.travel(AT, tick=False):
        yield


@pytest.fixture
def western(network: object) -> Actor:
    regions()
    return give(Office.AMBASSADOR, "west")


def browser(actor: Actor) -> Client:
    client = Client()
    client.force_login(actor.user)
    return client


def sent(client: Client, address: str, part: str, **typed: str) -> Any:
    """Send the form of a page as it is served, with what a person types into its fields, whatever their prefix."""
    main = client.get(address).content.decode().partition("<main")[2]
    forms = list(re.finditer(r'<form method="post"(?: action="([^"]*)")?.*?</form>', main, re.DOTALL))
    form = next((one for one in forms if (one.group(1) or "").endswith(part)), None)
    assert form, f"{address} offers no {part}"
    names = set(re.findall(r'<(?:input|textarea|select)[^>]* name="([^"]+)"', form.group()))
    data = dict(re.findall(r'type="hidden" name="([^"]+)" value="([^"]*)"', form.group()))
    for field, words in typed.items():
        name = next((one for one in names if one.split("-")[-1] == field), None)
        assert name, f"the form has no {field}, only {sorted(names)}"
        data[name] = words
    return client.post(form.group(1) or address, data, follow=True)


def test_who_reads_it_and_by_when_is_said_before_anything_is_typed(western: Actor, client: Client) -> None:
    national = give(Office.CO_ORDINATOR)
    page = client.get("/help/confidence/?region=western").content.decode()
    assert f"<strong>{western.person.name}</strong>" in page
    assert f"If no call comes in time: {national.person.name}" in page
    assert "Monday 5 October 2026, 5pm" in page
    assert "Thursday 1 October 2026, 5pm" in page
    assert "The site shows it to nobody else" in page
    assert "/help/confidence/" in client.get("/help/").content.decode()


def test_the_page_does_not_promise_that_whoever_keeps_the_machine_cannot_read_it(network: object) -> None:
    page = Client().get("/help/confidence/").content.decode()
    assert "Whoever keeps the machine could read what is stored there." in page
    assert "not those who keep the site running" not in page


def test_a_request_is_taken_in_once_and_one_person_is_told(western: Actor, client: Client) -> None:
    give(Office.CO_ORDINATOR)
    page = client.get("/help/confidence/").content.decode()
    data = dict(re.findall(r'type="hidden" name="(submission)" value="([^"]*)"', page))
    data |= {"region": "west", "phone": "01632 960 777", "words": SECRET, "urgent": "on"}
    assert {client.post("/help/confidence/", data)["Location"] for _ in range(3)} == {"/help/confidence/sent/?urgent=1"}
    assert "Thursday 1 October 2026, 5pm" in client.get("/help/confidence/sent/?urgent=1").content.decode()
    assert HelpRequest.objects.count() == 1
    assert list(Letter.objects.values_list("to", flat=True)) == [western.person.email]


@pytest.mark.parametrize(
    "typed, sentence",
    [
        ({"phone": ""}, "Leave a telephone number"),
        ({"phone": "ring me"}, "This number is too short."),
        ({"region": "atlantis"}, "Choose one from the list."),
        ({"words": "x" * 7000}, "Ensure this value has at most"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_lost(
    western: Actor, client: Client, typed: dict[str, str], sentence: str
) -> None:
    answer = sent(client, "/help/confidence/", "", **{"phone": "01632 960 777", "words": "Kept words", **typed})
    page = answer.content.decode()
    assert sentence in page
    assert "Kept words" in page or "words" in typed
    assert not HelpRequest.objects.exists()


def test_nobody_but_its_readers_sees_a_word_of_it(network: object) -> None:
    """Every role, at every address of a request and at those where things are searched."""
    people = cast()
    request = ask()
    reader = people["ambassador-west"]
    for role, actor in people.items():
        client = browser(actor)
        for address in (
            f"/help/requests/{request.key}/", "/help/requests/", "/to-do/", "/enquiries/", "/record/", "/letters/",
            "/people/?q=Hetty", "/find/?q=Nowhere", "/account/my-data/file/",
        ):  # fmt: skip
            answer = client.get(address, follow=True)
            text = getattr(answer, "getvalue", lambda: b"")() if answer.streaming else answer.content
            for secret in (SECRET, "Hetty", "960 777", "Nowhere School"):
                # A search gives back what was searched for.
                assert secret.split()[0] in address or secret.encode() not in text, f"{role}: {secret} at {address}"
        if actor is not reader:
            answer = client.post(f"/help/requests/{request.key}/rang/", {"submission": KEY})
            assert answer.status_code in (403, 404), role
    assert not HelpEvent.objects.exists()
    client = browser(reader)
    page = sent(client, f"/help/requests/{request.key}/", "open/").content.decode()
    assert SECRET in page
    assert [event.by for event in HelpEvent.objects.all()] == [reader.user]


def test_its_words_stand_in_no_other_table(western: Actor) -> None:
    from django.apps import apps  # noqa: PLC0415 - apps must be ready first

    request = ask()
    actions.open_request(request=request, reason="", by=western.user, at=AT)
    actions.rang(request=request, spoke=False, text="", by=western.user, at=AT)
    for model in apps.get_models():
        if model in (HelpRequest, HelpEvent):
            continue
        rows = serialize("json", model._base_manager.all())
        for secret in (SECRET, "Hetty", "960 777", "Nowhere School"):
            assert secret not in rows, model


def test_whoever_is_not_its_reader_gives_a_reason_and_the_reader_is_told(western: Actor) -> None:
    national = give(Office.CO_ORDINATOR)
    request = ask()
    client = browser(national)
    address = f"/help/requests/{request.key}/"
    page = client.get(address).content.decode()
    assert "This is not yours to read" in page
    answer = sent(client, address, "open/", reason="")
    assert "Give a reason." in answer.content.decode()
    assert SECRET not in answer.content.decode()
    page = sent(client, address, "open/", reason="Linden is ill and has nobody standing in.").content.decode()
    assert SECRET in page
    told = Letter.objects.filter(key__contains=":looked-").get()
    assert told.to == western.person.email
    assert national.user.name in told.subject
    assert Detail.objects.filter(words__contains="Linden is ill").exists()


def test_an_opened_door_closes_again(western: Actor) -> None:
    request = ask()
    client = browser(western)
    address = f"/help/requests/{request.key}/"
    sent(client, address, "open/")
    assert SECRET in client.get(address).content.decode()
    with time_machine.travel(AT + rules.OPEN_FOR + timedelta(minutes=1), tick=False):
        assert SECRET not in client.get(address).content.decode()


def test_a_call_keeps_the_promise_and_then_it_can_be_closed(western: Actor) -> None:
    request = ask()
    client = browser(western)
    address = f"/help/requests/{request.key}/"
    sent(client, address, "open/")
    with pytest.raises(actions.NotPossible, match="waits for a call"):
        actions.close(request=request, by=western.user, at=AT)
    sent(client, address, "rang/", spoke="no")
    request.refresh_from_db()
    assert request.state == State.WAITING.value
    sent(client, address, "rang/", spoke="yes", text="We find a clerk.")
    sent(client, address, "note/", text="Ring again in May.")
    page = sent(client, address, "close/").content.decode()
    assert "We find a clerk." in page
    request.refresh_from_db()
    assert request.state == State.CLOSED.value
    assert list(Entry.objects.filter(what__startswith="help.").order_by("number").values_list("what", flat=True)) == [
        "help.asked", "help.opened", "help.rung", "help.rung", "help.noted", "help.closed",
    ]  # fmt: skip


def test_a_vacant_post_is_read_by_the_co_ordinator_and_a_stand_in_by_cover(western: Actor) -> None:
    national = give(Office.CO_ORDINATOR)
    assert [one.person for one in routing.readers("central", AT.date()).first] == [national.person.pk]
    other = give(Office.REGIONAL_EDITOR, "west")
    set_cover(
        away=western.person, cover=other.person, starts=AT.date(), ends=AT.date() + timedelta(days=3),
        by=western.user, at=AT,
    )  # fmt: skip
    request = ask()
    assert Letter.objects.get().to == other.person.email
    assert routing.may_read(other.person, request, AT.date())
    assert not routing.may_read(western.person, request, AT.date())
    assert [duty.words for duty in queries.duties(other.user, AT)] == ["Ring somebody who asked for help"]
    page = sent(browser(other), f"/help/requests/{request.key}/", "open/").content.decode()
    assert SECRET in page


def test_with_nobody_in_post_the_office_is_told(network: Any) -> None:
    regions()
    ask(region="")
    assert Letter.objects.get().to == network.contact_email


def test_a_call_that_did_not_come_is_passed_on_once(western: Actor) -> None:
    national = give(Office.CO_ORDINATOR)
    request = ask()
    assert tasks.tend(request.ring_by) == "0 passed on"
    late = request.ring_by + timedelta(minutes=1)
    assert not routing.may_read(national.person, request, late.date())
    assert tasks.tend(late) == "1 passed on"
    assert tasks.tend(late) == "0 passed on"
    request.refresh_from_db()
    assert routing.may_read(national.person, request, late.date())
    assert Letter.objects.filter(to=national.person.email).count() == 1
    assert next(iter(queries.duties(national.user, late))).urgent


def test_words_are_deleted_half_a_year_after_it_is_closed(western: Actor) -> None:
    request = ask()
    actions.open_request(request=request, reason="", by=western.user, at=AT)
    actions.rang(request=request, spoke=True, text="Said in confidence.", by=western.user, at=AT)
    actions.close(request=request, by=western.user, at=AT)
    Letter.objects.update(state="sent", sent_at=AT, next_try_at=None)
    assert tasks.forget(AT + rules.FORGET_CLOSED) == "0 requests and 0 notes forgotten"
    assert tasks.forget(AT + rules.FORGET_CLOSED + timedelta(days=1)) == "1 requests and 0 notes forgotten"
    left = serialize("json", [*HelpRequest.objects.all(), *HelpEvent.objects.all(), *Letter.objects.all()])
    for secret in (SECRET, "Said in confidence", "Hetty", "Nowhere", western.person.email):
        assert secret not in left
    assert not Attempt.objects.exclude(to="").exists()


@pytest.mark.parametrize(
    "came, urgent, by",
    [
        (datetime(2026, 10, 1, 8, tzinfo=UTC), True, "2026-10-01T17:00:00+01:00"),
        (datetime(2026, 10, 1, 13, 0, tzinfo=UTC), True, "2026-10-02T17:00:00+01:00"),
        (datetime(2026, 10, 2, 14, tzinfo=UTC), True, "2026-10-05T17:00:00+01:00"),
        (datetime(2026, 10, 3, 9, tzinfo=UTC), True, "2026-10-05T17:00:00+01:00"),
        (datetime(2026, 10, 2, 9, tzinfo=UTC), False, "2026-10-06T17:00:00+01:00"),
        (datetime(2026, 10, 23, 9, tzinfo=UTC), False, "2026-10-27T17:00:00+00:00"),
    ],
)
def test_by_when_a_person_rings(came: datetime, urgent: bool, by: str) -> None:
    assert rules.ring_by(came, urgent=urgent).isoformat() == by


def test_the_database_keeps_what_must_hold(western: Actor) -> None:
    ask()
    for change in ({"phone": ""}, {"state": "closed"}, {"state": "rung"}, {"forgotten_at": AT}):
        with pytest.raises(IntegrityError), transaction.atomic():
            HelpRequest.objects.update(**change)


@pytest.fixture
def oak(western: Actor) -> Establishment:
    from coopnet.regions.actions import load_defaults  # noqa: PLC0415 - apps must be ready first

    made = school(900001, authority("908", "Cornwall"), "Oak Lane School")
    load_defaults(by=BY, at=AT)
    return made


def test_a_contact_is_noted_and_stands_on_the_screen_before_ringing(western: Actor, oak: Establishment) -> None:
    client = browser(western)
    address = "/schools/900001/before-you-ring/"
    assert "No contact is noted yet." in client.get(address).content.decode()
    assert address in client.get("/schools/900001/").content.decode()
    sent(client, address, "", words="They want a visit.", with_whom="the bursar", on="2026-09-30", next_on="2026-10-01")
    page = client.get(address).content.decode()
    for words in ("Last spoke on 30 September 2026 with the bursar", "They want a visit.", "may ask to see"):
        assert words in page
    assert [duty.words for duty in queries.duties(western.user, AT)] == ["Get in touch with Oak Lane School"]
    sent(client, address, "done/")
    assert not list(queries.duties(western.user, AT))
    sent(client, address, "drop/")
    assert not ContactNote.objects.exists()


def test_contacts_stay_in_the_region(western: Actor, oak: Establishment) -> None:
    actions.log_contact(
        key=UUID(KEY), establishment=oak, on=AT.date(), with_whom="", words="Private words", next_on=None,
        by=western.user, at=AT,
    )  # fmt: skip
    for other, status in ((give(Office.AMBASSADOR, "north"), 404), (give(Office.TREASURER), 403), (nobody(), 403)):
        client = browser(other)
        assert client.get("/schools/900001/before-you-ring/").status_code == status
        data = {"submission": KEY, "note": str(ContactNote.objects.get().pk)}
        assert client.post("/schools/900001/before-you-ring/drop/", data).status_code == status
        assert "before-you-ring" not in client.get("/schools/900001/").content.decode()
    # somebody else of the same standing reads it and does not take it away
    national = browser(give(Office.CO_ORDINATOR))
    assert "Private words" in national.get("/schools/900001/before-you-ring/").content.decode()
    assert national.post("/schools/900001/before-you-ring/drop/", data).status_code == 404
    assert ContactNote.objects.count() == 1


def test_a_day_to_come_is_no_contact_yet(western: Actor, oak: Establishment) -> None:
    answer = sent(browser(western), "/schools/900001/before-you-ring/", "", words="x", on="2026-10-02")
    assert "That day has not come yet." in answer.content.decode()
    assert not ContactNote.objects.exists()
    with pytest.raises(actions.NotPossible):
        actions.log_contact(
            key=UUID(KEY), establishment=oak, on=AT.date() + timedelta(days=1), with_whom="", words="x", next_on=None,
            by=western.user, at=AT,
        )  # fmt: skip


def test_old_notes_go(western: Actor, oak: Establishment) -> None:
    old = AT - rules.FORGET_CONTACT - timedelta(days=2)
    actions.log_contact(
        key=UUID(KEY), establishment=oak, on=old.date(), with_whom="", words="x", next_on=None, by=western.user, at=AT
    )
    assert tasks.forget(AT) == "0 requests and 1 notes forgotten"


def test_how_many_were_rung_in_time_is_told_of_ten_or_more(western: Actor) -> None:
    for _ in range(9):
        ask()
    late = AT + timedelta(days=30)
    assert queries.rung_in_time(late) is None
    request = ask()
    actions.open_request(request=request, reason="", by=western.user, at=AT)
    actions.rang(request=request, spoke=True, text="", by=western.user, at=AT)
    assert queries.rung_in_time(late) == (1, 10)


def test_the_guard_is_what_keeps_others_out(western: Actor, monkeypatch: pytest.MonkeyPatch) -> None:
    """The control: if everybody were a reader, another ambassador would see it."""
    other = give(Office.AMBASSADOR, "north")
    request = ask()
    assert queries.get(other.user, request.key, AT) is None
    monkeypatch.setattr(routing, "may_read", lambda person, request, on: True)
    page = sent(browser(other), f"/help/requests/{request.key}/", "open/").content.decode()
    assert SECRET in page
