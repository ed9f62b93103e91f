"""A list of refusals is read, shown, taken in; until then no news leaves the house."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models import Q
from django.test import Client

from coopnet.audit.models import Entry
from coopnet.kit import registry
from coopnet.kit.actors import System
from coopnet.notices import actions, marks, posting
from coopnet.notices.addresses import reading
from coopnet.notices.enums import NoNews
from coopnet.notices.models import Letter, OptOut, RefusalsList
from tests.roles import Actor, holder

NOON = datetime(2026, 10, 5, 11, tzinfo=UTC)
BY = System("test")
B, D, C = NoNews.BOUNCED, NoNews.DECLINED, NoNews.COMPLAINED

# As newsletter programs write them, with invented people.
UNSUBSCRIBED = (
    '"Email Address","First Name",MEMBER_RATING,UNSUB_TIME,"UNSUB_REASON"\n'
    'Anna@Example.org,"Anna, the first",2,"2025-03-01 10:00:00","NORMAL"\n'
    "bela@example.org,Bela,1,,\n"
)
WHOLE = (
    "\ufeffemail;name;status\r\n"
    "anna@example.org;Anna;unsubscribed\r\n"
    "cleo@example.org;Cleo;subscribed\r\n"
    "dan@example.org;Dan;cleaned\r\n"
    "eve@example.org;Eve;spam complaint\r\n"
    "nobody;Nob;unsubscribed\r\n"
    "gus@example.org;Gus;\r\n"
)


def browser(actor: Actor) -> Client:
    client = Client()
    client.force_login(actor.user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def read(text: str, assume: NoNews | None = D) -> reading.Reading:
    return reading.read(text, assume=assume)


def test_a_list_of_one_kind_is_what_one_says_it_is() -> None:
    assert read(UNSUBSCRIBED).refusals == {"anna@example.org": D, "bela@example.org": D}
    assert read(UNSUBSCRIBED, B).refusals == {"anna@example.org": D, "bela@example.org": B}
    found = read(UNSUBSCRIBED, None)
    assert (found.refusals, [odd.line for odd in found.odd]) == ({"anna@example.org": D}, [3])


def test_a_list_with_a_column_says_it_itself_and_those_who_want_news_are_passed_over() -> None:
    found = read(WHOLE, None)
    assert found.refusals == {"anna@example.org": D, "dan@example.org": B, "eve@example.org": C}
    assert (found.wanting, found.odd_count) == (1, 2)
    assert [(odd.line, odd.what) for odd in found.odd] == [(6, "holds no e-mail address"), (7, "does not say why")]


@pytest.mark.parametrize(
    "text",
    [
        "a@example.org\nb@example.org\n",
        "a@example.org\r\n\r\n  b@example.org  ",
        "Name\tE-mail\nAnn\ta@example.org\nBo\tb@example.org",
        "Ann <a@example.org>, unsubscribed\nBo <B@example.org>, unsubscribed",
        '"a@example.org"\n"b@example.org"',
    ],
)
def test_plain_lines_are_read_too(text: str) -> None:
    assert read(text).refusals == {"a@example.org": D, "b@example.org": D}


def test_twice_on_the_list_the_stronger_word_counts() -> None:
    found = read("a@example.org,bounced\nA@example.org,unsubscribed\na@example.org,cleaned", None)
    assert (found.refusals, found.twice) == ({"a@example.org": D}, 2)


@pytest.mark.parametrize("coding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_whatever_program_wrote_it(coding: str) -> None:
    text = reading.decode("email,name\nann@example.org,Zoë\n".encode(coding))
    assert read(text).refusals == {"ann@example.org": D}


@pytest.mark.parametrize(
    ("raw", "advice"),
    [
        (b"PK\x03\x04" + b"x" * 50, "as CSV"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "as CSV"),
        (b"a@example.org\x00", "as CSV"),
        (b"", "No line holds"),
        (b"name,town\nAnna,Ulm\n", "No line holds"),
        (b"x" * (reading.MOST_BYTES + 1), "Cut it into parts"),
        (b"a@example.org\n" * (reading.MOST_ROWS + 2), "Cut it into parts"),
        (b'"' + b"x" * 200_000 + b"\n", "anew"),
    ],
)
def test_what_is_no_list_gets_a_sentence(raw: bytes, advice: str) -> None:
    with pytest.raises(reading.Unreadable, match=advice):
        read(reading.decode(raw))


def test_what_is_shown_first_is_what_is_taken_afterwards() -> None:
    refusals = read(WHOLE, B).refusals
    assert read(reading.write(refusals), D).refusals == refusals


@pytest.mark.django_db
@time_machine.travel(NOON)
def test_nothing_is_taken_before_somebody_looked_and_pressed(network: object) -> None:
    client = browser(holder("co-ordinator"))
    file = SimpleUploadedFile("list.csv", WHOLE.encode())
    page = client.post("/letters/refusals/", {"file": file, "assume": ""})
    assert "Nothing is taken in yet" in page.content.decode()
    assert not OptOut.objects.exists()
    assert not RefusalsList.objects.exists()
    form = page.context["take"]
    key, refusals = str(uuid4()), form.initial["refusals"]
    for _ in range(2):
        answer = client.post("/letters/refusals/take/", {"submission": key, "refusals": refusals})
        assert answer.status_code == 302
    assert dict(OptOut.objects.values_list("address", "why")) == {
        "anna@example.org": "declined", "dan@example.org": "bounced", "eve@example.org": "complained"
    }  # fmt: skip
    made = RefusalsList.objects.get()
    assert (made.declined, made.bounced, made.known, made.none) == (2, 1, 0, False)
    assert Entry.objects.filter(what="news.refusals-taken").count() == 1
    assert "2 who want no news, 1 from which letters came back" in client.get("/letters/refusals/").content.decode()


@pytest.mark.django_db
@time_machine.travel(NOON)
def test_lines_can_be_pasted_and_nothing_at_all_is_asked_about(network: object) -> None:
    client = browser(holder("system-administrator"))
    page = client.post("/letters/refusals/", {"lines": "a@example.org\nb@example.org", "assume": "bounced"})
    assert page.context["counts"] == {"bounced": 2}
    assert "Choose a file, or paste" in client.post("/letters/refusals/", {"assume": "declined"}).content.decode()
    assert "No line holds" in client.post("/letters/refusals/", {"lines": "x", "assume": ""}).content.decode()
    assert client.post("/letters/refusals/take/", {"refusals": "a@example.org"}).status_code == 302
    assert not OptOut.objects.exists(), "without the key of the form nothing is taken"
    assert browser(holder("ambassador", "west")).get("/letters/refusals/").status_code == 403


def news(key: str = "n", to: str = "anna@example.org") -> Letter:
    return actions.queue(kind="news", key=key, to=to, subject="N", text="W.", by=BY, at=NOON)


def going() -> list[int]:
    return [pk for pk in posting.due(NOON) if posting.take(pk, NOON)]


@pytest.mark.django_db
def test_no_news_leaves_before_the_list_and_notices_do(network: object) -> None:
    letter = news()
    notice = actions.queue(kind="notice", key="m", to="anna@example.org", subject="N", text="W.", by=BY, at=NOON)
    assert going() == [notice.pk]
    lead = holder("co-ordinator")
    assert "Say who gets no news, before the first news goes" in [d.words for d in registry.duties(lead.user, NOON)]
    other = news("o", "bela@example.org")
    actions.take_refusals(refusals={"Anna@example.org": D}, by=BY, at=NOON)
    letter.refresh_from_db()
    assert letter.state == "declined"
    assert going() == [other.pk]
    assert not [d for d in registry.duties(lead.user, NOON) if "no news" in d.words]


@pytest.mark.django_db
def test_without_the_hold_news_would_leave(network: object, monkeypatch: pytest.MonkeyPatch) -> None:
    """The control."""
    letter = news()
    monkeypatch.setattr(posting, "_may_go", Q)
    assert going() == [letter.pk]


@pytest.mark.django_db
def test_there_may_be_no_list(network: object) -> None:
    letter = news()
    with time_machine.travel(NOON):
        client = browser(holder("co-ordinator"))
        assert "There is no list" in client.get("/letters/refusals/").content.decode()
        client.post("/letters/refusals/take/", {"submission": str(uuid4()), "wish": "none"})
        assert "There is no list" not in client.get("/letters/refusals/").content.decode()
    assert RefusalsList.objects.get().none
    assert going() == [letter.pk]


@pytest.mark.django_db
def test_what_a_person_said_is_stronger_than_what_a_server_said(network: object) -> None:
    actions.take_refusals(refusals={"a@example.org": B, "b@example.org": D}, by=BY, at=NOON)
    later = NOON + timedelta(days=1)
    made = actions.take_refusals(refusals={"a@example.org": C, "b@example.org": B}, by=BY, at=later)
    assert dict(OptOut.objects.values_list("address", "why")) == {
        "a@example.org": "complained",
        "b@example.org": "declined",
    }
    assert (made.known, made.declined, made.bounced) == (2, 0, 0)
    assert set(OptOut.objects.values_list("at", flat=True)) == {NOON}, "since when it holds stays"


@pytest.mark.django_db
def test_news_declined_while_it_waited_is_not_posted_even_if_nobody_halted_it(
    network: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A refusal that came between the writing of a letter and its posting."""
    actions.take_refusals(refusals={}, by=BY, at=NOON)
    letter = news()
    OptOut.objects.create(address="anna@example.org", at=NOON)
    assert going() == []
    letter.refresh_from_db()
    assert (letter.state, letter.claim) == ("declined", None)
    again = news("again", "bela@example.org")
    OptOut.objects.create(address="bela@example.org", at=NOON)
    monkeypatch.setattr(marks, "no_news", lambda address: None)
    assert going() == [again.pk], "the control: without the second question it goes"


@pytest.mark.django_db
def test_ten_thousand_refusals_take_few_questions(network: object, django_assert_max_num_queries: Any) -> None:
    refusals = {f"person{number}@example.org": D for number in range(10_000)}
    with django_assert_max_num_queries(80):
        actions.take_refusals(refusals=refusals, by=BY, at=NOON)
    assert OptOut.objects.count() == 10_000
