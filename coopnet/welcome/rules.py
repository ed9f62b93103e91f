"""What holds in the first ninety days: which letter is due, who stands still, which school is near and alike. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from math import hypot

from coopnet.welcome.enums import Beside, Fact

LENGTH = timedelta(days=90)
# The question how it went: from the last letter on, and a month beyond the last day.
ASKED_FROM = timedelta(days=79)
ASKED_UNTIL = timedelta(days=120)
# What was answered is kept for half a year.
KEEP = timedelta(days=182)
# The week of each letter, and the day after the first from which it is written.
LETTERS = {1: 2, 6: 37, 12: 79}
# Two weeks after the day of a step nobody need wonder any more: it stands still.
PATIENCE = timedelta(days=14)
# A school walks beside no more than two new ones.
AT_ONCE = 2
BY_HAND = frozenset({Fact.HAND, Fact.MET})
WAITS = frozenset({Beside.ASKED_NEW, Beside.ASKED_BUDDY})
OPEN = WAITS | {Beside.AGREED}
_METRES_A_MILE = 1609


@dataclass(frozen=True, slots=True)
class Standing:
    """A step on a day: by when, and whether it is done."""

    by: date
    done: bool


def runs(starts: date, on: date) -> bool:
    """Whether a day is one of the ninety."""
    return starts <= on < starts + LENGTH


def asks(starts: date, on: date) -> bool:
    """Whether the question how it went may be answered on a day."""
    return starts + ASKED_FROM <= on < starts + ASKED_UNTIL


def letter_due(starts: date, on: date) -> int | None:
    """The week of the letter that is due: the last whose day has come. One whose time went by is never sent."""
    if not runs(starts, on):
        return None
    return max((week for week, day in LETTERS.items() if starts + timedelta(days=day) <= on), default=None)


def stands_still(steps: Iterable[Standing], on: date) -> bool:
    """Whether a step is open two weeks after its day."""
    return any(not step.done and step.by + PATIENCE <= on for step in steps)


@dataclass(frozen=True, slots=True)
class Site:
    """A school: its phase, and where it stands in metres east and north (None: not known)."""

    phase: str
    east: int | None = None
    north: int | None = None


@dataclass(frozen=True, slots=True)
class Alike:
    """How near and how alike two members are, by the two schools that are most so."""

    same_phase: bool
    miles: int | None

    @property
    def order(self) -> tuple[bool, bool, int]:
        """The most alike first, then the nearest."""
        return (not self.same_phase, self.miles is None, self.miles or 0)


def alike(new: Iterable[Site], other: Iterable[Site]) -> Alike | None:
    """The best pair of schools of two members; None where one of them has no school."""
    others = list(other)
    pairs = [Alike(bool(one.phase) and one.phase == two.phase, _miles(one, two)) for one in new for two in others]
    return min(pairs, key=lambda pair: pair.order, default=None)


def _miles(one: Site, two: Site) -> int | None:
    if one.east is None or one.north is None or two.east is None or two.north is None:
        return None
    return round(hypot(one.east - two.east, one.north - two.north) / _METRES_A_MILE)
