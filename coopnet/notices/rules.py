"""When to try again, and what an answer of a mail server means. No Django, no clock."""

import re
from dataclasses import dataclass
from datetime import timedelta

from coopnet.notices.enums import Kind, NoNews, Why

LEASE = timedelta(minutes=15)
"""How long a letter belongs to the worker that took it. A worker that died gives it back this way."""

CODE_LIVES = timedelta(minutes=15)
"""A letter with a code is of no use later."""

_WAITS = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 4 * 60, 12 * 60, 24 * 60, 24 * 60))
_CODE_WAITS = tuple(timedelta(seconds=seconds) for seconds in (10, 20, 40, 60, 120, 240))


def next_wait(kind: Kind, tries: int) -> timedelta | None:
    """The wait after this many failed tries; None when it is time to give up (codes 8 minutes, others 3 days)."""
    waits = _CODE_WAITS if kind is Kind.CODE else _WAITS
    return waits[tries - 1] if tries <= len(waits) else None


WHY_WORDS = {
    Why.GONE: "The mail server knows no such address.",
    Why.FULL: "The mailbox is full.",
    Why.REFUSED: "The mail server refused the letter.",
    Why.LATE: "The mail server asked us to try again later.",
    Why.WRONG: "This is not an e-mail address.",
    Why.OTHER: "The mail server did not take the letter.",
}

ADVICE = {
    Why.GONE: "Ask the school for the right address. News no longer goes to this one.",
    Why.FULL: "Wait a few days and send it again, or ring them.",
    Why.REFUSED: "Ask whoever looks after the school’s mail to let our letters through. The set-up page has the words.",
    Why.LATE: "Their mail was down for days. Ring them, or try the same address again.",
    Why.WRONG: "Somebody typed it wrong. Ask for the right one.",
    Why.OTHER: "Read what the mail server said, then try again or ring them.",
}

NO_NEWS_WORDS = {
    NoNews.DECLINED: "This address wants no news.",
    NoNews.COMPLAINED: "The reader at this address called our letters spam, so no news goes there.",
    NoNews.BOUNCED: "Letters to this address came back, so no news goes there.",
}

# From weak to strong: what a person said is never undone by what a mail server says.
STRENGTH = (NoNews.BOUNCED, NoNews.DECLINED, NoNews.COMPLAINED)

# Class, subject and detail of RFC 3463; the second and third part say what it is about.
_STATUS = re.compile(r"\b[245]\.(\d{1,3})\.(\d{1,3})\b")
_POLICY = re.compile(
    r"spam|block|black ?list|policy|reputation|dmarc|\bspf\b|\bdkim\b|authenticat|not (?:allowed|authori[sz]ed)|denied|"
    r"unsolicited|virus|content reject",
    re.IGNORECASE,
)
_FULL = re.compile(r"quota|mailbox (?:is )?full|over ?limit|insufficient (?:system )?storage", re.IGNORECASE)


def why(code: int, said: str) -> Why:
    """What a mail server means, from its code (0 where there is none) and its words. The enhanced status counts first,
    since many servers answer 550 to everything."""
    found = _STATUS.search(said)
    subject, detail = (int(found[1]), int(found[2])) if found else (0, 0)
    if subject == 7 or (subject in (0, 1, 6) and detail not in (1, 10) and _POLICY.search(said)):
        return Why.REFUSED
    if (subject, detail) == (2, 2) or (subject != 1 and _FULL.search(said)):
        return Why.FULL
    if (subject == 1 and detail in (0, 1, 2, 3, 4, 6, 10)) or (subject, detail) == (2, 1):
        return Why.GONE
    if subject == 4:
        return Why.LATE
    if subject:
        return Why.OTHER
    if code in (550, 551, 553, 511):
        return Why.GONE
    if code in (552, 452, 422):
        return Why.FULL
    if code in (554, 571, 541):
        return Why.REFUSED
    return Why.LATE if 400 <= code <= 499 else Why.OTHER


def sentence(reason: Why, said: str) -> str:
    """A sentence for people, with the server's own words behind it."""
    words = " ".join(said.split())[:300]
    return f"{WHY_WORDS[reason]} It said: {words}" if words else WHY_WORDS[reason]


@dataclass(frozen=True, slots=True)
class Answer:
    """What a mail server said of one letter. ``lasting``: the same letter will never be taken at that address."""

    code: int
    text: str

    @property
    def lasting(self) -> bool:
        return 500 <= self.code <= 599

    @property
    def why(self) -> Why:
        """In one word."""
        return why(self.code, self.text)

    @property
    def reason(self) -> str:
        """For people."""
        return sentence(self.why, f"{self.code} {self.text}" if self.text.strip() else "")
