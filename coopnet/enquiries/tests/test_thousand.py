"""Many enquiries of every kind: none lost, none doubled, spam named as such and recoverable.

A small number here; a thousand in ``make prove NAME=enquiries``, by the same code.
"""

import re
from collections import Counter
from datetime import timedelta

import pytest
import time_machine
from django.test import Client

from coopnet.bodies.enums import Office
from coopnet.enquiries import actions, rules
from coopnet.enquiries.enums import State
from coopnet.enquiries.models import Enquiry
from coopnet.enquiries.tests.corpus import Sending, sendings
from coopnet.enquiries.tests.ground import AT
from coopnet.notices.models import Letter
from tests.roles import give, regions


def send_all(count: int, seed: int = 3) -> list[Sending]:
    """Send them by the form, each at its own hour, and check what the sender is told."""
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
    return sent


def counted(sent: list[Sending]) -> None:
    """What is in the database is what the corpus says, one by one."""
    found = Counter[str]()
    fates: dict[str, str] = {}
    for words, state in Enquiry.objects.values_list("words", "state"):
        mark = re.search(r"mark-\d+", words)
        assert mark, words[:80]
        found[mark.group()] += 1
        fates[mark.group()] = "spam" if state == State.SPAM.value else "kept"
    wanted = {one.mark: one.fate for one in sent if one.fate != "refused"}
    assert fates == wanted, {
        mark: (fates.get(mark), wanted.get(mark))
        for mark in fates.keys() | wanted.keys()
        if fates.get(mark) != wanted.get(mark)
    }
    assert set(found.values()) <= {1}
    copies = Letter.objects.filter(key__endswith=":copy")
    assert copies.count() == sum(fate == "kept" for fate in wanted.values())


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
def test_none_is_lost_and_none_is_doubled(network: object) -> None:
    regions()
    sent = send_all(60)
    counted(sent)
    assert recovered() > 3


@pytest.mark.django_db
def test_without_the_judgement_spam_would_pass(network: object, monkeypatch: pytest.MonkeyPatch) -> None:
    """The control: the same count fails when nothing is judged."""
    regions()
    monkeypatch.setattr(rules, "spam", lambda sent: "")
    sent = send_all(30)
    with pytest.raises(AssertionError):
        counted(sent)
