from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.test import Client

from coopnet.audit.models import Entry
from coopnet.kit import registry
from coopnet.kit.actors import System
from coopnet.notices import actions, posting
from coopnet.notices.enums import State
from coopnet.notices.letters import html_of, mail_of, stop_token
from coopnet.notices.models import Letter, OptOut, Secret
from tests.roles import Actor, holder, nobody

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 10, 5, 11, tzinfo=UTC)
BY = System("test")
AT = datetime(2026, 10, 1, 11, tzinfo=UTC)


def browser(actor: Actor) -> Client:
    client = Client()
    client.force_login(actor.user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def write(key: str = "one", at: datetime = NOON - timedelta(days=2), **more: Any) -> Letter:
    values = {
        "kind": "notice",
        "to": "head@school.example.org",
        "to_name": "Anna Example",
        "about": "Invented Primary School",
        "subject": "Forum on 9 October",
        "text": "Private words.",
    }
    return actions.queue(key=key, by=BY, at=at, **{**values, **more})


def refuse(letter: Letter, at: datetime = NOON - timedelta(days=2)) -> None:
    taken = posting.take(letter.pk, at)
    assert taken is not None
    posting.settle(taken, posting.Refusal("The mail server knows no such address.", lasting=True), at)


@time_machine.travel(NOON)
def test_only_whoever_may_sees_letters(network: object) -> None:
    letter = write()
    for reader in (holder("co-ordinator"), holder("system-administrator")):
        assert browser(reader).get("/letters/").status_code == 200
        assert browser(reader).get("/letters/999999/").status_code == 404
    for outsider in (holder("ambassador", "west"), nobody()):
        for address in ("/letters/", f"/letters/{letter.pk}/"):
            assert browser(outsider).get(address).status_code == 403
    assert Client().get("/letters/").status_code == 302


@time_machine.travel(NOON)
def test_which_letters_did_not_arrive_this_month(network: object) -> None:
    refuse(write())
    refuse(write("old", at=NOON - timedelta(days=60), about="Old School"), NOON - timedelta(days=60))
    write("waits", about="Waiting School")
    client = browser(holder("co-ordinator"))
    page = client.get("/letters/").content.decode()
    for words in ("Invented Primary School", "head@school.example.org", "knows no such address"):
        assert words in page
    assert "Old School" not in page
    assert "Waiting School" not in page
    assert "Waiting School" in client.get("/letters/?group=waiting").content.decode()
    assert "Old School" in client.get("/letters/?group=not-delivered").content.decode()


@time_machine.travel(NOON)
def test_a_letter_goes_again_to_another_address_and_the_record_says_who(network: object) -> None:
    letter = write()
    refuse(letter)
    client, address = browser(holder("co-ordinator")), f"/letters/{letter.pk}/"
    assert "Private words" not in client.get(address).content.decode()
    wrong = client.post(address, {"to": "nowhere", "submission": str(uuid4())}).content.decode()
    assert "Enter an e-mail address, like" in wrong
    key, message_id = str(uuid4()), letter.message_id
    for _ in range(2):
        assert client.post(address, {"to": "office@school.example.org", "submission": key}).status_code == 302
    letter.refresh_from_db()
    assert (letter.state, letter.to, letter.message_id) == ("waiting", "office@school.example.org", message_id)
    assert Entry.objects.filter(what="letters.sent-again").count() == 1
    late = client.post(address, {"to": "office@school.example.org", "submission": str(uuid4())}).content.decode()
    assert "on its way or has arrived" in late


@time_machine.travel(NOON)
def test_a_code_is_never_on_a_screen_and_never_sent_again(network: object) -> None:
    letter = write(kind="code", text="Your code is 314159.", subject="Your code")
    refuse(letter)
    client = browser(holder("co-ordinator"))
    page = client.get(f"/letters/{letter.pk}/").content.decode()
    assert "314159" not in page
    assert "Send it again" not in page
    answer = client.post(f"/letters/{letter.pk}/", {"to": "x@example.org", "submission": str(uuid4())})
    assert "cannot be sent again" in answer.content.decode()
    assert not Secret.objects.exists()


@time_machine.travel(NOON)
@pytest.mark.parametrize("query", ["group=x", "since=soon", "before=x", "before=" + "9" * 99, "group=%00"])
def test_a_question_that_makes_no_sense_gets_an_answer(network: object, query: str) -> None:
    assert browser(holder("co-ordinator")).get(f"/letters/?{query}").status_code == 200


@time_machine.travel(NOON)
def test_the_to_do_list_tells_of_lost_letters_to_whoever_may_see_them(network: object) -> None:
    refuse(write())
    write("waits")
    lead, outsider = holder("co-ordinator"), holder("ambassador", "west")
    words = [duty.words for duty in registry.duties(lead.user, NOON)]
    assert "A letter was not delivered: Invented Primary School" in words
    assert "1 letter waits for more than an hour" in words
    assert not [duty for duty in registry.duties(outsider.user, NOON) if "letter" in duty.words]


def test_a_link_declines_news_by_a_button_and_never_by_being_opened(network: object) -> None:
    address = f"/letters/stop/{stop_token('Anna@Example.org')}/"
    client = Client()
    for _ in range(3):
        assert client.get(address).status_code == 200
    assert not OptOut.objects.exists()
    client.post(address, {"wish": "stop"})
    client.post(address, {"wish": "stop"})
    assert OptOut.objects.get().address == "anna@example.org"
    assert write(kind="news", to="ANNA@example.org").state == "declined"
    assert write("notice", to="anna@example.org").state == "waiting"
    client.post(address, {"wish": "again"})
    assert not OptOut.objects.exists()
    assert client.get("/letters/stop/made-up/").status_code == 404


def test_news_carries_the_link_and_other_letters_do_not(network: object) -> None:
    for kind, carries in (("news", True), ("notice", False)):
        letter = write(kind, kind=kind, text="Words.")
        mail = mail_of(letter, letter.text, sender="a@example.org", base_url="https://network.example.org/")
        assert ("https://network.example.org/letters/stop/" in str(mail.message())) is carries
        assert ("List-Unsubscribe" in mail.message()) is carries


def test_the_html_part_says_the_same_and_runs_nothing() -> None:
    html = html_of("Dear <b>Anna</b>,\n\nsee https://example.org/?a=1&b=2.\nBye")
    assert "<p>Dear &lt;b&gt;Anna&lt;/b&gt;,</p>" in html
    assert '<a href="https://example.org/?a=1&amp;b=2">https://example.org/?a=1&amp;b=2</a>.<br>' in html


@pytest.mark.parametrize("to", ["", "nobody", "a@b@c", "a@example.org\nBcc: x@example.org", "x" * 300 + "@example.org"])
def test_an_address_that_is_none_fails_at_once_and_is_listed(network: object, to: str) -> None:
    letter = write(to=to)
    assert (letter.state, letter.reason) == ("failed", "This is not an e-mail address.")


def test_words_cannot_forge_a_line_of_the_head(network: object) -> None:
    letter = write(subject="Hello\r\nBcc: x@example.org", to_name="Anna\nX: y")
    mail = mail_of(letter, "text", sender="a@example.org", base_url="").message()
    assert mail["Bcc"] is None
    assert mail["X"] is None
    assert mail["Subject"] == "Hello Bcc: x@example.org"


def test_asked_twice_a_letter_is_one(network: object) -> None:
    assert write().pk == write(subject="Other").pk
    assert Letter.objects.get().subject == "Forum on 9 October"


def test_a_letter_that_came_back_is_known_by_its_message_id(network: object) -> None:
    letter = write()
    taken = posting.take(letter.pk, NOON)
    assert taken is not None
    posting.settle(taken, None, NOON)
    assert actions.came_back(message_id="<other@x>", reason="?", by=BY, at=NOON) is None
    actions.came_back(message_id=letter.message_id, reason="Mailbox closed.", by=BY, at=NOON)
    letter.refresh_from_db()
    assert (letter.state, letter.reason) == ("bounced", "Mailbox closed.")


def test_news_is_declined_with_one_press_in_a_mail_program(network: object) -> None:
    letter = actions.queue(kind="news", key="n", to="Bea@School.example.org", subject="News", text="W.", by=BY, at=AT)
    mail = mail_of(letter, "W.", sender="office@example.org", base_url="https://network.example.org")
    assert mail.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    address = mail.extra_headers["List-Unsubscribe"].strip("<>").removeprefix("https://network.example.org")
    client = Client(enforce_csrf_checks=True)
    assert client.get(address)["Location"] == address.removesuffix("one-click/")
    assert client.head(address).status_code == 302
    assert client.post(address, {"other": "x"}).status_code == 403
    assert client.post(address.replace("one-click", "x/one-click"), {}).status_code in (403, 404)
    assert not OptOut.objects.exists()
    for _ in range(2):
        assert client.post(address, {"List-Unsubscribe": "One-Click"}).status_code == 200
    urlencoded = "application/x-www-form-urlencoded"
    assert client.post(address, "List-Unsubscribe=One-Click", content_type=urlencoded).status_code == 200
    assert OptOut.objects.get().address == "bea@school.example.org"
    notice = actions.queue(kind="notice", key="m", to="bea@school.example.org", subject="N", text="W.", by=BY, at=AT)
    assert "List-Unsubscribe" not in mail_of(notice, "W.", sender="o@example.org", base_url="https://x").extra_headers
    assert notice.state == State.WAITING.value
