"""What happens to a membership whose subscription is not paid: a model written from the rules alone.

It shares no code with the product. It is slow and plain: an answer is had by reading, from the first, everything that
was done, in the order in which it was done.

The rules it follows (the design, sections 4.1, 4.2 and 5, invariants 1, 16, 18 and 19):

- a subscription falls due on the later of the first day of its period and 30 days after its invoice;
- from the day after, while anything of it is open, the member stands as due; from the day of the last reminder, in
  grace; the daily run moves it one step at a time;
- reminders go 14, 30 and 60 days after the due day, each once; none while a promise to pay stands, nor to somebody
  suspended; of several that wait only the latest is sent, and no two within a week;
- a part of the price is not the price: it changes nothing but the sum; the whole of it, paid or credited, makes the
  member current again; a payment taken back is as if it had never come;
- membership ends at a daily run when something is still open three months after the due day, a named person has looked
  at it among those about to end (two weeks before that day, or later), the bank's records reach the day from which it
  may end, no promise stands, and the day is not one from 15 July to 10 September;
- once ended it stays ended whatever is paid: coming back is a new period, begun on its day, on the same history. Under
  an invoice that is still open there are 30 days again to pay it (the guide); under one of the same year that is paid
  nothing is waited for.

What the design leaves open (the week between letters, the two weeks of a fresh look, the step a day, the 30 days of
whoever comes back) follows the guide of the product and the plain sense of its pages.
"""

from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Literal

State = Literal["awaiting-payment", "current", "due", "grace", "suspended", "lapsed", "resigned"]

DAYS_TO_PAY = 30
REMINDERS = (14, 30, 60)
MONTHS_TO_THE_END = 3
FRESH = timedelta(days=14)
WEEK = timedelta(days=7)
ENDED: frozenset[str] = frozenset({"lapsed", "resigned"})
VOTING: frozenset[str] = frozenset({"current", "due", "grace"})


@dataclass(frozen=True)
class Joined:
    """A period of membership begins, the first or a later one; it waits for its money."""

    day: date


@dataclass(frozen=True)
class Billed:
    """An invoice of a sum is issued for the period that begins on a day."""

    day: date
    period: date
    pence: int


@dataclass(frozen=True)
class Paid:
    """Money, or a credit note, is set against the invoice on a day."""

    day: date
    pence: int


@dataclass(frozen=True)
class TakenBack:
    """The latest payment that still stands is taken back."""

    day: date


@dataclass(frozen=True)
class Promised:
    """Somebody promises to pay by a day."""

    day: date
    until: date


@dataclass(frozen=True)
class BankRead:
    """The bank's records are read; they run up to and with a day."""

    day: date
    to: date


@dataclass(frozen=True)
class Clock:
    """The daily run."""

    day: date


@dataclass(frozen=True)
class Looked:
    """A named person looks at the list of those about to end and presses."""

    day: date


@dataclass(frozen=True)
class Suspended:
    """The membership is suspended."""

    day: date


@dataclass(frozen=True)
class Restored:
    """The suspension is over."""

    day: date


@dataclass(frozen=True)
class Resigned:
    """The member leaves of its own will."""

    day: date


Act = Joined | Billed | Paid | TakenBack | Promised | BankRead | Clock | Looked | Suspended | Restored | Resigned


@dataclass
class Answer:
    """How the member stands after everything that was done."""

    state: State | None = None
    open_pence: int = 0
    due: date | None = None
    reminders: list[tuple[date, int]] = field(default_factory=list)
    ends: list[tuple[date, str]] = field(default_factory=list)
    periods: list[date] = field(default_factory=list)
    looks: list[date] = field(default_factory=list)

    @property
    def votes(self) -> bool:
        """Whether a member that stands so has its vote."""
        return self.state in VOTING


def due_day(period: date, issued: date) -> date:
    """The day on which a subscription falls due."""
    return max(period, issued + timedelta(days=DAYS_TO_PAY))


def end_day(due: date) -> date:
    """The first day on which membership may end: three months on, and not in the summer's pause."""
    month = due.month + MONTHS_TO_THE_END
    year, month = due.year + (month - 1) // 12, (month - 1) % 12 + 1
    return after_the_pause(date(year, month, min(due.day, monthrange(year, month)[1])))


def after_the_pause(day: date) -> date:
    """The day itself, or the day after the pause that it lies in."""
    return date(day.year, 9, 11) if date(day.year, 7, 15) <= day <= date(day.year, 9, 10) else day


def promise_stands(done: Sequence[Act], day: date) -> bool:
    """Whether the latest promise has still to run on the day."""
    promises = [act for act in done if isinstance(act, Promised)]
    return bool(promises) and day <= promises[-1].until


def bank_reaches(done: Sequence[Act], day: date) -> bool:
    """Whether the bank's records that were read run up to the day."""
    return any(act.to >= day for act in done if isinstance(act, BankRead))


def outstanding(done: Sequence[Act]) -> tuple[Billed | None, int]:
    """The latest invoice and what of it is open."""
    bill: Billed | None = None
    payments: list[int] = []
    for act in done:
        if isinstance(act, Billed):
            bill, payments = act, []
        elif isinstance(act, Paid):
            payments.append(act.pence)
        elif isinstance(act, TakenBack) and payments:
            payments.pop()
    return bill, max(0, bill.pence - sum(payments)) if bill else 0


def due_on(done: Sequence[Act]) -> date | None:
    """The due day of the latest invoice; whoever came back under it has the usual time again."""
    bill, _ = outstanding(done)
    if bill is None:
        return None
    again = [act.day for act in done if isinstance(act, Joined)][-1]
    return max(due_day(bill.period, bill.day), again + timedelta(days=DAYS_TO_PAY))


def answer(acts: Sequence[Act]) -> Answer:
    """How the member stands after these acts, in this order."""
    told = Answer()
    for at, act in enumerate(acts):
        done = acts[: at + 1]
        told.due = due_on(done)
        told.open_pence = outstanding(done)[1]
        if isinstance(act, Joined) and (told.state is None or told.state in ENDED):
            told.state = "awaiting-payment"
            told.periods.append(act.day)
        elif told.state is None or told.state in ENDED:
            continue  # nothing brings back what has ended
        elif isinstance(act, Suspended):
            told.state = "suspended"
        elif isinstance(act, Restored) and told.state == "suspended":
            told.state = "current"
        elif isinstance(act, Resigned):
            told.state = "resigned"
            told.ends.append((act.day, "resigned"))
        elif isinstance(act, Paid) and told.open_pence == 0 and told.state != "suspended":
            told.state = "current"
        elif isinstance(act, Clock):
            run(told, done, act.day)
        elif isinstance(act, Looked) and on_the_list(told, done, act.day):
            told.looks.append(act.day)
    return told


def on_the_list(told: Answer, done: Sequence[Act], day: date) -> bool:
    """Whether it stands on the day among those about to end."""
    if told.due is None or told.open_pence == 0 or told.state in ENDED or told.state == "suspended":
        return False
    return day > told.due and not promise_stands(done, day) and day >= end_day(told.due) - FRESH


def run(told: Answer, done: Sequence[Act], day: date) -> None:
    """What the daily run does: an end, or else the state of the day and the reminder of the day."""
    if told.due is None or told.state == "suspended":
        return
    if told.open_pence == 0:
        bill, _ = outstanding(done)
        if told.state == "awaiting-payment" and bill and day < bill.period.replace(year=bill.period.year + 1):
            told.state = "current"
        return
    if day <= told.due:
        return
    if may_end(told, done, day):
        told.state = "lapsed"
        told.ends.append((day, "lapsed"))
        return
    if told.state == "current":
        told.state = "due"
    elif told.state == "due" and day >= told.due + timedelta(days=REMINDERS[-1]):
        told.state = "grace"
    if promise_stands(done, day):
        return
    wanted = [days for days in REMINDERS if day >= told.due + timedelta(days=days)]
    near = any(day - sent < WEEK for sent, _ in told.reminders)
    if wanted and not near and all(days < wanted[-1] for _, days in told.reminders):
        told.reminders.append((day, wanted[-1]))


def may_end(told: Answer, done: Sequence[Act], day: date) -> bool:
    """Whether the run of that day ends the membership."""
    if told.due is None or told.state not in ("grace", "awaiting-payment"):
        return False
    first = end_day(told.due)
    return (
        day >= first
        and after_the_pause(day) == day
        and not promise_stands(done, day)
        and bank_reaches(done, first)
        and any(look >= first - FRESH for look in told.looks)
    )
