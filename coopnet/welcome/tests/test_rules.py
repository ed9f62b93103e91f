"""When a letter is due, who stands still, which school is most alike."""

from datetime import date, timedelta

import pytest

from coopnet.welcome.rules import Alike, Site, Standing, alike, asks, letter_due, runs, stands_still

FIRST = date(2026, 6, 1)


@pytest.mark.parametrize(
    ("after", "week"),
    [(-1, None), (0, None), (1, None), (2, 1), (36, 1), (37, 6), (78, 6), (79, 12), (89, 12), (90, None), (400, None)],
)
def test_three_letters_are_due_and_none_before_the_first_day_or_after_the_last(after: int, week: int | None) -> None:
    assert letter_due(FIRST, FIRST + timedelta(days=after)) == week


def test_ninety_days_and_not_one_more() -> None:
    days = [FIRST + timedelta(days=n) for n in range(-5, 200)]
    assert sum(runs(FIRST, day) for day in days) == 90
    assert sum(asks(FIRST, day) for day in days) == 41


@pytest.mark.parametrize(("after", "done", "still"), [(13, False, False), (14, False, True), (50, True, False)])
def test_a_step_that_is_open_two_weeks_after_its_day_stands_still(after: int, done: bool, still: bool) -> None:
    assert stands_still([Standing(FIRST, done)], FIRST + timedelta(days=after)) is still


def test_the_same_phase_comes_before_what_is_nearer_and_what_has_no_place_comes_last() -> None:
    new = [Site("Primary", 0, 0)]
    far, near = [Site("Primary", 16_090, 0)], [Site("Secondary", 0, 1609)]
    found = [alike(new, far), alike(new, near), alike(new, [Site("Primary")])]
    assert found == [Alike(True, 10), Alike(False, 1), Alike(True, None)]
    assert sorted((one for one in found if one), key=lambda one: one.order) == [found[0], found[2], found[1]]


def test_of_a_trust_the_most_alike_pair_counts_and_nobody_without_a_school_is_like_anybody() -> None:
    trust = [Site("Secondary", 0, 0), Site("Primary", 0, 32_180)]
    assert alike(trust, [Site("Primary", 0, 0)]) == Alike(True, 20)
    assert alike([], trust) is None
    assert alike([Site("")], [Site("")]) == Alike(False, None), "two unknown phases are not the same"
