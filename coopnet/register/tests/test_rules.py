"""What counts as a change, and which names sound co-operative."""

import pytest
from hypothesis import given
from hypothesis.strategies import text

from coopnet.register import rules
from coopnet.register.enums import ChangeKind


@pytest.mark.parametrize(
    "name",
    [
        *(
            "Co-operative College",
            "Co-Operative Trust",
            "Cooperative School",
            "Co Operative Trust",
            "Co-op Academy Leeds",
        ),
        *("Culm Co=operative Learning Partnership", "The Caradon Co_Operative Trust", "*Co-op Brent Knoll", "CO-OP"),
        *("The Voyager Learning Cooperative", "A Co–operative Trust", "Schools Co-ops", "(Co-operation) Trust"),
    ],
)
def test_real_spellings_sound_co_operative(name: str):
    assert rules.sounds_cooperative(name)


@pytest.mark.parametrize(
    "name", ["Cooper School", "The Coopers’ Company School", "Coopersale Primary", "Scoop", "Co-opted", "Chicopee", ""]
)
def test_coopers_and_others_do_not(name: str):
    assert not rules.sounds_cooperative(name)


@given(text(max_size=30))
def test_folding_twice_is_folding_once(name: str):
    assert rules.fold(rules.fold(name)) == rules.fold(name)


def test_names_fold_alike_where_files_spell_them_differently():
    assert rules.fold_authority("Bristol, City of") == rules.fold_authority("Bristol City of")
    assert rules.fold_group("Co-operative Academies Trust, The") == rules.fold_group(
        "THE CO-OPERATIVE ACADEMIES  TRUST"
    )


def test_a_name_is_renamed_or_only_respelled():
    assert rules.name_difference("A  School", "a school").kind is ChangeKind.RESPELLED  # type: ignore[union-attr]  # there
    assert rules.name_difference("A School", "B School").kind is ChangeKind.RENAMED  # type: ignore[union-attr]  # as above
    assert rules.name_difference("A School", "A School") is None


def test_a_close_date_closes_and_its_absence_reopens():
    before = {"name": "A", "close_date": None, "status_name": "Open", "town": "X"}
    after = {"name": "B", "close_date": "2026-08-31", "status_name": "Closed", "town": "Y"}
    found = {one.kind: one for one in rules.school_differences(before, after)}
    assert set(found) == {ChangeKind.RENAMED, ChangeKind.CLOSED, ChangeKind.AMENDED}
    assert found[ChangeKind.CLOSED].after == {"close_date": "2026-08-31", "status_name": "Closed"}
    assert found[ChangeKind.AMENDED].before == {"town": "X"}
    back = {one.kind for one in rules.school_differences(after, before)}
    assert ChangeKind.REOPENED in back


def test_a_moved_close_date_neither_closes_nor_reopens():
    found = rules.school_differences({"close_date": "2026-08-31"}, {"close_date": "2027-08-31"})
    assert [one.kind for one in found] == [ChangeKind.AMENDED]


def test_a_column_that_only_one_file_has_changes_nothing():
    assert rules.school_differences({"name": "A", "town": "X"}, {"name": "A"}) == []


def test_an_academy_joins_leaves_or_moves():
    one, other, none = frozenset({"1"}), frozenset({"2"}), frozenset[str]()
    assert rules.trust_difference(none, one) is ChangeKind.JOINED_TRUST
    assert rules.trust_difference(one, none) is ChangeKind.LEFT_TRUST
    assert rules.trust_difference(one, other) is ChangeKind.MOVED_TRUST
    assert rules.trust_difference(one, one) is None
