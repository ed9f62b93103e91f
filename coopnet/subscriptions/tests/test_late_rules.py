"""When a late member is reminded and when its membership ends: each guard tried, and any history beside the law."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coopnet.membership.enums import State
from coopnet.membership.rules import may_move
from coopnet.rulebook.enums import Unit
from coopnet.rulebook.values import Duration, Season
from coopnet.subscriptions.renewals.rules import LOOK_AHEAD, Late, Policy, ends_on, reminder, state_by, why_not_yet

DUE = date(2026, 5, 28)
POLICY = Policy((14, 30, 60), Duration(3, Unit.MONTHS), Season((7, 15), (9, 10)), needs_records=True)
LATE = Late(DUE, State.GRACE, reach=date(2026, 9, 13), looked=date(2026, 9, 12))
LAST = date(2026, 9, 14)


def day(count: int) -> date:
    return DUE + timedelta(days=count)


@pytest.mark.parametrize(("after", "number"), [(0, None), (13, None), (14, 1), (29, 1), (30, 2), (60, 3), (400, 3)])
def test_the_reminder_of_a_day_is_the_last_whose_time_has_come(after: int, number: int | None) -> None:
    assert reminder(Late(DUE, State.DUE), POLICY, day(after)) == number


def test_a_reminder_comes_once_and_not_on_the_heels_of_another() -> None:
    assert reminder(Late(DUE, State.DUE, ((1, day(14)),)), POLICY, day(20)) is None
    assert reminder(Late(DUE, State.DUE, ((1, day(27)),)), POLICY, day(30)) is None
    assert reminder(Late(DUE, State.DUE, ((1, day(27)),)), POLICY, day(34)) == 2
    assert reminder(Late(DUE, State.DUE, ((3, day(60)),)), POLICY, day(35)) is None


def test_a_promise_is_waited_for_to_its_last_day() -> None:
    late = Late(DUE, State.DUE, promised=day(20))
    assert reminder(late, POLICY, day(20)) is None
    assert reminder(late, POLICY, day(21)) == 1


@pytest.mark.parametrize(
    ("state", "after", "then"),
    [
        (State.CURRENT, 0, State.CURRENT),
        (State.CURRENT, 1, State.DUE),
        (State.CURRENT, 90, State.DUE),
        (State.DUE, 59, State.DUE),
        (State.DUE, 60, State.GRACE),
        (State.GRACE, 61, State.GRACE),
        (State.AWAITING, 99, State.AWAITING),
    ],
)
def test_how_it_stands_while_unpaid(state: State, after: int, then: State) -> None:
    assert state_by(Late(DUE, state), POLICY, day(after)) is then


def test_membership_ends_three_months_after_and_past_the_summer() -> None:
    assert ends_on(DUE, POLICY) == date(2026, 9, 11)
    assert ends_on(date(2026, 1, 31), POLICY) == date(2026, 4, 30)


def test_all_guards_open_and_it_ends() -> None:
    assert why_not_yet(LATE, POLICY, LAST) == ""


@pytest.mark.parametrize(
    ("late", "on", "words"),
    [
        (LATE, date(2026, 9, 10), "Its time is not over."),
        (replace(LATE, due=date(2026, 3, 1)), date(2026, 7, 15), "Nothing ends in these weeks."),
        (replace(LATE, promised=LAST), LAST, "It has promised to pay."),
        (replace(LATE, reach=None), LAST, "The bank records do not reach that day yet."),
        (replace(LATE, reach=date(2026, 9, 10)), LAST, "The bank records do not reach that day yet."),
        (replace(LATE, looked=None), LAST, "Nobody has looked at it yet."),
        (replace(LATE, looked=date(2026, 8, 1)), LAST, "Nobody has looked at it yet."),
    ],
)
def test_each_guard_alone_keeps_it(late: Late, on: date, words: str) -> None:
    assert why_not_yet(late, POLICY, on) == words


def test_rules_without_bank_records_ask_for_none() -> None:
    assert why_not_yet(replace(LATE, reach=None), replace(POLICY, needs_records=False), LAST) == ""


days = st.dates(date(2025, 1, 1), date(2029, 12, 31))


@given(
    due=days, on=days, state=st.sampled_from(list(State)), reach=st.none() | days, looked=st.none() | days,
    promised=st.none() | days,
)  # fmt: skip
def test_whatever_the_history_an_end_is_lawful_and_a_move_exists(
    due: date, on: date, state: State, reach: date | None, looked: date | None, promised: date | None
) -> None:
    late = Late(due, state, promised=promised, reach=reach, looked=looked)
    then = state_by(late, POLICY, on)
    assert then is state or may_move(state, then)
    if why_not_yet(late, POLICY, on):
        return
    months = (on.year - due.year) * 12 + on.month - due.month
    assert months >= 3
    assert not (7, 15) <= (on.month, on.day) <= (9, 10)
    assert promised is None or promised < on
    assert reach is not None
    assert reach >= ends_on(due, POLICY)
    assert looked is not None
    assert looked + LOOK_AHEAD >= ends_on(due, POLICY)
