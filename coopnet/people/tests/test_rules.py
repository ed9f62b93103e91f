"""Names as they are searched, and periods that may stand beside each other."""

from datetime import date

from coopnet.kit.periods import Period
from coopnet.people.rules import clash, fold, may_end


def test_a_name_is_found_without_accents_case_or_punctuation() -> None:
    assert fold("Zoë  O’Neill-Brown") == "zoe oneill brown"


def test_a_name_of_signs_alone_folds_to_nothing() -> None:
    assert fold(" -- ’ ") == ""


def test_the_same_role_may_follow_on_the_day_it_ended() -> None:
    assert clash(Period(date(2026, 9, 1)), [Period(date(2025, 9, 1), date(2026, 9, 1))]) is None


def test_the_same_role_may_not_share_a_day() -> None:
    found = clash(Period(date(2026, 8, 31)), [Period(date(2025, 9, 1), date(2026, 9, 1))])
    assert found is not None
    assert "since 2025-09-01 until 2026-09-01" in found.reason


def test_a_role_cannot_end_on_its_first_day_or_be_made_longer() -> None:
    start, end = date(2026, 1, 1), date(2026, 6, 1)
    assert may_end(starts=start, ends=None, on=start)
    assert may_end(starts=start, ends=end, on=date(2026, 7, 1))
    assert not may_end(starts=start, ends=end, on=date(2026, 5, 1))
