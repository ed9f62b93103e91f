"""News and notices have senders of their own, and the envelope names the letter."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest

from coopnet.kit.actors import System
from coopnet.notices import actions, senders, tasks
from coopnet.notices.models import Letter, RefusalsList
from tests.mail_sink import Sink

AT = datetime(2026, 9, 1, 9, tzinfo=UTC)
BY = System("test")


@pytest.fixture
def sink(settings: Any) -> Iterator[Sink]:
    settings.DEFAULT_FROM_EMAIL = "Network Office <office@coopnet.example.org>"
    settings.NEWS_FROM_EMAIL = "News <news@news.coopnet.example.org>"
    with Sink() as server:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", server.port, 0.5
        yield server


def posted(sink: Sink, kind: str) -> tuple[Letter, Any, str]:
    RefusalsList.objects.get_or_create(none=True, defaults={"at": AT})
    letter = actions.queue(kind=kind, key=kind, to=f"{kind}@school.example.org", subject="S", text="T.", by=BY, at=AT)
    assert tasks.post_waiting(AT).startswith("1 sent")
    return letter, sink.handler.mails[-1], sink.handler.envelopes[-1]


@pytest.mark.parametrize("kind", ["news", "notice", "code"])
def test_each_kind_has_its_sender_and_only_news_can_be_declined(db: None, sink: Sink, kind: str) -> None:
    _, mail, envelope = posted(sink, kind)
    news = kind == "news"
    address = "news@news.coopnet.example.org" if news else "office@coopnet.example.org"
    assert mail["From"] == (f"News <{address}>" if news else f"Network Office <{address}>")
    assert mail.get_all("From") == [mail["From"]]
    assert envelope == address
    assert mail["Reply-To"] == ("Network Office <office@coopnet.example.org>" if news else None)
    assert (mail["List-Unsubscribe-Post"], bool(mail["List-Unsubscribe"])) == (
        ("List-Unsubscribe=One-Click", True) if news else (None, False)
    )


def test_the_envelope_names_the_letter_and_the_head_does_not(db: None, sink: Sink, settings: Any) -> None:
    settings.RETURNS_EMAIL = "Returns@bounce.coopnet.example.org"
    letter, mail, envelope = posted(sink, "notice")
    assert senders.letter_of(envelope) == letter.pk
    assert envelope.startswith(f"Returns+{letter.pk}.")
    assert envelope not in str(mail)


def test_where_both_are_one_there_is_no_other_address_to_answer_to(db: None, sink: Sink, settings: Any) -> None:
    settings.NEWS_FROM_EMAIL = settings.DEFAULT_FROM_EMAIL
    _, mail, _ = posted(sink, "news")
    assert mail["Reply-To"] is None
