"""Bank holidays of England and Wales, computed from the rules that set them.

Source: Banking and Financial Dealings Act 1971, Schedule 1, for the regular ones and their substitutes (Good Friday
and Christmas Day are common-law holidays), and royal proclamations for New Year's Day, the early May day and the days
of single years. A day proclaimed after this was written is given by the network: every function takes ``extra``.
"""

from datetime import date, timedelta
from functools import cache

MONDAY = 0
_DAY = timedelta(days=1)

# Days of one year alone, by proclamation.
_SINGLE = {
    date(1999, 12, 31): "Millennium",
    date(2002, 6, 3): "Golden Jubilee",
    date(2011, 4, 29): "Royal wedding",
    date(2012, 6, 5): "Diamond Jubilee",
    date(2022, 6, 3): "Platinum Jubilee",
    date(2022, 9, 19): "State funeral",
    date(2023, 5, 8): "Coronation",
}
# Regular holidays that one year moved: (year, name) -> the day it was held.
_MOVED = {
    (1995, "Early May bank holiday"): date(1995, 5, 8),
    (2020, "Early May bank holiday"): date(2020, 5, 8),
    (2002, "Spring bank holiday"): date(2002, 6, 4),
    (2012, "Spring bank holiday"): date(2012, 6, 4),
    (2022, "Spring bank holiday"): date(2022, 6, 2),
}


def easter(year: int) -> date:
    """Easter Sunday of the Gregorian calendar (the method of Meeus, Jones and Butcher)."""
    golden, century, rest = year % 19, year // 100, year % 100
    epact = (19 * golden + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    week = (32 + 2 * (century % 4) + 2 * (rest // 4) - epact - rest % 4) % 7
    shift = (golden + 11 * epact + 22 * week) // 451
    month, day = divmod(epact + week - 7 * shift + 114, 31)
    return date(year, month, day + 1)


def _first_monday(year: int, month: int) -> date:
    first = date(year, month, 1)
    return first + timedelta(days=(MONDAY - first.weekday()) % 7)


def _last_monday(year: int, month: int) -> date:
    last = date(year, month, 31)  # only asked of May and August
    return last - timedelta(days=(last.weekday() - MONDAY) % 7)


def _not_weekend(day: date, taken: frozenset[date] = frozenset()) -> date:
    """The day itself, or the next weekday that is not taken already."""
    while day.weekday() >= 5 or day in taken:
        day += _DAY
    return day


@cache
def in_year(year: int) -> dict[date, str]:
    """The bank holidays of a year from 1978 on, with their names. A weekend's is held on the next free weekday."""
    christmas = _not_weekend(date(year, 12, 25))
    boxing = _not_weekend(date(year, 12, 26), frozenset({christmas}))
    if date(year, 12, 26).weekday() == 0:  # Christmas Day on a Sunday: Boxing Day keeps its Monday
        christmas, boxing = date(year, 12, 27), date(year, 12, 26)
    regular = {
        "New Year’s Day": _not_weekend(date(year, 1, 1)),
        "Good Friday": easter(year) - 2 * _DAY,
        "Easter Monday": easter(year) + _DAY,
        "Early May bank holiday": _first_monday(year, 5),
        "Spring bank holiday": _last_monday(year, 5),
        "Summer bank holiday": _last_monday(year, 8),
        "Christmas Day": christmas,
        "Boxing Day": boxing,
    }
    held = {_MOVED.get((year, name), day): name for name, day in regular.items()}
    held |= {day: name for day, name in _SINGLE.items() if day.year == year}
    return dict(sorted(held.items()))


def is_bank_holiday(day: date, extra: frozenset[date] = frozenset()) -> bool:
    """Whether the day is one, by rule or among the days given."""
    return day in extra or day in in_year(day.year)
