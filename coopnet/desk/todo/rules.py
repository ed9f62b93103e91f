"""How the To do list is cut: late, this week, later, and what can wait."""

from dataclasses import dataclass
from datetime import date, timedelta

WEEK = timedelta(days=7)
FORTNIGHT = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class Standing:
    """How pressing a line is: class of its date block, and the words beside it."""

    tone: str
    words: str
    can_wait: bool


def standing(due: date | None, urgent: bool, on: date) -> Standing:
    """Late, due this week, coming, or able to wait. Red is kept for what is late or urgent."""
    if due is not None and due < on:
        days = (on - due).days
        return Standing("late", "One day late" if days == 1 else f"{days} days late", can_wait=False)
    if due is not None and due == on:
        return Standing("late" if urgent else "soon", "Due today", can_wait=False)
    if urgent:
        return Standing("late", "Urgent", can_wait=False)
    if due is not None and due <= on + WEEK:
        return Standing("soon", "Due this week", can_wait=False)
    if due is not None and due <= on + FORTNIGHT:
        return Standing("", "Due within two weeks", can_wait=False)
    return Standing("", "Can wait", can_wait=True)


def sentence(late: int, week: int, wait: int) -> str:
    """The first sentence under the heading, in words."""
    parts = []
    if late:
        parts.append("One thing is late or urgent" if late == 1 else f"{late} things are late or urgent")
    if week:
        parts.append(("one is" if parts else "One thing is") + " due soon" if week == 1 else _many(week, bool(parts)))
    if not parts:
        return "Nothing is due. Everything on the list can wait." if wait else "Nothing is due."
    return ", ".join(parts) + (". The rest can wait." if wait else ".")


def _many(count: int, follows: bool) -> str:
    return f"{count} are due soon" if follows else f"{count} things are due soon"
