"""Letters that came back: matched to the letter, said in plain words, and somebody's to do; nothing else is."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from coopnet.kit.actors import System
from coopnet.notices import actions, incoming, posting, rules, senders
from coopnet.notices.enums import NoNews, State, Why
from coopnet.notices.mail_in import Incoming, Sort, read
from coopnet.notices.models import Attempt, Letter, OptOut, Trouble
from coopnet.notices.tests import more_post, old_post

AT = datetime(2026, 10, 5, 11, tzinfo=UTC)
BY = System("test")


@pytest.fixture(autouse=True)
def returns(settings: Any) -> None:
    settings.RETURNS_EMAIL = "returns@coopnet.example.org"


def sent(key: str = "one", to: str = old_post.TO, kind: str = "notice", *, number: str = old_post.LETTER) -> Letter:
    letter = actions.queue(
        kind=kind, key=key, to=to, about="Invented Primary School", subject="A letter", text="Words.", by=BY, at=AT
    )
    Letter.objects.filter(pk=letter.pk).update(
        state=State.SENT.value, sent_at=AT, next_try_at=None, message_id=number or f"<{key}@x.example>"
    )
    Attempt.objects.create(letter=letter, at=AT, to=to, outcome="taken")
    letter.refresh_from_db()
    return letter


@pytest.mark.parametrize("system", more_post.SILENT)
def test_the_address_of_return_names_the_letter_where_the_mail_does_not(db: None, system: str) -> None:
    mail, why, words = more_post.SILENT[system]
    letter, other = sent(number=""), sent("two", "other@school.example.org", number="")
    assert incoming.take(more_post.returned_to(mail, senders.envelope(letter)), AT) == "came-back"
    letter.refresh_from_db()
    other.refresh_from_db()
    assert (letter.state, other.state) == ("bounced", "sent")
    trouble = Trouble.objects.get()
    assert (trouble.address, trouble.why, trouble.about) == (old_post.TO, why, "Invented Primary School")
    assert words in trouble.reason


def test_without_the_address_of_return_such_a_mail_is_about_no_letter(db: None, settings: Any) -> None:
    """The control."""
    letter = sent(number="")
    mail = more_post.returned_to(more_post.NO_NUMBER, senders.envelope(letter))
    settings.RETURNS_EMAIL = ""
    assert incoming.take(mail, AT) == "came-back"
    letter.refresh_from_db()
    assert letter.state == "sent"


@pytest.mark.parametrize("spoil", ["number", "proof", "box", "domain"])
def test_an_address_of_return_cannot_be_made_up(db: None, spoil: str) -> None:
    letter = sent(number="")
    sent("two", "other@school.example.org", number="")
    address = senders.envelope(letter)
    assert senders.letter_of(address.upper()) == letter.pk
    box, _, domain = address.partition("@")
    name, _, rest = box.partition("+")
    number, _, proof = rest.partition(".")
    wrong = {
        "number": f"{name}+{int(number) + 1}.{proof}@{domain}",
        "proof": f"{name}+{number}.{'0' * 12}@{domain}",
        "box": f"other+{number}.{proof}@{domain}",
        "domain": f"{name}+{number}.{proof}@elsewhere.example",
    }[spoil]
    assert senders.letter_of(wrong) is None


@pytest.mark.parametrize(
    ("code", "said", "why"),
    [
        (550, "5.1.1 User unknown", Why.GONE),
        (550, "5.1.10 RESOLVER.ADR.RecipientNotFound", Why.GONE),
        (550, "5.2.1 mailbox disabled", Why.GONE),
        (550, "No such user here", Why.GONE),
        (550, "5.7.1 Service unavailable; client host blocked", Why.REFUSED),
        (550, "5.7.26 DMARC policy", Why.REFUSED),
        (550, "Message rejected as spam", Why.REFUSED),
        (554, "refused", Why.REFUSED),
        (552, "5.2.2 over quota", Why.FULL),
        (550, "mailbox is full", Why.FULL),
        (452, "try later", Why.FULL),
        (451, "4.4.1 no answer", Why.LATE),
        (421, "busy", Why.LATE),
        (500, "what?", Why.OTHER),
        (0, "", Why.OTHER),
    ],
)
def test_what_a_mail_server_means_is_said_in_one_word(code: int, said: str, why: Why) -> None:
    assert rules.why(code, said) is why
    assert rules.sentence(why, said).startswith(rules.WHY_WORDS[why])


def test_a_full_mailbox_is_to_do_and_keeps_its_news(db: None) -> None:
    sent()
    incoming.take(more_post.FULL, AT)
    assert Trouble.objects.get().why == Why.FULL.value
    assert not OptOut.objects.exists()


def test_no_news_goes_to_an_address_that_is_gone_and_notices_still_do(db: None) -> None:
    sent()
    waiting = actions.queue(kind="news", key="n", to=old_post.TO, subject="N", text="W.", by=BY, at=AT)
    incoming.take(old_post.POSTFIX, AT)
    assert OptOut.objects.get().why == NoNews.BOUNCED.value
    waiting.refresh_from_db()
    assert waiting.state == State.DECLINED.value
    for kind, state in (("news", "declined"), ("notice", "waiting"), ("code", "waiting")):
        letter = actions.queue(kind=kind, key=f"k-{kind}", to=old_post.TO.upper(), subject="N", text="W.", by=BY, at=AT)
        assert letter.state == state


def test_a_complaint_about_a_letter_stops_news_and_no_notice(db: None) -> None:
    sent()
    assert read(more_post.COMPLAINT).sort is Sort.COMPLAINT
    for _ in range(2):
        assert incoming.take(more_post.COMPLAINT, AT) == "complaint"
    row = OptOut.objects.get()
    assert (row.address, row.why) == (old_post.TO, NoNews.COMPLAINED.value)
    assert (
        actions.queue(kind="notice", key="m", to=old_post.TO, subject="N", text="W.", by=BY, at=AT).state == "waiting"
    )
    assert not Trouble.objects.exists()


def test_an_absence_that_speaks_of_delivery_brings_nothing_back(db: None) -> None:
    letter = sent(number="")
    assert incoming.take(more_post.returned_to(more_post.VACATION, senders.envelope(letter)), AT) == "nobody's"
    letter.refresh_from_db()
    assert letter.state == "sent"


def test_a_late_report_about_the_first_address_does_not_bring_back_what_went_to_the_second(db: None) -> None:
    letter = sent()
    assert incoming.take(old_post.POSTFIX, AT) == "came-back"
    letter.refresh_from_db()
    actions.send_again(letter=letter, to="office@school.example.org", by=BY, at=AT)
    taken = posting.take(letter.pk, AT)
    assert taken is not None
    posting.settle(taken, None, AT)
    assert incoming.take(old_post.EXCHANGE, AT + timedelta(hours=1)) == "came-back"
    letter.refresh_from_db()
    assert letter.state == "sent"
    second = old_post.EXCHANGE.replace(old_post.TO.encode(), b"office@school.example.org")
    incoming.take(second, AT + timedelta(hours=2))
    letter.refresh_from_db()
    assert letter.state == "bounced"


def test_a_letter_forwarded_to_an_address_we_do_not_know_comes_back_all_the_same(db: None) -> None:
    letter = sent()
    forwarded = old_post.POSTFIX.replace(b"rfc822; " + old_post.TO.encode(), b"rfc822; hidden@elsewhere.example")
    incoming.take(forwarded, AT)
    letter.refresh_from_db()
    assert letter.state == "bounced"


def test_our_own_letter_come_round_is_nobodys(db: None, settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    heard: list[str] = []

    def hear(letter: Letter | None, mail: Incoming, at: datetime) -> bool:
        heard.append(mail.sender)
        return True

    monkeypatch.setattr(incoming, "_takers", [hear])
    settings.NEWS_FROM_EMAIL = "News <news@coopnet.example.org>"
    for sender in ("network@coopnet.example.org", "NEWS@coopnet.example.org"):
        mail = old_post.PERSON.replace(b"frieda@school.example.org", sender.encode())
        assert incoming.take(mail, AT) == "nobody's"
    assert incoming.take(old_post.PERSON, AT) == "person", "the control: a person is heard"
    assert heard == ["frieda@school.example.org"]
