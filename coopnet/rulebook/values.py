"""What a clause says, as a value that rules can reckon with, and in words that people read. Pure.

``read`` is the only way from stored data to a value: whatever it refuses is never kept.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from coopnet.calendars.days import after_months, after_working_days, first_day_to_hold
from coopnet.rulebook.enums import UNIT_WORDS, Kind, Unit


class Unreadable(ValueError):
    """The value is not one of its kind; the text says what is expected."""


@dataclass(frozen=True, slots=True)
class Duration:
    """A length of time in one unit."""

    count: int
    unit: Unit

    def after(self, day: date) -> date:
        """The first day on which it has passed since ``day``. School days and terms of office need a calendar."""
        if self.unit is Unit.CLEAR_DAYS:
            return first_day_to_hold(day, self.count)
        if self.unit is Unit.WORKING_DAYS:
            return after_working_days(day, self.count)
        if self.unit is Unit.DAYS:
            return date.fromordinal(day.toordinal() + self.count)
        if self.unit in (Unit.MONTHS, Unit.YEARS):
            return after_months(day, self.count * (12 if self.unit is Unit.YEARS else 1))
        raise ValueError(f"{self.unit.value} are counted by a calendar of terms.")


@dataclass(frozen=True, slots=True)
class Combine:
    """A number and a share of those entitled, of which the greater or the lesser counts."""

    number: int
    percent: int
    greater: bool

    def of(self, entitled: int) -> int:
        """The number for so many entitled; a share is rounded up, since part of a member cannot be present."""
        share = -(-entitled * self.percent // 100)
        return max(self.number, share) if self.greater else min(self.number, share)


@dataclass(frozen=True, slots=True)
class Majority:
    """A share of the votes cast, or of all entitled, to be passed or reached; ``turnout`` in per cent or 0."""

    percent: int
    reached: bool
    of_all: bool
    turnout: int

    def carried(self, *, votes_for: int, cast: int, entitled: int) -> bool:
        """Whether so many votes carry it. Nobody voting carries nothing."""
        base = entitled if self.of_all else cast
        if base <= 0 or votes_for <= 0 or cast * 100 < self.turnout * entitled:
            return False
        return votes_for * 100 >= self.percent * base if self.reached else votes_for * 100 > self.percent * base


@dataclass(frozen=True, slots=True)
class Season:
    """Days of every year from one to another, both within; it may run over New Year. Days as (month, day)."""

    first: tuple[int, int]
    last: tuple[int, int]

    def holds(self, day: date) -> bool:
        """Whether the day lies in it."""
        this = (day.month, day.day)
        if self.first <= self.last:
            return self.first <= this <= self.last
        return this >= self.first or this <= self.last


@dataclass(frozen=True, slots=True)
class Seats:
    """So many seats of a kind: for each region or in all, filled in one way."""

    title: str
    number: int
    each_region: bool
    how: str
    votes: bool


Value = int | str | bool | Duration | Combine | Majority | Season | tuple[Seats, ...] | tuple[int, ...]


def _whole(data: Any, least: int, most: int) -> int:
    if not isinstance(data, int) or isinstance(data, bool) or not least <= data <= most:
        raise Unreadable(f"Give a whole number from {least} to {most}.")
    return data


def _keys(data: Any, needed: set[str], allowed: set[str]) -> Mapping[str, Any]:
    if not isinstance(data, dict) or not needed <= set(data) <= needed | allowed:
        raise Unreadable(f"Give {', '.join(sorted(needed))}, and nothing else but {', '.join(sorted(allowed)) or '-'}.")
    return data


def _duration(data: Any) -> Duration:
    given = _keys(data, {"count", "unit"}, set())
    if given["unit"] not in set(Unit):
        raise Unreadable(f"Count in one of: {', '.join(unit.value for unit in Unit)}.")
    return Duration(_whole(given["count"], 0, 3660), Unit(given["unit"]))


def _combine(data: Any) -> Combine:
    given = _keys(data, {"min", "percent", "combine"}, {"base"})
    if given["combine"] not in ("max", "min"):
        raise Unreadable("Say whether the greater (max) or the lesser (min) counts.")
    return Combine(_whole(given["min"], 0, 100_000), _whole(given["percent"], 0, 100), given["combine"] == "max")


def _majority(data: Any) -> Majority:
    given = _keys(data, {"percent", "reached"}, {"of_all", "turnout"})
    flags = (given["reached"], given.get("of_all", False))
    if not all(isinstance(flag, bool) for flag in flags):
        raise Unreadable("Say yes or no to whether the share is enough when it is just reached.")
    return Majority(_whole(given["percent"], 0, 100), *flags, _whole(given.get("turnout", 0), 0, 100))


def _season(data: Any) -> Season:
    given = _keys(data, {"first", "last"}, set())
    ends = []
    for part in (given["first"], given["last"]):
        try:
            day = date.fromisoformat(f"2024-{part}")  # a leap year, so that 29 February is a day
        except (ValueError, TypeError) as error:
            raise Unreadable("Write a day of the year as month and day, like 07-15.") from error
        ends.append((day.month, day.day))
    return Season(ends[0], ends[1])


def _seats(data: Any) -> tuple[Seats, ...]:
    if not isinstance(data, list):
        raise Unreadable("Give a list of seats.")
    found = []
    for row in data:
        given = _keys(row, {"title", "number", "how"}, {"each_region", "votes"})
        found.append(
            Seats(
                _text(given["title"]),
                _whole(given["number"], 1, 100),
                bool(given.get("each_region", False)),
                _text(given["how"]),
                bool(given.get("votes", True)),
            )
        )
    return tuple(found)


def _text(data: Any) -> str:
    if not isinstance(data, str) or not data.strip() or len(data) > 4000:
        raise Unreadable("Write the words of the clause, in at most 4000 letters.")
    return data


def _boolean(data: Any) -> bool:
    if not isinstance(data, bool):
        raise Unreadable("Say yes or no.")
    return data


def _integers(data: Any) -> tuple[int, ...]:
    if not isinstance(data, list) or len(data) > 20:
        raise Unreadable("Give a list of at most 20 whole numbers.")
    return tuple(_whole(one, 0, 3660) for one in data)


_READ: dict[Kind, Callable[[Any], Value]] = {
    Kind.INTEGER: lambda data: _whole(data, 0, 100_000),
    Kind.PERCENT: lambda data: _whole(data, 0, 100),
    Kind.COMBINE: _combine,
    Kind.DURATION: _duration,
    Kind.MAJORITY: _majority,
    Kind.ENUM: _text,
    Kind.SEATS: _seats,
    Kind.BOOLEAN: _boolean,
    Kind.TEXT: _text,
    Kind.INTEGERS: _integers,
    Kind.SEASON: _season,
}


def read(kind: Kind, data: Any) -> Value:
    """Stored data as a value of its kind. Raises Unreadable with a sentence."""
    return _READ[kind](data)


_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip


def _say_majority(value: Majority) -> str:
    of = "of all who may vote" if value.of_all else "of the votes cast"
    said = f"{'at least' if value.reached else 'more than'} {value.percent} per cent {of}"
    return f"{said}, with {value.turnout} per cent taking part" if value.turnout else said


def _say_seat(seat: Seats) -> str:
    number = f"{seat.number} for each region" if seat.each_region else str(seat.number)
    return f"{seat.title}: {number}, {seat.how}" + ("" if seat.votes else ", without a vote")


def say(value: Value, kind: Kind) -> str:
    """The value in words. What is a word already stays as it is."""
    match value:
        case bool():
            return "yes" if value else "no"
        case int():
            return f"{value} per cent" if kind is Kind.PERCENT else str(value)
        case str():
            return value
        case Duration():
            one, many = UNIT_WORDS[value.unit]
            return f"{value.count} {one if value.count == 1 else many}"
        case Combine():
            which = "greater" if value.greater else "lesser"
            return f"{value.number} or {value.percent} per cent, whichever is the {which}"
        case Majority():
            return _say_majority(value)
        case Season():
            first, last = value.first, value.last
            begins = f"{first[1]} {_MONTHS[first[0] - 1]}"
            return begins if first == last else f"from {begins} to {last[1]} {_MONTHS[last[0] - 1]}"
        case _:
            return "; ".join(_say_seat(one) if isinstance(one, Seats) else str(one) for one in value) or "none"
