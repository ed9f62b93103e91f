"""School days: what an authority or a trust says its terms are, and days counted in them."""

from dataclasses import dataclass
from datetime import date, timedelta

from coopnet.calendars.days import is_working_day

_DAY = timedelta(days=1)


class NoTermKnown(ValueError):
    """The calendar does not reach so far; the text says up to which day it does."""


@dataclass(frozen=True, slots=True)
class TermCalendar:
    """Terms as (first day, last day), both school days, in order; ``closed`` are half-terms' and other days off."""

    terms: tuple[tuple[date, date], ...]
    closed: frozenset[date] = frozenset()

    def __post_init__(self) -> None:
        for first, last in self.terms:
            if last < first:
                raise ValueError(f"A term must end after it begins: {first} to {last}.")
        for (_, last), (following, _) in zip(self.terms, self.terms[1:], strict=False):
            if following <= last:
                raise ValueError(f"Terms must come one after the other: one ends {last}, the next begins {following}.")

    def is_school_day(self, day: date) -> bool:
        """Inside a term, a working day, and not closed."""
        return is_working_day(day) and day not in self.closed and any(a <= day <= b for a, b in self.terms)

    def after_school_days(self, since: date, count: int) -> date:
        """The last of ``count`` school days that follow ``since``. Raises NoTermKnown past the last term."""
        end = self.terms[-1][1] if self.terms else since
        day = since
        while count > 0:
            day += _DAY
            if day > end:
                raise NoTermKnown(f"No term is known after {end}. Add the next terms to the calendar.")
            count -= self.is_school_day(day)
        return day
