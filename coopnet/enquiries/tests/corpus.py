"""Enquiries as they come to a contact form, with what must become of each: known beforehand, not asked of the code.

Every one carries a mark of its own (``mark-17``) in its words, so that it can be counted afterwards in the database.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from random import Random

HOSTILE = (
    "<script>alert('{m}')</script> Could you ring us?",
    "'; DROP TABLE enquiries_enquiry; -- {m}",
    "{{{{ 7|add:7 }}}} {m}",
    "=HYPERLINK(1) {m}",
    "Bcc: all@example.org\r\n\r\nHello {m}",
    "\u4f60\u597d {m} is how we greet you from our partner school.",
)
QUESTIONS = (
    "How does a school become a member? {m}",
    "Our governors would like to hear more about the forum of our region. {m}",
    "May a special school join? We are four teachers and forty pupils. {m}",
    "Is there anybody near us who has done this, and whom we may ring? {m}",
    "Help {m}",
    "We met at the conference. https://school.example.org is our page. {m}",
)
SPAM = (
    "Backlinks and SEO for your website, first page of Google! {m}",
    '<a href="http://pills.example">cheap</a> {m}',
    "[url=http://casino.example]win[/url] {m}",
    "http://a.example http://b.example http://c.example crypto {m}",
)
TOO_LONG = 9_000
HUGE = 2_000_000


@dataclass(frozen=True, slots=True)
class Sending:
    """One sending of the form. ``fate``: kept (answered by people), spam, or refused with a sentence."""

    fate: str
    mark: str
    fields: dict[str, str] = field(default_factory=dict)
    times: int = 1
    took: timedelta = timedelta(seconds=50)
    says: str = ""


def sendings(count: int, seed: int) -> Iterator[Sending]:
    """So many sendings, the same for the same seed."""
    chance = Random(seed)
    for number in range(count):
        mark = f"mark-{number}"
        base = {
            "reason": chance.choice(["general", "region", "joining", "practice"]),
            "region": chance.choice(["", "west", "north", "central", "laser"]),
            "name": f"Writer {number}",
            "email": f"writer{number}@school{number % 90}.example.org",
        }
        kind = chance.randrange(10)
        if kind < 3:
            words = chance.choice(QUESTIONS).format(m=mark)
            yield Sending("kept", mark, {**base, "words": words})
        elif kind == 3:
            yield Sending("kept", mark, {**base, "words": chance.choice(QUESTIONS).format(m=mark)}, times=3)
        elif kind == 4:
            yield Sending("kept", mark, {**base, "words": chance.choice(HOSTILE).format(m=mark), "name": "<b>" + mark})
        elif kind == 5:
            yield Sending("spam", mark, {**base, "words": chance.choice(SPAM).format(m=mark)})
        elif kind == 6:
            trap = {"website": "http://x.example"} if chance.random() < 0.5 else {}
            took = timedelta(seconds=50 if trap else 1)
            yield Sending("spam", mark, {**base, "words": QUESTIONS[0].format(m=mark), **trap}, took=took)
        elif kind == 7:
            yield Sending("refused", mark, {**base, "words": ""}, says="Write your message.")
        elif kind == 8:
            size = HUGE if number % 50 == 8 else TOO_LONG
            yield Sending("refused", mark, {**base, "words": mark + "x" * size}, says="longer than")
        else:
            yield Sending(
                "refused",
                mark,
                {**base, "words": QUESTIONS[1].format(m=mark), "email": ""},
                says="so that we can answer",
            )
