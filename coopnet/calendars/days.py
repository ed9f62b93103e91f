"""Counting days as rules and statutes count them. Everything is half-open or says which ends it counts."""

from datetime import date, timedelta

from coopnet.calendars.bank_holidays import is_bank_holiday

_DAY = timedelta(days=1)
NONE: frozenset[date] = frozenset()


def is_working_day(day: date, extra: frozenset[date] = NONE) -> bool:
    """Monday to Friday and no bank holiday of England and Wales, nor a day of ``extra``."""
    return day.weekday() < 5 and not is_bank_holiday(day, extra)


def after_working_days(since: date, count: int, extra: frozenset[date] = NONE) -> date:
    """The last of ``count`` working days that follow ``since``; ``since`` itself does not count. 0 is ``since``."""
    if count < 0:
        raise ValueError("Count working days forward.")
    day = since
    while count:
        day += _DAY
        count -= is_working_day(day, extra)
    return day


def working_days(since: date, until: date, extra: frozenset[date] = NONE) -> int:
    """Working days from the day after ``since`` up to and with ``until``; 0 when ``until`` is not later."""
    return sum(is_working_day(since + n * _DAY, extra) for n in range(1, (until - since).days + 1))


def clear_days(served: date, held: date) -> int:
    """Whole days between a notice and what it is for: neither the day of service nor the day itself counts."""
    return max(0, (held - served).days - 1)


def last_day_to_serve(held: date, clear: int) -> date:
    """The last day on which a notice of so many clear days can be served."""
    return held - (clear + 1) * _DAY


def first_day_to_hold(served: date, clear: int) -> date:
    """The first day on which a thing may happen, when its notice of so many clear days is served on ``served``."""
    return served + (clear + 1) * _DAY


def after_months(day: date, count: int) -> date:
    """The same day of the month so many months on, or the last day of a shorter month (31 January + 1: 28 February)."""
    years, month = divmod(day.month - 1 + count, 12)
    following = date(day.year + years + (month == 11), (month + 1) % 12 + 1, 1)
    return min(date(day.year + years, month + 1, 1) + (day.day - 1) * _DAY, following - _DAY)
