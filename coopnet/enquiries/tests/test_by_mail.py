"""Mail that comes in: letters that came back, absences, loops, and people; none lost, none doubled."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine

from coopnet.bodies.enums import Office
from coopnet.enquiries import actions
from coopnet.enquiries.enums import Kind, State
from coopnet.enquiries.models import Enquiry, Message
from coopnet.enquiries.tests.ground import AT, WRITER, send
from coopnet.notices import incoming
from coopnet.notices.actions import queue
from coopnet.notices.enums import State as Sent
from coopnet.notices.mail_in import Sort, read
from coopnet.notices.models import Letter
from coopnet.notices.tests import old_post
from coopnet.notices.tests.imap_sink import Box, Server
from tests.roles import Actor, give, regions

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer(network: object) -> Actor:
    regions()
    return give(Office.CO_ORDINATOR)


def sent_letter() -> Letter:
    letter = queue(
        kind="notice", key="test:1", to=old_post.TO, subject="A letter", text="Words.", by=incoming.POST, at=AT
    )
    Letter.objects.filter(pk=letter.pk).update(
        message_id=old_post.LETTER, state=Sent.SENT.value, sent_at=AT, next_try_at=None
    )
    letter.refresh_from_db()
    return letter


def answered(officer: Actor) -> Enquiry:
    """An enquiry that was answered; the letter with the answer has the number that the mails name."""
    enquiry = send()
    actions.answer(enquiry=enquiry, text="Like this.", by=officer.user, at=AT)
    letter = Letter.objects.filter(to=WRITER).order_by("-pk")[0]
    Letter.objects.filter(pk=letter.pk).update(message_id=old_post.LETTER)
    return enquiry


@pytest.mark.parametrize("system", old_post.FIVE)
def test_a_letter_that_came_back_is_known_whatever_the_mail_system(officer: Actor, system: str) -> None:
    letter = sent_letter()
    for _ in range(3):
        assert incoming.take(old_post.FIVE[system], AT) == "came-back"
    letter.refresh_from_db()
    assert letter.state == Sent.BOUNCED.value
    assert "550" in letter.reason or "5.1.1" in letter.reason, letter.reason
    assert letter.attempts.count() == 1
    assert not Enquiry.objects.exists()


def test_a_letter_that_is_only_late_has_not_come_back(officer: Actor) -> None:
    letter = sent_letter()
    assert incoming.take(old_post.DELAYED, AT) == "put-off"
    letter.refresh_from_db()
    assert letter.state == Sent.SENT.value


def test_a_report_about_somebody_elses_letter_changes_nothing(officer: Actor) -> None:
    letter = sent_letter()
    other = old_post.POSTFIX.replace(old_post.LETTER.encode(), b"<other@elsewhere.example>")
    assert incoming.take(other, AT) == "came-back"
    letter.refresh_from_db()
    assert letter.state == Sent.SENT.value


def test_what_a_person_answers_is_heard_once_without_what_was_quoted(officer: Actor) -> None:
    enquiry = answered(officer)
    assert [incoming.take(old_post.PERSON, AT + timedelta(hours=1)) for _ in range(3)] == ["person"] * 3
    heard = Message.objects.get(enquiry=enquiry, kind=Kind.FROM_THEM.value)
    assert heard.text == "Thank you. Could we meet on Tuesday? \u2013 F."
    enquiry.refresh_from_db()
    assert enquiry.state == State.NEW.value
    assert Enquiry.objects.count() == 1


def test_an_absence_is_kept_and_opens_nothing_again(officer: Actor) -> None:
    enquiry = answered(officer)
    absent = old_post.ABSENT.replace(old_post.TO.encode(), WRITER.encode())
    assert incoming.take(absent, AT) == "automatic"
    enquiry.refresh_from_db()
    assert enquiry.state == State.ANSWERED.value
    assert Message.objects.get(kind=Kind.AUTOMATIC.value).text == "I am back on Monday."


def test_loops_and_lists_are_nobodys_and_get_no_letter(officer: Actor) -> None:
    before = Letter.objects.count()
    assert incoming.take(old_post.LOOP, AT) == "nobody's"
    assert incoming.take(old_post.ABSENT, AT) == "nobody's"
    assert (Letter.objects.count(), Enquiry.objects.count()) == (before, 0)


def test_whoever_writes_anew_is_an_enquiry_and_a_stranger_does_not_enter_a_conversation(officer: Actor) -> None:
    enquiry = answered(officer)
    stranger = old_post.PERSON.replace(b"frieda@school", b"mallory@elsewhere")
    assert incoming.take(stranger, AT) == "person"
    assert not Message.objects.filter(enquiry=enquiry, kind=Kind.FROM_THEM.value).exists()
    new = Enquiry.objects.exclude(pk=enquiry.pk).get()
    assert (new.email, new.state) == ("mallory@elsewhere.example.org", State.NEW.value)
    assert incoming.take(stranger, AT) == "person"
    assert Enquiry.objects.count() == 2


@pytest.mark.parametrize("what", old_post.ODD)
def test_whatever_comes_in_stops_nobody(officer: Actor, what: str) -> None:
    assert incoming.take(old_post.ODD[what], AT) in ("person", "nobody's", "came-back", "put-off", "automatic")


def test_a_letter_with_scripts_gives_its_words_alone() -> None:
    html = b"From: a@b.example\r\nContent-Type: text/html\r\n\r\n<p>Hello</p><script>alert(1)</script><b>you</b>"
    found = read(html)
    assert (found.sort, found.text.split()) == (Sort.PERSON, ["Hello", "you"])


def test_the_mailbox_is_read_and_each_mail_marked_only_when_it_is_kept(officer: Actor, settings: Any) -> None:
    sent_letter()
    box = Box([old_post.POSTFIX, old_post.LOOP, old_post.PERSON], hang_up_after=2)
    with Server(box) as url:
        settings.MAILBOX_URL = url
        assert "trouble" in incoming.read_mailbox(AT)
        assert box.seen == {1, 2}
        box.hang_up_after = 10
        assert incoming.read_mailbox(AT) == "1 person"
        assert box.seen == {1, 2, 3}
        assert incoming.read_mailbox(AT) == ""
    assert Enquiry.objects.count() == 1
    assert Letter.objects.get(message_id=old_post.LETTER).state == Sent.BOUNCED.value


@pytest.mark.parametrize("change", [("right-word", "wrong"), ("INBOX", "Nowhere"), ("127.0.0.1:", "127.0.0.1:1")])
def test_a_mailbox_that_cannot_be_opened_is_trouble_and_no_more(
    officer: Actor, settings: Any, change: tuple[str, str]
) -> None:
    with Server(Box([old_post.PERSON])) as url:
        settings.MAILBOX_URL = url.replace(*change) if change[1] != "127.0.0.1:1" else "imap://a:b@127.0.0.1:1/INBOX"
        assert incoming.read_mailbox(AT) == "1 trouble"
    assert not Enquiry.objects.exists()


def test_a_maildir_is_read_too_and_each_mail_moves_once_it_is_kept(
    officer: Actor, settings: Any, tmp_path: Path
) -> None:
    letter = sent_letter()
    (tmp_path / "new").mkdir()
    for number, mail in enumerate([old_post.EXCHANGE, old_post.PERSON]):
        (tmp_path / "new" / f"1{number}.P1.host").write_bytes(mail)
    (tmp_path / "new" / ".half-written").write_bytes(old_post.LOOP)
    settings.MAILBOX_URL = f"maildir://{tmp_path}"
    assert incoming.read_mailbox(AT) == "1 came-back, 1 person"
    assert sorted(path.name for path in (tmp_path / "cur").iterdir()) == ["10.P1.host:2,S", "11.P1.host:2,S"]
    assert incoming.read_mailbox(AT) == ""
    letter.refresh_from_db()
    assert letter.state == Sent.BOUNCED.value
    settings.MAILBOX_URL = f"maildir://{tmp_path / 'none'}"
    assert incoming.read_mailbox(AT) == "1 trouble"


def rounds(officer: Actor, *, most: int) -> int:
    """A program answers every letter that it gets with a new mail, and says nowhere that it is one. How often?"""
    answered_to = 0
    pending = 1
    while pending and answered_to < most:
        answered_to += 1
        before = Letter.objects.filter(to="robot@robots.example").count()
        mail = (
            "From: robot@robots.example\r\nTo: office@coopnet.example.org\r\n"
            f"Subject: Thank you\r\nMessage-ID: <{answered_to}@robots.example>\r\n\r\nWe got your message.\r\n"
        )
        incoming.take(mail.encode(), AT + timedelta(minutes=5 * answered_to))
        pending = Letter.objects.filter(to="robot@robots.example").count() - before
    return answered_to


def test_a_program_that_answers_everything_and_hides_it_gets_few_letters(officer: Actor) -> None:
    assert rounds(officer, most=50) <= 7


def test_without_the_count_in_an_hour_it_would_go_on(officer: Actor, monkeypatch: pytest.MonkeyPatch) -> None:
    """The control."""
    monkeypatch.setattr("coopnet.enquiries.rules.IN_AN_HOUR", 1000)
    assert rounds(officer, most=20) == 20


def test_without_a_mailbox_nothing_is_read(officer: Actor) -> None:
    assert incoming.read_mailbox(AT) == ""


def test_one_mail_is_one_message_because_its_number_is_kept(officer: Actor, monkeypatch: pytest.MonkeyPatch) -> None:
    """The control: with another number each time, it would be heard twice."""
    enquiry = answered(officer)
    numbers = iter(range(9))
    monkeypatch.setattr(incoming, "number_of", lambda mail, raw: f"<{next(numbers)}@x.example>")
    with time_machine.travel(AT):
        for _ in range(2):
            incoming.take(old_post.PERSON, AT)
    assert Message.objects.filter(enquiry=enquiry, kind=Kind.FROM_THEM.value).count() == 2
