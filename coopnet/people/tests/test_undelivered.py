"""What was not delivered is one line against its address, and one press sends it on, prints it or leaves it."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.test import Client

from coopnet.audit.models import Entry
from coopnet.kit import registry
from coopnet.kit.actors import System
from coopnet.notices import actions, books, checks, posting
from coopnet.notices.enums import NoNews, State, Why
from coopnet.notices.models import Letter, OptOut, RefusalsList, Trouble
from coopnet.notices.posting import Refusal
from coopnet.people import actions as people
from coopnet.people.enums import ContactKind, OrganisationKind, Role
from tests.roles import BEGAN, BEGAN_AT, Actor, holder, nobody, regions

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 10, 5, 11, tzinfo=UTC)
BY = System("test")
TO = "head@school.example.org"
OFFICE = "office@school.example.org"


def browser(actor: Actor) -> Client:
    client = Client()
    client.force_login(actor.user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def lost(key: str = "one", to: str = TO, **more: Any) -> Letter:
    """A letter that the mail server refused for good."""
    RefusalsList.objects.get_or_create(none=True, defaults={"at": NOON - timedelta(days=9)})
    values = {
        "kind": "notice",
        "about": "Invented Primary School",
        "subject": f"L {key}",
        "text": "Private words.",
    }
    letter = actions.queue(key=key, to=to, by=BY, at=NOON - timedelta(days=2), **{**values, **more})
    taken = posting.take(letter.pk, NOON - timedelta(days=2))
    assert taken is not None
    posting.settle(taken, Refusal("The mail server knows no such address.", lasting=True, why=Why.GONE), NOON)
    letter.refresh_from_db()
    return letter


def states() -> list[tuple[str, str]]:
    return list(Letter.objects.order_by("pk").values_list("state", "to"))


def press(client: Client, address: str, **fields: str) -> Any:
    return client.post(address, {"submission": str(uuid4()), **fields})


@time_machine.travel(NOON)
def test_two_taps_from_the_to_do_list_lead_to_the_address_the_reason_and_the_way_on(network: object) -> None:
    lost()
    lost("two")
    lead = holder("co-ordinator")
    client = browser(lead)
    (duty,) = [duty for duty in registry.duties(lead.user, NOON) if "not delivered" in duty.words]
    assert duty.words == "2 letters were not delivered: Invented Primary School"
    assert duty.why == f"{TO} The mail server knows no such address."
    assert duty.address in client.get("/to-do/").content.decode()
    page = client.get(duty.address).content.decode()
    for words in ("Invented Primary School", TO, "knows no such address", "Ask the school for the right address"):
        assert words in page
    assert "Private words" not in page
    assert press(client, f"{duty.address}send-again/", to=OFFICE).status_code == 302
    assert states() == [("waiting", OFFICE)] * 2
    assert not Trouble.objects.exists()
    assert not [duty for duty in registry.duties(lead.user, NOON) if "not delivered" in duty.words]
    assert Entry.objects.filter(what="letters.all-sent-again").count() == 1


@time_machine.travel(NOON)
def test_many_addresses_are_one_line(network: object) -> None:
    for number in range(4):
        lost(f"k{number}", f"head{number}@school.example.org")
    lead = holder("co-ordinator")
    words = [duty.words for duty in registry.duties(lead.user, NOON) if "not delivered" in duty.words]
    assert words == ["Letters to 4 addresses were not delivered"]
    page = browser(lead).get("/letters/not-delivered/").content.decode()
    assert all(f"head{number}@school.example.org" in page for number in range(4))


@time_machine.travel(NOON)
def test_pressed_twice_it_goes_once_and_a_second_officer_is_told(network: object) -> None:
    lost()
    trouble = Trouble.objects.get()
    client, address = browser(holder("co-ordinator")), f"/letters/not-delivered/{trouble.pk}/send-again/"
    same = {"submission": str(uuid4()), "to": OFFICE}
    for _ in range(2):
        assert client.post(address, same).status_code == 302
    assert Entry.objects.filter(what="letters.all-sent-again").count() == 1
    late = client.post(address, {"submission": str(uuid4()), "to": TO}, follow=True).content.decode()
    assert "Somebody has seen to this address already" in late
    assert states() == [("waiting", OFFICE)]


@time_machine.travel(NOON)
def test_the_same_address_again_means_that_it_works(network: object) -> None:
    lost(kind="news")
    assert OptOut.objects.get().why == NoNews.BOUNCED.value
    trouble = Trouble.objects.get()
    assert press(browser(holder("co-ordinator")), f"/letters/not-delivered/{trouble.pk}/send-again/", to=TO.upper())
    assert not OptOut.objects.exists()
    assert states() == [("waiting", TO.upper())]


@time_machine.travel(NOON)
def test_a_slow_worker_whose_news_comes_back_leaves_no_line_without_its_letter(network: object) -> None:
    """The lease is long over, yet still its own, when it writes down that the address is gone."""
    letter = lost(kind="news")
    assert (letter.state, Trouble.objects.get().letters.count()) == ("failed", 1)
    assert not list(checks.undelivered_are_to_do(NOON))


@time_machine.travel(NOON)
def test_whoever_said_no_to_news_gets_none_by_such_a_press(network: object) -> None:
    lost("news", kind="news")
    lost("notice")
    actions.decline_news(address=TO, by=BY, at=NOON)
    assert OptOut.objects.get().why == NoNews.DECLINED.value, "what a person said is stronger"
    actions.send_all_again(trouble=Trouble.objects.get(), to=TO, by=BY, at=NOON)
    assert states() == [("left", TO), ("waiting", TO)]
    assert OptOut.objects.get().why == NoNews.DECLINED.value


@time_machine.travel(NOON)
def test_letters_that_nobody_needs_are_left_with_a_reason(network: object) -> None:
    lost()
    trouble = Trouble.objects.get()
    client, address = browser(holder("co-ordinator")), f"/letters/not-delivered/{trouble.pk}/leave/"
    assert "Say why they need not go" in press(client, address, why="").content.decode()
    assert Trouble.objects.exists()
    assert press(client, address, why="The school has closed.").status_code == 302
    assert states() == [("left", TO)]
    assert "The school has closed." in Entry.objects.get(what="letters.left").detail.words
    assert "left so" in client.get(f"/letters/{Letter.objects.get().pk}/").content.decode()


@time_machine.travel(NOON)
def test_only_a_letter_that_others_may_read_is_printed_and_only_once_somebody_said_so(network: object) -> None:
    closed, opened = lost(), lost("two", printable=True)
    client = browser(holder("co-ordinator"))
    trouble = Trouble.objects.get()
    assert client.get(f"/letters/not-delivered/{trouble.pk}/").content.decode().count("Print it and post it") == 1
    for letter in (closed, opened):
        assert client.get(f"/letters/{letter.pk}/paper/").status_code == 404
        assert "Private words" not in client.get(f"/letters/{letter.pk}/").content.decode()
        press(client, f"/letters/{letter.pk}/to-paper/")
    assert client.get(f"/letters/{closed.pk}/paper/").status_code == 404
    assert "Private words" in client.get(f"/letters/{opened.pk}/paper/").content.decode()
    assert states() == [("failed", TO), ("paper", TO)]
    assert Entry.objects.filter(what="letters.printed").count() == 1
    assert Trouble.objects.exists(), "the other letter still waits"
    other = lost("three", to="sole@school.example.org", printable=True)
    actions.put_on_paper(letter=other, by=BY, at=NOON)
    assert Trouble.objects.count() == 1


def test_a_code_is_never_printed(network: object) -> None:
    letter = actions.queue(kind="code", key="c", to=TO, subject="C", text="314159", printable=True, by=BY, at=NOON)
    assert not letter.printable


@time_machine.travel(NOON)
def test_the_page_knows_whose_address_it_is_and_how_else_the_school_is_reached(network: object) -> None:
    regions()
    school = people.add_organisation(
        kind=OrganisationKind.PARTNER, name="Invented Primary School", region_key="west", by=BY, at=BEGAN_AT
    )
    head = people.add_person(name="Hetty Headly", email=TO, by=BY, at=BEGAN_AT)
    people.add_contact(person=head, kind=ContactKind.EMAIL, value="hetty@home.example.org", by=BY, at=BEGAN_AT)
    clerk = people.add_person(name="Clem Clerkly", email="clem@school.example.org", by=BY, at=BEGAN_AT)
    for person, role in ((head, Role.HEAD), (clerk, Role.CLERK)):
        people.affiliate(person=person, organisation=school, role=role, starts=BEGAN, by=BY, at=BEGAN_AT)
    lost()
    address = f"/letters/not-delivered/{Trouble.objects.get().pk}/"
    page = browser(holder("co-ordinator")).get(address).content.decode()
    for words in ("Hetty Headly", f"/people/{head.key}/", "hetty@home.example.org", "clem@school.example.org"):
        assert words in page
    for reader in (holder("system-administrator"), holder("ambassador", "west"), nobody()):
        known = books.look_up(TO, reader.user, NOON)
        assert known == books.Known(), "addresses of people are for those who see people of the whole network"
    page = browser(holder("system-administrator", name="Another Admin")).get(address).content.decode()
    assert "hetty@home" not in page


@time_machine.travel(NOON)
def test_erasing_what_a_letter_is_about_takes_its_line_away(network: object) -> None:
    lost("enquiry:1")
    assert actions.erase(prefix="enquiry:1", by=BY, at=NOON) == 1
    assert not Trouble.objects.exists()
    assert states() == [("left", "")]
    assert not list(checks.undelivered_are_to_do(NOON))


def test_an_undelivered_letter_without_a_line_is_refused_by_the_table(network: object) -> None:
    letter = lost()
    with pytest.raises(IntegrityError), transaction.atomic():
        Letter.objects.filter(pk=letter.pk).update(trouble=None)
    with pytest.raises(IntegrityError), transaction.atomic():
        Letter.objects.filter(pk=letter.pk).update(state=State.SENT.value, sent_at=NOON)


def test_a_notice_that_came_too_late_is_left_and_a_code_fails(network: object) -> None:
    for kind in ("notice", "code"):
        actions.queue(
            kind=kind, key=kind, to=TO, subject="x", text="x", expires_at=NOON, by=BY, at=NOON - timedelta(hours=1)
        )
    assert posting.sweep_codes(NOON) == 2
    assert [state for state, _ in states()] == ["left", "failed"]
    assert not Trouble.objects.exists()
