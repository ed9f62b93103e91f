"""What people offer and the hours they note: who sees them, and who never does."""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from uuid import uuid4

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.test import Client

from coopnet.audit.models import Detail
from coopnet.bodies.enums import Office
from coopnet.volunteers import actions, queries, tasks
from coopnet.volunteers.enums import Head, ShownTo
from coopnet.volunteers.models import Hours, Profile
from coopnet.volunteers.tests.ground import AT, BY
from tests.roles import Actor, give, nobody

pytestmark = pytest.mark.django_db
TODAY = date(2026, 10, 1)


@pytest.fixture(autouse=True)
def noon() -> Iterator[None]:
    with time_machine.travel(AT, tick=False):
        yield


def browser(actor: Actor) -> Client:
    client = Client()
    client.force_login(actor.user)
    return client


def offer(actor: Actor, shown_to: ShownTo, *, until: date | None = None) -> Profile:
    return actions.offer(
        person=actor.person, helps_with="Reading accounts", region=None, reach="01632 960 001, evenings", hours=6,
        until=until, shown_to=shown_to, by=actor.user, at=AT,
    )  # fmt: skip


def give_hours(actor: Actor, minutes: int = 90, on: date = TODAY, head: Head | None = Head.SUPPORT) -> Hours:
    return actions.give_hours(
        key=uuid4(), person=actor.person, on=on, minutes=minutes, head=head, words="A visit", by=actor.user, at=AT
    )


def test_a_profile_is_kept_by_one_press_and_shown_to_whom_its_owner_chose(network: object) -> None:
    treasurer, editor, co_ordinator = (
        give(Office.TREASURER), give(Office.REGIONAL_EDITOR, "west"), give(Office.CO_ORDINATOR)
    )  # fmt: skip
    client = browser(treasurer)
    page = client.get("/volunteers/me/").content.decode()
    data = dict(re.findall(r'type="hidden" name="(offer-submission)" value="([^"]*)"', page))
    data |= {"offer-helps_with": "Reading accounts", "offer-hours": "6", "offer-shown_to": "co-ordinator"}
    for _ in range(2):
        assert client.post("/volunteers/me/", data)["Location"] == "/volunteers/me/"
    assert client.post("/volunteers/me/", {**data, "offer-hours": "7"}).status_code == 409
    assert Profile.objects.get().hours == 6
    seen = {"co-ordinator": [True, False, False], "officers": [True, True, False]}
    for shown_to, wanted in seen.items():
        offer(treasurer, ShownTo(shown_to))
        found = [
            "Reading accounts" in browser(one).get("/volunteers/people/").content.decode()
            for one in (co_ordinator, editor, nobody(f"N {shown_to}"))
        ]
        assert found == wanted, shown_to
    assert "Reading accounts" in client.get("/volunteers/people/").content.decode()
    assert not Detail.objects.filter(words__contains="accounts").exists()


def test_whoever_has_no_role_is_told_where_to_ask_and_keeps_nothing(network: object) -> None:
    outsider = nobody()
    client = browser(outsider)
    page = client.get("/volunteers/me/").content.decode()
    assert "You have none just now" in page
    assert "<textarea" not in page
    data = {"offer-submission": str(uuid4()), "offer-helps_with": "All", "offer-shown_to": "members"}
    assert "This is for people with a role" in client.post("/volunteers/me/", data).content.decode()
    with pytest.raises(actions.NotPossible):
        give_hours(outsider)
    assert not Profile.objects.exists()
    assert Client().get("/volunteers/people/").status_code == 302


def test_an_offer_is_seen_no_more_after_its_last_day_or_the_end_of_the_role(network: object) -> None:
    leaver = give(Office.REGIONAL_EDITOR, "west", ends=TODAY + timedelta(days=10))
    co_ordinator = give(Office.CO_ORDINATOR)
    offer(leaver, ShownTo.MEMBERS, until=TODAY)
    assert len(queries.profiles(co_ordinator.user, AT)) == 1
    assert not queries.profiles(co_ordinator.user, AT + timedelta(days=1))
    offer(leaver, ShownTo.MEMBERS)
    assert len(queries.profiles(co_ordinator.user, AT + timedelta(days=9))) == 1
    assert not queries.profiles(co_ordinator.user, AT + timedelta(days=10))
    tasks.forget(AT + timedelta(days=300))
    assert Profile.objects.exists()
    tasks.forget(AT + timedelta(days=400))
    assert not Profile.objects.exists()


def test_hours_are_seen_by_nobody_but_whoever_noted_them(network: object) -> None:
    treasurer, co_ordinator = give(Office.TREASURER), give(Office.CO_ORDINATOR)
    row = give_hours(treasurer)
    own = browser(treasurer).get("/volunteers/me/").content.decode()
    assert "1.5 hours" in own
    assert "A visit" in own
    other = browser(co_ordinator)
    for address in ("/volunteers/", "/volunteers/people/", "/volunteers/me/", "/record/", "/to-do/"):
        assert "A visit" not in other.get(address).content.decode(), address
    answer = other.post("/volunteers/me/drop/", {"submission": str(uuid4()), "row": row.pk})
    assert answer.status_code == 404
    browser(treasurer).post("/volunteers/me/drop/", {"submission": str(uuid4()), "row": row.pk})
    assert not Hours.objects.exists()


@pytest.mark.parametrize(
    "typed, sentence",
    [
        ({"hours": ""}, "Enter the hours, like 1.5."),
        ({"hours": "lots"}, "Enter the hours, like 1.5."),
        ({"hours": "25"}, "A day has 24 hours."),
        ({"on": "2026-10-02"}, "That day has not come yet."),
        ({"head": "fun"}, "Choose one from the list."),
    ],
)
def test_what_is_wrong_with_hours_is_said(network: object, typed: dict[str, str], sentence: str) -> None:
    client = browser(give(Office.TREASURER))
    data = {"submission": str(uuid4()), "hours": "2", "on": "2026-10-01", "head": "", "words": "Kept words", **typed}
    page = client.post("/volunteers/me/hours/", {f"hours-{name}": value for name, value in data.items()})
    assert sentence in page.content.decode()
    assert "Kept words" in page.content.decode()
    assert not Hours.objects.exists()


def test_a_day_has_24_hours_and_a_note_is_never_changed(network: object) -> None:
    treasurer = give(Office.TREASURER)
    row = give_hours(treasurer, minutes=1400)
    with pytest.raises(actions.NotPossible, match="more than 24 hours"):
        give_hours(treasurer, minutes=60)
    with pytest.raises(IntegrityError, match="never changed"), transaction.atomic():
        Hours.objects.filter(pk=row.pk).update(minutes=1)
    with pytest.raises(IntegrityError), transaction.atomic():
        Hours.objects.create(key=uuid4(), person=treasurer.person, on=TODAY, minutes=1500, made_at=AT)


def test_the_public_hears_a_sum_and_no_name_and_none_of_few(network: object, client: Client) -> None:
    people = [give(Office.REGIONAL_EDITOR, "west", name=f"Vera Volunteer{n}") for n in range(10)]
    for actor in people[:4]:
        give_hours(actor, minutes=120)
    assert "fewer than 5 people" in client.get("/volunteers/").content.decode()
    give_hours(people[4], minutes=120)
    page = client.get("/volunteers/").content.decode()
    assert '<span class="big">10</span>' in page
    assert "What it was for" not in page
    for actor in people[5:]:
        give_hours(actor, minutes=120, head=None)
    page = client.get("/volunteers/").content.decode()
    assert '<span class="big">20</span>' in page
    assert "What it was for" in page
    assert "Vera" not in page
    assert "fewer than 5 people" in client.get("/volunteers/?on=2026-09-30").content.decode()
    assert "1 October 2026" in client.get("/volunteers/?on=nonsense").content.decode()


def test_the_same_note_twice_is_one(network: object) -> None:
    treasurer, key = give(Office.TREASURER), uuid4()
    for _ in range(2):
        actions.give_hours(
            key=key, person=treasurer.person, on=TODAY, minutes=60, head=None, words="", by=BY, at=AT
        )  # fmt: skip
    assert Hours.objects.count() == 1
