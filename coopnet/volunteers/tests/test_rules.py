"""Who sees what, which total is told, and how long a successor reads."""

from datetime import date, timedelta

import pytest

from coopnet.volunteers.enums import Head, ShownTo
from coopnet.volunteers.rules import READ_AFTER, READ_BEFORE, sees, successor_reads, told, year_of


@pytest.mark.parametrize(
    "shown_to, seen_by",
    [
        (ShownTo.CO_ORDINATOR, {"co_ordinator"}),
        (ShownTo.OFFICERS, {"co_ordinator", "officer"}),
        (ShownTo.MEMBERS, {"co_ordinator", "officer", "member"}),
    ],
)
def test_a_profile_is_seen_by_those_whom_its_owner_chose(shown_to: ShownTo, seen_by: set[str]) -> None:
    for kind in ("co_ordinator", "officer", "member", "nobody"):
        are = {name: name == kind for name in ("co_ordinator", "officer", "member")}
        assert sees(shown_to, **are) == (kind in seen_by), kind


def test_no_total_of_few_people_and_no_parts_of_less_than_ten() -> None:
    given: dict[Head | None, int] = {Head.VOICE: 60, None: 30}
    assert told(given, 4) is None
    five = told(given, 5)
    assert five
    assert (five.minutes, five.people, five.parts) == (90, 5, ())
    ten = told(given, 10)
    assert ten
    assert ten.parts == ((Head.VOICE, 60), (None, 30))


def test_the_year_is_that_of_schools() -> None:
    assert year_of(date(2026, 8, 31)) == date(2025, 9, 1)
    assert year_of(date(2026, 9, 1)) == date(2026, 9, 1)


def test_a_successor_reads_from_a_month_before_for_four_months() -> None:
    first = date(2026, 9, 1)
    assert not successor_reads(first, first - READ_BEFORE - timedelta(days=1))
    assert successor_reads(first, first - READ_BEFORE)
    assert successor_reads(first, first + READ_AFTER - timedelta(days=1))
    assert not successor_reads(first, first + READ_AFTER)
