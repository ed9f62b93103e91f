from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.core.mail import get_connection

from coopnet.kit.actors import System
from coopnet.notices import actions, posting, rules, tasks
from coopnet.notices.models import Attempt, Letter, RefusalsList, Secret
from tests.mail_sink import Sink

AT = datetime(2026, 9, 1, 9, tzinfo=UTC)
CLOCK = System("clock")


@pytest.fixture
def sink(settings: Any) -> Iterator[Sink]:
    with Sink() as server:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", server.port, 0.5
        yield server


def letter(address: str = "anna@school.example.org", **more: Any) -> Letter:
    values = {"kind": "notice", "key": address, "subject": "Forum on 9 October", "text": "Dear Anna,\n\nCome."}
    return actions.queue(**{**values, **more}, to=address, by=CLOCK, at=AT)


def state(row: Letter) -> str:
    row.refresh_from_db()
    return row.state


def test_a_letter_goes_once_with_its_own_message_id(db: None, sink: Sink) -> None:
    row = letter(to_name="Anna Example")
    assert tasks.post_waiting(AT) == "1 sent, 0 put off, 0 failed"
    assert tasks.post_waiting(AT + timedelta(days=9)) == ""
    assert sink.handler.taken == [("anna@school.example.org", row.message_id)]
    mail = sink.handler.mails[0]
    assert mail["To"] == "Anna Example <anna@school.example.org>"
    assert [part.get_content_type() for part in mail.walk()][1:] == ["text/plain", "text/html"]
    assert state(row) == "sent"


@pytest.mark.parametrize("fault", ["hang1", "drop1", "4xx-rcpt1", "4xx-data1", "4211"])
def test_a_letter_put_off_is_tried_again_with_the_same_message_id(db: None, sink: Sink, fault: str) -> None:
    row, other = letter(f"anna+{fault}@school.example.org"), letter("bela@school.example.org")
    assert tasks.post_waiting(AT) == "1 sent, 1 put off, 0 failed"
    assert (state(row), state(other)) == ("waiting", "sent")
    assert tasks.post_waiting(AT + timedelta(seconds=1)) == ""
    assert tasks.post_waiting(AT + timedelta(minutes=2)) == "1 sent, 0 put off, 0 failed"
    assert {key for key in sink.handler.seen if key[0] == row.to} <= {(row.to, row.message_id)}
    assert (row.to, row.message_id) in sink.handler.taken
    assert list(Attempt.objects.filter(letter=row).order_by("pk").values_list("outcome", flat=True)) == [
        "put-off",
        "taken",
    ]


@pytest.mark.parametrize("fault", ["5xx-rcpt", "5xx-data"])
def test_a_letter_refused_for_good_fails_with_a_reason(db: None, sink: Sink, fault: str) -> None:
    row = letter(f"anna+{fault}@school.example.org")
    assert tasks.post_waiting(AT) == "0 sent, 0 put off, 1 failed"
    assert state(row) == "failed"
    assert row.reason.startswith("The mail server ")


def test_a_letter_put_off_for_ever_fails_in_the_end(db: None, sink: Sink) -> None:
    row, at = letter("anna+4xx-rcpt@school.example.org"), AT
    for _ in range(9):
        tasks.post_waiting(at)
        at += timedelta(days=2)
    assert (state(row), row.tries) == ("failed", 9)


def test_letters_keep_their_turn_while_no_server_answers(db: None, settings: Any) -> None:
    with Sink() as server:
        port = server.port
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
    row = letter()
    assert "cannot be reached" in tasks.post_waiting(AT)
    assert (state(row), row.tries, row.claim) == ("waiting", 0, None)


def test_two_workers_never_hold_one_letter(db: None) -> None:
    row = letter()
    seen_by_both = posting.due(AT), posting.due(AT)
    assert seen_by_both == ([row.pk], [row.pk])
    first, second = posting.take(row.pk, AT), posting.take(row.pk, AT)
    assert first is not None
    assert second is None
    assert posting.due(AT + timedelta(minutes=14)) == []
    assert posting.due(AT + timedelta(minutes=16)) == [row.pk]


def test_without_the_lease_two_workers_send_one_letter_twice(db: None, sink: Sink) -> None:
    """The control: what the lease is for."""
    letter()
    both = [Letter.objects.get(), Letter.objects.get()]
    with get_connection() as connection:
        for held in both:
            assert posting.hand_over(held, connection, base_url="") is None
    assert len(sink.handler.taken) == 2


def test_a_worker_that_lost_its_lease_writes_nothing_down(db: None) -> None:
    row = letter()
    slow = posting.take(row.pk, AT)
    quick = posting.take(row.pk, AT + timedelta(minutes=16))
    assert slow is not None
    assert quick is not None
    posting.settle(quick, None, AT + timedelta(minutes=16))
    posting.settle(slow, posting.Refusal("late", lasting=True), AT + timedelta(minutes=17))
    assert state(row) == "sent"
    assert Attempt.objects.filter(letter=row).count() == 1


def test_the_text_of_a_code_goes_with_the_post(db: None, sink: Sink) -> None:
    row = letter(kind="code", text="Your code is 314159.")
    assert row.text == ""
    assert tasks.post_waiting(AT) == "1 sent, 0 put off, 0 failed"
    assert "314159" in str(sink.handler.mails[0])
    assert not Secret.objects.exists()


def test_a_code_that_waited_too_long_is_not_posted(db: None, sink: Sink) -> None:
    row = letter(kind="code", text="Your code is 314159.")
    assert tasks.post_waiting(AT + timedelta(minutes=15)) == "0 sent, 0 put off, 0 failed, 1 too late"
    assert (state(row), sink.handler.seen, Secret.objects.count()) == ("failed", [], 0)


def test_a_code_that_was_used_is_not_posted(db: None, sink: Sink) -> None:
    row = letter(kind="code", text="Your code is 314159.")
    actions.forget_code(key=row.key, by=CLOCK, at=AT)
    tasks.post_waiting(AT)
    assert (state(row), sink.handler.seen, Secret.objects.count()) == ("failed", [], 0)


def test_codes_go_before_everything_else(db: None, sink: Sink) -> None:
    letter("old@school.example.org")
    letter("code@school.example.org", kind="code", text="1")
    tasks.post_waiting(AT)
    assert [address for address, _ in sink.handler.taken] == ["code@school.example.org", "old@school.example.org"]


def test_refusals_are_logged_without_the_letter(db: None, sink: Sink, caplog: Any) -> None:
    letter("anna+5xx-rcpt@school.example.org", kind="code", text="Your code is 314159.")
    tasks.post_waiting(AT)
    assert "letter not taken" in caplog.text
    assert "314159" not in caplog.text


def test_news_that_a_killed_worker_had_taken_is_not_sent_once_declined(db: None) -> None:
    RefusalsList.objects.create(at=AT, none=True)
    held, lost = letter(kind="news", key="held"), letter(kind="news", key="lost")
    assert posting.take(lost.pk, AT)
    later = AT + rules.LEASE + timedelta(seconds=1)
    assert posting.take(held.pk, later)
    actions.decline_news(address="Anna@school.example.org", by=CLOCK, at=later)
    assert state(lost) == "declined"
    assert state(held) == "waiting", "a worker is posting it at this moment"
    assert posting.due(later) == []
