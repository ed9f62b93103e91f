"""When an answer is due, and what looks like spam."""

from datetime import date, timedelta

import pytest

from coopnet.enquiries import rules
from coopnet.enquiries.rules import Sent

GOOD = "Dear all, our governors would like to hear how a school becomes co-operative. Could somebody ring us?"
SLOW = timedelta(seconds=40)


def judged(**given: object) -> str:
    base = {
        "name": "Ann Invented", "words": GOOD, "trap": "", "took": SLOW, "same_words_before": False,
        "in_the_last_hour": 0,
    }  # fmt: skip
    return rules.spam(Sent(**{**base, **given}))  # type: ignore[arg-type]  # given by name, checked by the tests


@pytest.mark.parametrize(
    "came, due",
    [
        (date(2026, 10, 1), date(2026, 10, 8)),
        (date(2026, 10, 3), date(2026, 10, 9)),
        (date(2026, 10, 4), date(2026, 10, 9)),
        (date(2026, 10, 5), date(2026, 10, 12)),
        (date(2026, 12, 23), date(2027, 1, 4)),
    ],
    ids=["Thursday", "Saturday", "Sunday", "Monday", "Christmas"],
)
def test_an_answer_is_due_within_five_working_days(came: date, due: date) -> None:
    assert rules.due(came) == due


@pytest.mark.parametrize(
    "words",
    [
        GOOD,
        "Help",
        "Our school is at https://school.example.org and the trust at https://trust.example.org. Are we one?",
        "We need a loan of your banner for the fair.",
        "Bonjour, nous sommes une école coopérative à Lyon et aimerions vous rendre visite en mai.",
        "x" * 8000,
    ],
)
def test_what_people_write_is_no_spam(words: str) -> None:
    assert judged(words=words) == ""


@pytest.mark.parametrize(
    "given, why",
    [
        ({"trap": "http://x.example"}, "no person sees"),
        ({"took": timedelta(seconds=1)}, "quicker"),
        ({"in_the_last_hour": 5}, "within an hour"),
        ({"same_words_before": True}, "same words"),
        ({"words": "Get backlinks and SEO, first page of Google, for your website."}, "speaks of"),
        ({"words": 'Look <a href="http://x.example">here</a>'}, "links"),
        ({"words": "[url=http://x.example]x[/url]"}, "links"),
        ({"name": "http://x.example/win"}, "name is a link"),
        ({"words": "Лучшие предложения для вас http://a http://b http://c каждый день"}, "other letters"),
    ],
)
def test_what_programs_send_is_named_as_such(given: dict[str, object], why: str) -> None:
    assert why in judged(**given)


def test_the_time_to_answer_is_told_of_ten_or_more() -> None:
    assert rules.median([1] * 9) is None
    assert rules.median([1, 2, 2, 3, 3, 4, 4, 5, 6, 9]) == 4
