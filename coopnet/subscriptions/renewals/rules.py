"""When a member is reminded, how it stands while it has not paid, and when that ends its membership. Pure.

The law of it is the rule book's (scope “money”): reminders so many days after the due day, an end so long after it,
never in the holidays, never before the bank records cover the day and a person has looked.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from coopnet.membership.enums import State
from coopnet.rulebook.values import Duration, Season

# A person looks at whose membership is about to end no earlier than this before its day: what was seen must be fresh.
LOOK_AHEAD = timedelta(days=14)
LONGEST_PROMISE = timedelta(days=60)
# Two letters about the same money do not come within this of each other, however late the clock runs.
APART = timedelta(days=7)
# Whoever is paused or has left is not asked to pay by letter; whoever waits for a first payment is.
ASKED = frozenset({State.AWAITING, State.CURRENT, State.DUE, State.GRACE})


@dataclass(frozen=True, slots=True)
class Policy:
    """What the rule book says on the day: days of the reminders after the due day, and how the end is guarded."""

    reminders: tuple[int, ...]
    lapse: Duration
    pause: Season
    needs_records: bool


@dataclass(frozen=True, slots=True)
class Late:
    """Facts about an invoice that is not paid on a day.

    ``due``: its due day, or the later one of a period that began after it. ``reminded``: number and day of each letter.
    ``promised``: the last day of a promise, if one was made. ``reach``: the last day up to which bank records are in.
    ``looked``: the day on which a person last looked at it among those about to end.
    """

    due: date
    state: State
    reminded: tuple[tuple[int, date], ...] = ()
    promised: date | None = None
    reach: date | None = None
    looked: date | None = None

    def waits(self, on: date) -> bool:
        """Whether a promise holds on that day; nothing is sent and nothing ends until it is over."""
        return self.promised is not None and on <= self.promised


def state_by(late: Late, policy: Policy, on: date) -> State:
    """How a member with this unpaid invoice stands: due from the day after the due day, late from the last reminder."""
    if late.state is State.CURRENT and on > late.due:
        return State.DUE
    last = late.due + timedelta(days=max(policy.reminders, default=0))
    return State.GRACE if late.state is State.DUE and on >= last else late.state


def reminder(late: Late, policy: Policy, on: date) -> int | None:
    """The number of the reminder to send that day, from 1. One that a standing clock or a promise skipped is left."""
    passed = sum(on >= late.due + timedelta(days=days) for days in policy.reminders)
    sent = {number for number, _ in late.reminded}
    fresh = any(on < day + APART for _, day in late.reminded)
    if not passed or passed in sent or any(number > passed for number in sent) or fresh or late.waits(on):
        return None
    return passed


def ends_on(due: date, policy: Policy) -> date:
    """The first day on which membership may end: so long after the due day, and past the days without an end."""
    day = policy.lapse.after(due)
    while policy.pause.holds(day):
        day += timedelta(days=1)
    return day


def to_look(late: Late, policy: Policy, on: date) -> bool:
    """Whether it belongs on the list that a person looks at."""
    return not late.waits(on) and on >= ends_on(late.due, policy) - LOOK_AHEAD


def why_not_yet(late: Late, policy: Policy, on: date) -> str:
    """What keeps membership from ending on that day, in a sentence; empty when it ends."""
    first = ends_on(late.due, policy)
    if on < first:
        return "Its time is not over."
    if policy.pause.holds(on):
        return "Nothing ends in these weeks."
    if late.waits(on):
        return "It has promised to pay."
    if policy.needs_records and (late.reach is None or late.reach < first):
        return "The bank records do not reach that day yet."
    if late.looked is None or late.looked < first - LOOK_AHEAD:
        return "Nobody has looked at it yet."
    return ""


def is_due(late: Late, policy: Policy, on: date) -> bool:
    """Whether the clock has something to do for it that day: move it on, remind it, or end its membership."""
    moves = state_by(late, policy, on) is not late.state
    return moves or reminder(late, policy, on) is not None or not why_not_yet(late, policy, on)
