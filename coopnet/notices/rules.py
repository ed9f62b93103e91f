"""When to try again, and what an answer of a mail server means. No Django, no clock."""

from dataclasses import dataclass
from datetime import timedelta

from coopnet.notices.enums import Kind

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


@dataclass(frozen=True, slots=True)
class Answer:
    """What a mail server said of one letter. ``lasting``: the same letter will never be taken at that address."""

    code: int
    text: str

    @property
    def lasting(self) -> bool:
        return 500 <= self.code <= 599

    @property
    def reason(self) -> str:
        """A sentence for people, with the server's own words behind it."""
        said = " ".join(self.text.split())[:300]
        if self.code in (550, 551, 553, 511):
            plain = "The mail server knows no such address."
        elif self.code in (552, 452, 422):
            plain = "The mailbox is full."
        elif self.code in (554, 571, 541):
            plain = "The mail server refused the letter."
        elif 400 <= self.code <= 499:
            plain = "The mail server asked us to try again later."
        else:
            plain = "The mail server did not take the letter."
        return f"{plain} It said: {self.code} {said}".strip() if said else plain
