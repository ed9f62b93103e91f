"""Many enquiries of every kind, and the post between them: none lost, none doubled, spam named and recoverable.

A small number here; a thousand in ``make prove NAME=enquiries``, by the same code.
"""

import re
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from random import Random
from typing import Any

import pytest
import time_machine
from django.test import Client

from coopnet.bodies.enums import Office
from coopnet.enquiries import actions, rules
from coopnet.enquiries.enums import State
from coopnet.enquiries.models import Enquiry
from coopnet.enquiries.tests.corpus import Sending, sendings
from coopnet.enquiries.tests.ground import AT
from coopnet.enquiries.tests.mixed_post import Post, checked
from coopnet.notices import incoming
from coopnet.notices.models import Letter
from coopnet.notices.tests import old_post
from coopnet.notices.tests.imap_sink import Server
from tests.roles import give, regions

# After so many sendings the letters go out and the mailbox is read.
ROUND = 10


@pytest.fixture
def post(settings: Any) -> Iterator[Post]:
    """A mailbox on loopback, empty."""
    settings.RETURNS_EMAIL = "returns@coopnet.example.org"
    mixed = Post(Random(11))
    with Server(mixed.box) as url:
        settings.MAILBOX_URL = url
        yield mixed


def send_all(count: int, post: Post, seed: int = 3) -> list[Sending]:
    """Send them by the form, each at its own hour, and check what the sender is told. Meanwhile post comes in."""
    sent = list(sendings(count, seed))
    client = Client()
    for number, one in enumerate(sent):
        served = AT + timedelta(minutes=7 * number)
        with time_machine.travel(served, tick=False):
            page = client.get("/contact/").content.decode()
        hidden = dict(re.findall(r'type="hidden" name="(submission|stamp)" value="([^"]*)"', page))
        with time_machine.travel(served + one.took, tick=False):
            for _ in range(one.times):
                answer = client.post("/contact/", {**hidden, **one.fields})
                if one.fate == "refused":
                    assert answer.status_code == 200, one
                    assert one.says in answer.content.decode(), one
                else:
                    assert answer["Location"] == "/contact/sent/", one
        if number % ROUND == ROUND - 1:
            at = served + timedelta(minutes=5)
            for letter in post.send_out(at):
                post.answered_by_something(letter)
            post.strangers(at)
            post.read(at)
        if number % (ROUND * 5) == ROUND * 5 - 1:
            post.robot(served + timedelta(minutes=6))
    return sent


def counted(sent: list[Sending], post: Post) -> None:
    """What is in the database is what the corpus says, one by one."""
    found = Counter[str]()
    fates: dict[str, str] = {}
    for words, state in Enquiry.objects.values_list("words", "state"):
        mark = re.search(r"mark-\d+", words)
        assert mark, words[:80]
        found[mark.group()] += 1
        fates[mark.group()] = "spam" if state == State.SPAM.value else "kept"
    wanted = {one.mark: one.fate for one in sent if one.fate != "refused"} | post.new
    assert fates == wanted, {
        mark: (fates.get(mark), wanted.get(mark))
        for mark in fates.keys() | wanted.keys()
        if fates.get(mark) != wanted.get(mark)
    }
    assert set(found.values()) <= {1}
    copies = Letter.objects.filter(key__endswith=":copy")
    assert copies.count() == sum(fate == "kept" for fate in wanted.values())
    checked(post)


def recovered() -> int:
    """Take every one out of the spam; how many there were."""
    officer = give(Office.CO_ORDINATOR)
    spam = list(Enquiry.objects.filter(state=State.SPAM.value))
    for one in spam:
        assert one.spam_why
        actions.not_spam(enquiry=one, by=officer.user, at=AT + timedelta(days=30))
    assert not Enquiry.objects.filter(state=State.SPAM.value).exists()
    return len(spam)


@pytest.mark.django_db
def test_none_is_lost_and_none_is_doubled(network: object, post: Post) -> None:
    regions()
    sent = send_all(60, post)
    counted(sent, post)
    assert recovered() > 3
    assert post.kinds.keys() >= {*old_post.FIVE, "absence", "answer", "loop", "robot"}, post.kinds


@pytest.mark.django_db
def test_without_the_judgement_spam_would_pass(network: object, post: Post, monkeypatch: pytest.MonkeyPatch) -> None:
    """The control: the same count fails when nothing is judged."""
    regions()
    monkeypatch.setattr(rules, "spam", lambda sent: "")
    sent = send_all(30, post)
    with pytest.raises(AssertionError):
        counted(sent, post)


@pytest.mark.django_db
def test_without_the_number_of_a_mail_it_would_be_doubled(
    network: object, post: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The control: each reading of a mail gives it another number."""
    regions()
    numbers = iter(range(1_000_000))
    monkeypatch.setattr(incoming, "number_of", lambda mail, raw: f"<{next(numbers)}@x.example>")
    sent = send_all(20, post)
    with pytest.raises(AssertionError):
        counted(sent, post)


@pytest.mark.django_db
def test_a_mail_that_is_marked_and_not_kept_is_missed(
    network: object, post: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The control: half of the mails are marked as dealt with, and nothing is written down."""
    regions()
    plain = incoming.take

    def half(raw: bytes, at: Any) -> str:
        return "nobody's" if b"mark-" in raw and post.chance.random() < 0.5 else plain(raw, at)

    monkeypatch.setattr(incoming, "take", half)
    sent = send_all(20, post)
    with pytest.raises(AssertionError):
        counted(sent, post)
