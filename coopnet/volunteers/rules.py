"""Who sees a profile, which total is told, when a successor may read, when words go. Pure."""

from dataclasses import dataclass
from datetime import date, timedelta

from coopnet.volunteers.enums import Head, ShownTo

# With fewer people a total would tell what one of them gave; with fewer than ten its parts would.
FEWEST = 5
FEWEST_FOR_PARTS = 10
# A successor reads so long before the first day, and so long after it.
READ_BEFORE = timedelta(days=30)
READ_AFTER = timedelta(days=120)
FORGET_NOTES = timedelta(days=365)
FORGET_PROFILE = timedelta(days=365)
LONGEST_DAY = 24 * 60


@dataclass(frozen=True, slots=True)
class Total:
    """Minutes that people noted, and of how many people. ``parts`` by what they were for; empty where it tells too
    much of one person."""

    minutes: int
    people: int
    parts: tuple[tuple[Head | None, int], ...]


def year_of(on: date) -> date:
    """The first day of the school year in which a day lies."""
    return date(on.year if on.month >= 9 else on.year - 1, 9, 1)


def told(given: dict[Head | None, int], people: int) -> Total | None:
    """What the public is told of the minutes by what they were for; nothing where few people noted any."""
    if people < FEWEST:
        return None
    order: list[Head | None] = [*Head, None]
    parts = tuple((head, given[head]) for head in order if given.get(head)) if people >= FEWEST_FOR_PARTS else ()
    return Total(sum(given.values()), people, parts)


def sees(shown_to: ShownTo, *, co_ordinator: bool, officer: bool, member: bool) -> bool:
    """Whether somebody of these kinds sees a profile shown to these."""
    if co_ordinator:
        return True
    if shown_to is ShownTo.OFFICERS:
        return officer
    return shown_to is ShownTo.MEMBERS and (officer or member)


def successor_reads(starts: date, on: date) -> bool:
    """Whether whoever follows from ``starts`` may read on a day what is handed over."""
    return starts - READ_BEFORE <= on < starts + READ_AFTER
