"""The pages: who writes, who answers, and what neither is shown."""

import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.test import Client

from coopnet.bodies.enums import Office
from coopnet.enquiries import actions, links
from coopnet.enquiries.enums import State
from coopnet.enquiries.models import Cover, Enquiry, Message, SavedReply
from coopnet.enquiries.tests.ground import AT, send
from coopnet.notices.models import Letter
from tests.roles import Actor, give, nobody, regions
from tests.words import pseudo, pseudo_catalogue, put

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def noon() -> Iterator[None]:
    with time_machine.travel(AT, tick=False):
        yield


@pytest.fixture
def officer(network: object) -> Actor:
    regions()
    return give(Office.CO_ORDINATOR)


def signed_in(actor: Actor) -> Client:
    client = Client()
    client.force_login(actor.user)
    return client


def filled(client: Client, address: str = "/contact/", **more: str) -> dict[str, str]:
    """The form as it is served, with the fields that a person fills in."""
    page = client.get(address).content.decode()
    hidden = dict(re.findall(r'type="hidden" name="(submission|stamp)" value="([^"]*)"', page))
    return {**hidden, "reason": "general", "words": "How do we join?", "email": "frieda@school.example.org", **more}


def served(client: Client, address: str, act: str, **typed: str) -> dict[str, str]:
    """The form of an act as the page serves it, with what a person types into its fields, whatever their names are."""
    page = client.get(address).content.decode()
    form = re.search(rf'action="{address}{act}/"(.*?)</form>', page, re.DOTALL)
    assert form, f"the page offers no {act}"
    names = re.findall(r'<(?:textarea|select|input)[^>]*? name="([^"]+)"', form.group(1))
    data = dict(re.findall(r'type="hidden" name="([^"]*submission)" value="([^"]*)"', form.group(1)))
    ids = re.findall(r' id="([^"]+)"', page)
    assert len(ids) == len(set(ids)), sorted(one for one in ids if ids.count(one) > 1)
    return data | {name: words for name in names for field, words in typed.items() if name.split("-")[-1] == field}


def test_a_message_comes_once_however_often_it_is_sent(officer: Actor, client: Client) -> None:
    data = filled(client)
    with time_machine.travel(AT + timedelta(seconds=30), tick=False):
        answers = [client.post("/contact/", data) for _ in range(3)]
    assert {answer["Location"] for answer in answers} == {"/contact/sent/"}
    enquiry = Enquiry.objects.get()
    assert enquiry.state == State.NEW.value


def test_who_reads_it_and_by_when_is_said_before_anything_is_typed(officer: Actor, client: Client) -> None:
    page = client.get("/contact/").content.decode()
    assert f"{officer.person.name}, national co-ordinator, reads your message." in page
    assert "8 October 2026" in page
    page = client.get("/contact/?region=western").content.decode()
    assert "no ambassador just now" in page
    assert '<option value="west" selected>' in page


def test_what_comes_back_at_once_is_kept_as_spam_and_thanked_like_the_rest(officer: Actor, client: Client) -> None:
    answer = client.post("/contact/", filled(client))
    assert answer["Location"] == "/contact/sent/"
    assert "quicker" in Enquiry.objects.get().spam_why


@pytest.mark.parametrize(
    "wrong, words",
    [
        ({"words": ""}, "Write your message."),
        ({"words": "x" * 5_000_00}, "longer than 8,000 letters"),
        ({"email": ""}, "Leave an e-mail address or a telephone number"),
        ({"email": "nobody"}, "Enter an e-mail address"),
        ({"reason": "other"}, "Choose one from the list."),
        ({"submission": "x"}, "Load the page again"),
        ({"name": "a\x1b"}, "cannot be shown"),
    ],
)
def test_what_is_missing_is_said_and_typing_is_kept(
    officer: Actor, client: Client, wrong: dict[str, str], words: str
) -> None:
    answer = client.post("/contact/", filled(client, school="Kept School", **wrong))
    assert answer.status_code == 200
    text = answer.content.decode()
    assert words in text
    assert "Kept School" in text
    assert not Enquiry.objects.exists()


def test_the_link_opens_the_conversation_and_a_look_changes_nothing(officer: Actor, client: Client) -> None:
    enquiry = send()
    actions.answer(enquiry=enquiry, text="Like this.", by=officer.user, at=AT)
    actions.note(enquiry=enquiry, text="Between us.", by=officer.user, at=AT)
    address = f"/contact/conversation/{links.token(enquiry)}/"
    for _ in range(5):
        page = client.get(address).content.decode()
    assert "Like this." in page
    assert "Between us." not in page
    assert client.post(address, {}).status_code == 200
    assert Message.objects.count() == 2
    key = str(uuid4())
    for _ in range(2):
        client.post(address, {"submission": key, "text": "Thank you."})
    assert Message.objects.filter(text="Thank you.").count() == 1
    assert client.get(address[:-4] + "x/").status_code == 404


def test_an_officer_answers_from_the_inbox(officer: Actor) -> None:
    enquiry, client = send(), signed_in(officer)
    assert "Frieda Asker" in client.get("/enquiries/").content.decode()
    address = f"/enquiries/{enquiry.key}/"
    assert client.get(address).status_code == 200
    answer = client.post(f"{address}answer/", served(client, address, "answer", text=""))
    assert "Write something first." in answer.content.decode()
    data = served(client, address, "answer", text="Like this.")
    for _ in range(2):
        assert client.post(f"{address}answer/", data)["Location"] == address
    assert Message.objects.count() == 1
    assert client.post(f"{address}close/", {"submission": str(uuid4())}).status_code == 302
    refused = client.post(f"{address}answer/", {**data, "answer-submission": str(uuid4())})
    assert "This cannot be done now: closed." in refused.content.decode()
    assert client.post(f"{address}nothing/", {"submission": str(uuid4())}).status_code == 404


@pytest.mark.parametrize("act", ["take", "give-back", "by-phone", "note", "hand-over", "spam", "not-spam", "merge"])
def test_every_act_has_its_way(officer: Actor, act: str) -> None:
    enquiry, client = send(region="west"), signed_in(officer)
    other = send(region="west")
    if act == "give-back":
        actions.take(enquiry=enquiry, by=officer.user, at=AT)
    if act == "not-spam":
        actions.call_spam(enquiry=enquiry, by=officer.user, at=AT)
    address = f"/enquiries/{enquiry.key}/"
    data = served(client, address, act, text="So.", to="north") | {"into": str(other.key)}
    assert client.post(f"{address}{act}/", data).status_code == 302
    for wrong in ({}, {"submission": "x"}):
        assert client.post(f"/enquiries/{other.key}/{act}/", wrong).status_code == 200


def test_another_region_s_enquiry_is_not_there(officer: Actor) -> None:
    """Not there and not yours are one answer, and reading or acting make no difference."""
    enquiry = send(region="west")
    client = signed_in(give(Office.AMBASSADOR, "north"))
    assert "Frieda" not in client.get("/enquiries/").content.decode()
    for key in (enquiry.key, uuid4()):
        assert client.get(f"/enquiries/{key}/").status_code == 404
        assert client.post(f"/enquiries/{key}/spam/", {"submission": str(uuid4())}).status_code == 404
    assert "Frieda" not in client.get("/enquiries/sheet/").content.decode()
    assert signed_in(nobody()).get("/enquiries/").status_code == 403


def test_the_sheet_runs_nothing(officer: Actor) -> None:
    send(name="=HYPERLINK(1)", school="@x")
    text = signed_in(officer).get("/enquiries/sheet/").content.decode()
    assert "'=HYPERLINK(1)" in text
    assert "'@x" in text
    assert "How do we become" not in text


def test_saved_replies_and_days_away(officer: Actor) -> None:
    client, other = signed_in(officer), give(Office.AMBASSADOR, "west")
    for _ in range(2):
        client.post("/enquiries/replies/", {"submission": str(uuid4()), "title": "Price", "text": "Not yet."})
    reply = SavedReply.objects.get()
    enquiry = send()
    assert "Not yet." in client.get(f"/enquiries/{enquiry.key}/?reply={reply.pk}").content.decode()
    client.post("/enquiries/replies/", {"submission": str(uuid4()), "act": "drop", "reply": str(reply.pk)})
    assert not SavedReply.objects.exists()
    days = {"starts": "2026-10-05", "ends": "2026-10-05"}
    data: dict[str, Any] = {"submission": str(uuid4()), "cover": other.person.pk, **days}
    assert "comes after the first day away" in client.post("/enquiries/away/", data).content.decode()
    client.post("/enquiries/away/", {**data, "submission": str(uuid4()), "ends": "2026-10-09"})
    cover = Cover.objects.get()
    client.post("/enquiries/away/", {"submission": str(uuid4()), "act": "end", "cover": str(cover.pk)})
    assert not Cover.objects.exists()


def test_what_is_kept_and_sent_does_not_change_with_the_language_of_whoever_writes(
    officer: Actor, tmp_path: Path, settings: Any
) -> None:
    settings.LOCALE_PATHS = [tmp_path]
    put(tmp_path, pseudo_catalogue())
    texts = []
    for cookie in ("", "language:cy"):
        client = Client()
        client.cookies["reading"] = cookie
        data = filled(client, region="west")
        with time_machine.travel(AT + timedelta(seconds=30), tick=False):
            sent = client.post("/contact/", data, follow=True).content.decode()
        assert (pseudo("Your message is with us.") in sent) == bool(cookie)
        letters = Letter.objects.filter(key__contains=data["submission"]).order_by("key")
        texts.append([(one.subject, re.sub(r"http\S+|[0-9a-f-]{36}", "", one.text)) for one in letters])
        texts[-1].append((Enquiry.objects.get(key=data["submission"]).reason, "kept"))
    assert texts[0] == texts[1]
    assert any("Thank you for writing" in text for _, text in texts[0])
