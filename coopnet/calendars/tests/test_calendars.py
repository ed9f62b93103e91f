"""Days as rules count them, against days that were published."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coopnet.calendars import bank_holidays, days
from coopnet.calendars.terms import NoTermKnown, TermCalendar

# As published by the government for England and Wales.
PUBLISHED = {
    2011: "01-03 04-22 04-25 04-29 05-02 05-30 08-29 12-26 12-27",
    2012: "01-02 04-06 04-09 05-07 06-04 06-05 08-27 12-25 12-26",
    2016: "01-01 03-25 03-28 05-02 05-30 08-29 12-26 12-27",
    2020: "01-01 04-10 04-13 05-08 05-25 08-31 12-25 12-28",
    2021: "01-01 04-02 04-05 05-03 05-31 08-30 12-27 12-28",
    2022: "01-03 04-15 04-18 05-02 06-02 06-03 08-29 09-19 12-26 12-27",
    2023: "01-02 04-07 04-10 05-01 05-08 05-29 08-28 12-25 12-26",
    2024: "01-01 03-29 04-01 05-06 05-27 08-26 12-25 12-26",
    2025: "01-01 04-18 04-21 05-05 05-26 08-25 12-25 12-26",
    2026: "01-01 04-03 04-06 05-04 05-25 08-31 12-25 12-28",
    2027: "01-01 03-26 03-29 05-03 05-31 08-30 12-27 12-28",
}
DAYS = st.dates(date(1978, 1, 1), date(2099, 12, 31))


@pytest.mark.parametrize("year", PUBLISHED)
def test_bank_holidays_are_those_published(year: int) -> None:
    assert [f"{day:%m-%d}" for day in bank_holidays.in_year(year)] == PUBLISHED[year].split()


@given(st.integers(1978, 2199))
def test_every_year_has_eight_weekdays_at_least(year: int) -> None:
    held = bank_holidays.in_year(year)
    assert len(held) >= 8
    assert all(day.weekday() < 5 and day.year == year for day in held)


def test_a_day_proclaimed_later_can_be_given() -> None:
    day = date(2030, 6, 12)
    assert days.is_working_day(day)
    assert not days.is_working_day(day, frozenset({day}))


@given(DAYS, st.integers(0, 60))
def test_counting_on_and_counting_up_agree(since: date, count: int) -> None:
    until = days.after_working_days(since, count)
    assert days.working_days(since, until) == count
    assert count == 0 or days.is_working_day(until)


def test_working_days_only_go_forward() -> None:
    with pytest.raises(ValueError, match="forward"):
        days.after_working_days(date(2026, 1, 1), -1)


def test_clear_days_count_neither_end() -> None:
    # Served on the 1st for the 16th: the 2nd to the 15th are fourteen.
    assert days.clear_days(date(2026, 6, 1), date(2026, 6, 16)) == 14
    assert days.clear_days(date(2026, 6, 1), date(2026, 6, 1)) == 0


@given(DAYS, st.integers(0, 60))
def test_the_last_day_to_serve_is_just_enough(held: date, clear: int) -> None:
    served = days.last_day_to_serve(held, clear)
    assert days.clear_days(served, held) == clear
    assert days.first_day_to_hold(served, clear) == held
    assert days.clear_days(served + timedelta(days=1), held) < clear or clear == 0


@pytest.mark.parametrize(
    ("day", "count", "then"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2027, 11, 30), 3, date(2028, 2, 29)),
        (date(2026, 5, 29), 3, date(2026, 8, 29)),
        (date(2026, 12, 15), 1, date(2027, 1, 15)),
        (date(2026, 11, 15), 1, date(2026, 12, 15)),
        (date(2026, 3, 31), -1, date(2026, 2, 28)),
        (date(2026, 8, 31), 0, date(2026, 8, 31)),
    ],
)
def test_months_on(day: date, count: int, then: date) -> None:
    assert days.after_months(day, count) == then


AUTUMN = TermCalendar(
    ((date(2026, 9, 2), date(2026, 10, 23)), (date(2026, 11, 2), date(2026, 12, 18))), frozenset({date(2026, 9, 2)})
)


def test_school_days_leave_out_holidays_weekends_and_closed_days() -> None:
    assert not AUTUMN.is_school_day(date(2026, 9, 2))
    assert AUTUMN.is_school_day(date(2026, 9, 3))
    assert not AUTUMN.is_school_day(date(2026, 10, 28))
    # Two school days after Thursday 22 October: Friday, then Monday 2 November.
    assert AUTUMN.after_school_days(date(2026, 10, 22), 2) == date(2026, 11, 2)


def test_past_the_last_term_it_says_so() -> None:
    with pytest.raises(NoTermKnown, match="2026-12-18"):
        AUTUMN.after_school_days(date(2026, 12, 17), 2)


@pytest.mark.parametrize(
    "terms",
    [
        ((date(2026, 9, 2), date(2026, 9, 1)),),
        ((date(2026, 9, 2), date(2026, 10, 23)), (date(2026, 10, 23), date(2026, 12, 18))),
    ],
)
def test_terms_stand_in_order(terms: tuple[tuple[date, date], ...]) -> None:
    with pytest.raises(ValueError, match=r"(?i)term"):
        TermCalendar(terms)
