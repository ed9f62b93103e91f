"""Joining, moving, ending, coming back: every move tried, nothing overlaps, nothing is lost."""

from datetime import date, timedelta
from itertools import product

import pytest
from django.db import IntegrityError, connection, transaction

from coopnet.kit.basis import Basis
from coopnet.membership import queries, rules
from coopnet.membership.actions import allot, begin, cover, move, set_payer, succeed, take_back, uncover
from coopnet.membership.enums import Asked, State
from coopnet.membership.models import Coverage, Member, MembershipClass, Period, StateChange
from coopnet.membership.refusals import NotPossible
from coopnet.membership.tests import ground as on
from tests.controls import without_triggers

DAY = on.DAY
NEXT = DAY + timedelta(days=30)
# A way from the beginning to each state.
WAYS: dict[State, list[State]] = {
    State.AWAITING: [],
    State.CURRENT: [State.CURRENT],
    State.DUE: [State.CURRENT, State.DUE],
    State.GRACE: [State.CURRENT, State.DUE, State.GRACE],
    State.SUSPENDED: [State.CURRENT, State.SUSPENDED],
    State.LAPSED: [State.LAPSED],
    State.RESIGNED: [State.RESIGNED],
    State.CEASED: [State.CEASED],
    State.EXPELLED: [State.CURRENT, State.EXPELLED],
}


@pytest.fixture(autouse=True)
def full(db: None) -> MembershipClass:
    return on.ground()


def go(period: Period, to: State, day: date = NEXT) -> StateChange:
    return move(period=period, to=to, day=day, basis=on.BOARD, by=on.BY, at=on.AT)


def at(state: State) -> Period:
    period = on.joined(state=State.AWAITING)
    for place, step in enumerate(WAYS[state], 1):
        go(period, step, DAY + timedelta(days=place))
    return period


@pytest.mark.parametrize(("old", "new"), list(product(State, State)))
def test_every_move_is_made_or_refused_as_the_table_says(old: State, new: State) -> None:
    period = at(old)
    member = period.member
    if not rules.may_move(old, new):
        with pytest.raises(NotPossible, match="cannot become"):
            go(period, new)
        assert queries.standing(member, NEXT) is (None if old in rules.ENDED else old)
        return
    go(period, new)
    assert queries.standing(member, NEXT - timedelta(days=1)) is old
    assert queries.standing(member, NEXT) is (None if new in rules.ENDED else new)
    # What was true before stays true of the days before.
    assert queries.standing(member, DAY) is State.AWAITING


def test_the_tables_name_every_state() -> None:
    assert set(rules.MOVES) == set(State)
    assert set(rules.ASKED_MOVES) == set(Asked)
    assert {state for state, after in rules.MOVES.items() if not after} == rules.ENDED
    assert rules.ENDED.isdisjoint(rules.COUNTED)
    assert rules.WITH_RIGHTS < rules.COUNTED


def test_an_end_closes_what_follows_from_it_and_the_past_stays() -> None:
    period = on.joined()
    member = period.member
    set_payer(member=member, organisation=on.organisation(on.school("Lead")), starts=DAY, by=on.BY, at=on.AT)
    go(period, State.RESIGNED)
    assert queries.belonging(NEXT) == []
    (before,) = queries.counted(NEXT - timedelta(days=1))
    assert [school.name for school in before.schools] == [member.organisation.name]
    assert queries.payer(member, NEXT) == member.organisation
    assert queries.payer(member, DAY) != member.organisation


def test_whoever_left_comes_back_on_the_same_history() -> None:
    school = on.school()
    first = on.joined(school)
    go(first, State.RESIGNED)
    second = on.joined(school, starts=NEXT + timedelta(days=5))
    assert second.member == first.member
    assert Member.objects.count() == 1
    assert [period.pk for period, _ in queries.history(second.member)] == [second.pk, first.pk]
    assert queries.standing(second.member, NEXT + timedelta(days=2)) is None


@pytest.mark.parametrize("end", [State.CEASED, State.EXPELLED])
def test_after_some_endings_only_a_decision_lets_it_back(end: State) -> None:
    school = on.school()
    go(on.joined(school), end)
    with pytest.raises(NotPossible, match="recorded decision"):
        on.joined(school, starts=NEXT)
    begin(
        organisation=on.organisation(school), membership_class=MembershipClass.objects.get(slug="full"), starts=NEXT,
        schools=[school], basis=on.DECISION, by=on.BY, at=on.AT,
    )  # fmt: skip


def test_it_belongs_once_and_a_school_through_one_member() -> None:
    school = on.school()
    first = on.joined(school)
    with pytest.raises(NotPossible, match="belongs already"):
        on.joined(school, starts=NEXT)
    other = on.joined()
    with pytest.raises(NotPossible, match="belongs already, through"):
        cover(member=other.member, school=school, starts=NEXT, by=on.BY, at=on.AT)
    assert Coverage.objects.filter(establishment=school).count() == 1
    assert first.member != other.member


def test_a_successor_goes_on_by_an_act_and_never_by_itself() -> None:
    old, new = on.school("Old"), on.school("New Academy")
    period = on.joined(old)
    (coverage,) = period.member.coverage.all()
    assert queries.covering(new, NEXT) is None
    succeed(coverage=coverage, successor=new, on=NEXT, words="It became an academy.", by=on.BY, at=on.AT)
    assert queries.covering(old, NEXT) is None
    assert queries.covering(new, NEXT) == period.member
    assert queries.covering(old, NEXT - timedelta(days=1)) == period.member


def test_a_school_leaves_and_the_rest_of_the_trust_stays() -> None:
    trust = on.coop_trust()
    one, two = on.school("One", trust=trust), on.school("Two", trust=trust)
    period = begin(
        organisation=on.organisation(trust), membership_class=MembershipClass.objects.get(slug="full"), starts=DAY,
        schools=[one, two], basis=on.BOARD, state=State.CURRENT, by=on.BY, at=on.AT,
    )  # fmt: skip
    uncover(coverage=Coverage.objects.get(establishment=one), on=NEXT, words="It moved.", by=on.BY, at=on.AT)
    (now,) = queries.counted(NEXT)
    assert [school.id for school in now.schools] == [two.pk]
    with pytest.raises(NotPossible, match="after it began"):
        uncover(coverage=Coverage.objects.get(establishment=two), on=DAY, words="", by=on.BY, at=on.AT)
    assert period.member.coverage.count() == 2


@pytest.mark.parametrize("to", sorted(rules.BY_DECISION))
def test_no_right_is_taken_away_without_a_decision(to: State) -> None:
    period = on.joined()
    for basis in (None, Basis("minute", "", "", DAY)):
        with pytest.raises(NotPossible, match="decision"):
            move(period=period, to=to, day=NEXT, basis=basis, by=on.BY, at=on.AT)
    assert queries.standing(period.member, NEXT) is State.CURRENT


def test_days_go_forward_and_an_end_comes_after_the_first_day() -> None:
    period = on.joined()
    go(period, State.DUE)
    with pytest.raises(NotPossible, match="that day or a later"):
        go(period, State.CURRENT, NEXT - timedelta(days=1))
    with pytest.raises(NotPossible, match="a day at least"):
        go(on.joined(), State.RESIGNED, DAY)


def test_a_mistake_is_taken_back_and_both_stay_to_be_seen() -> None:
    period = on.joined()
    person = on.somebody(period.member)
    go(period, State.RESIGNED)
    back = take_back(period=period, words="The letter was about another school.", by=on.BY, at=on.AT)
    assert queries.standing(period.member, NEXT) is State.CURRENT
    assert [change.state for change in period.changes.order_by("pk")] == ["current", "resigned", "current"]
    assert queries.counted(NEXT)[0].schools
    assert back.correction
    assert person
    with pytest.raises(NotPossible, match="no change to take back"):
        take_back(period=period, words="", by=on.BY, at=on.AT)


def test_taking_an_end_back_opens_what_it_closed_and_nothing_else() -> None:
    trust = on.coop_trust()
    one, two = on.school("One", trust=trust), on.school("Two", trust=trust)
    period = begin(
        organisation=on.organisation(trust), membership_class=MembershipClass.objects.get(slug="full"), starts=DAY,
        schools=[one, two], basis=on.BOARD, state=State.CURRENT, by=on.BY, at=on.AT,
    )  # fmt: skip
    uncover(coverage=Coverage.objects.get(establishment=one), on=NEXT, words="It moved.", by=on.BY, at=on.AT)
    later = NEXT + timedelta(days=5)
    uncover(coverage=Coverage.objects.get(establishment=two), on=later, words="It will.", by=on.BY, at=on.AT)
    go(period, State.RESIGNED)
    take_back(period=period, words="", by=on.BY, at=on.AT)
    schools = [[school.id for school in found.schools] for day in (NEXT, later) for found in queries.counted(day)]
    assert schools == [[two.pk], []]


def test_an_end_is_not_taken_back_once_the_school_belongs_elsewhere() -> None:
    school = on.school()
    period = on.joined(school)
    go(period, State.RESIGNED)
    other = on.joined()
    cover(member=other.member, school=school, starts=NEXT, by=on.BY, at=on.AT)
    with pytest.raises(NotPossible, match="belongs elsewhere"):
        take_back(period=period, words="", by=on.BY, at=on.AT)
    assert queries.covering(school, NEXT) == other.member
    assert period.changes.count() == 2


@pytest.mark.parametrize(
    "sql",
    [
        "INSERT INTO membership_period (member_id, membership_class_id, starts, basis_kind, basis_key, basis_words, "
        "basis_day, certain, said) SELECT member_id, membership_class_id, '2026-07-01', '', '', '', basis_day, "
        "certain, said FROM membership_period",
        "INSERT INTO membership_coverage (member_id, establishment_id, starts, words) "
        "SELECT member_id, establishment_id, '2026-07-01', '' FROM membership_coverage",
        "UPDATE membership_statechange SET state = 'lapsed'",
        "DELETE FROM membership_statechange",
    ],
)
def test_the_database_itself_refuses(sql: str) -> None:
    on.joined()
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)
    # With the guard off, the same statement runs: it is the guard that refuses.
    table = sql.split()[1 if sql.startswith("UPDATE") else 2]
    without_triggers(table)
    with connection.cursor() as cursor:
        cursor.execute(sql)
        assert cursor.rowcount == 1


def test_shares_are_held_and_paid_for() -> None:
    member = on.joined().member
    allot(member=member, shares=1, paid_pence=100, on=DAY, by=on.BY, at=on.AT)
    assert member.holdings.get().paid_pence == 100
    with pytest.raises(NotPossible, match="one share"):
        allot(member=member, shares=0, paid_pence=0, on=DAY, by=on.BY, at=on.AT)


def test_numbers_of_the_register_have_no_gap_after_a_refusal() -> None:
    school = on.school()
    on.joined(school)
    with pytest.raises(NotPossible):
        on.joined(school)
    assert on.joined().member.number == 2


@pytest.mark.parametrize("state", list(State))
def test_a_school_is_shown_as_a_member_where_the_list_of_members_counts_it(state: State) -> None:
    period = at(state)
    school = period.member.coverage.get().establishment
    for day in [DAY - timedelta(days=1), *(DAY + timedelta(days=n) for n in range(4)), NEXT]:
        listed = {one.id: found.period.starts for found in queries.counted(day) for one in found.schools}
        shown = queries.shown(school, day)
        assert (shown.since if shown else None) == listed.get(school.pk), day


def test_a_school_of_a_trust_is_shown_since_it_was_covered_and_with_whom() -> None:
    trust = on.coop_trust()
    first, later = on.school(trust=trust), on.school(trust=trust)
    period = begin(
        organisation=on.organisation(trust), membership_class=MembershipClass.objects.get(slug="full"), starts=DAY,
        schools=[first], basis=on.BOARD, state=State.CURRENT, by=on.BY, at=on.AT,
    )  # fmt: skip
    cover(member=period.member, school=later, starts=NEXT, by=on.BY, at=on.AT)
    assert queries.shown(first, NEXT) == queries.Shown(DAY, trust.name)
    assert queries.shown(later, NEXT) == queries.Shown(NEXT, trust.name)
    assert queries.shown(later, NEXT - timedelta(days=1)) is None
    assert queries.shown(on.school(), NEXT) is None
