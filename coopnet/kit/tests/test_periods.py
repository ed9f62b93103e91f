from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coopnet.kit.periods import Period

DAYS = st.dates(date(2000, 1, 1), date(2030, 1, 1))
OPEN = st.none() | DAYS


@st.composite
def periods(draw: st.DrawFn) -> Period:
    starts = draw(OPEN)
    ends = draw(st.none() | (DAYS if starts is None else st.dates(starts + timedelta(1), date(2031, 1, 1))))
    return Period(starts, ends)


def test_the_first_day_is_in_and_the_last_is_out() -> None:
    period = Period(date(2026, 9, 1), date(2027, 9, 1))
    assert period.holds(date(2026, 9, 1))
    assert not period.holds(date(2027, 9, 1))


def test_a_period_ends_after_it_starts() -> None:
    with pytest.raises(ValueError, match="end after"):
        Period(date(2026, 9, 1), date(2026, 9, 1))


@given(periods(), periods())
def test_overlap_is_mutual(one: Period, other: Period) -> None:
    assert one.overlaps(other) == other.overlaps(one)


@given(periods(), periods(), DAYS)
def test_a_shared_day_is_an_overlap(one: Period, other: Period, day: date) -> None:
    if one.holds(day) and other.holds(day):
        assert one.overlaps(other)
