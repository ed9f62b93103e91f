"""Who may do what and why; pure, with every office and act tried."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coopnet.bodies import rules
from coopnet.bodies.enums import Office, Scope
from coopnet.bodies.rules import OFFICES, TermFacts, grounds, overlap, regions_for

DAY = date(2026, 9, 1)


def western(office: Office = Office.AMBASSADOR, starts: date = date(2025, 9, 1), ends: date | None = None) -> TermFacts:
    return TermFacts(office, "west", "Western", starts, ends)


def test_a_yes_says_which_office_and_its_last_day() -> None:
    (ground,) = grounds([western(ends=date(2027, 9, 1))], "people.see", regions=frozenset({"west"}), on=DAY)
    assert ground.allowed
    assert ground.reason == "You are ambassador of the Western region until 31 August 2027."


def test_the_last_day_counts_and_the_next_does_not() -> None:
    term = western(ends=date(2026, 9, 2))
    assert grounds([term], "people.see", regions=None, on=date(2026, 9, 1))[0].allowed
    (ground,) = grounds([term], "people.see", regions=None, on=date(2026, 9, 2))
    assert not ground.allowed
    assert ground.reason == "Your time as ambassador of the Western region ended on 1 September 2026."


def test_a_term_to_come_gives_nothing_yet() -> None:
    (ground,) = grounds([western(starts=date(2027, 1, 1))], "people.see", regions=None, on=DAY)
    assert not ground.allowed
    assert "begins on 1 January 2027" in ground.reason


def test_another_region_is_refused_without_naming_it() -> None:
    (ground,) = grounds([western()], "people.see", regions=frozenset({"north"}), on=DAY)
    assert not ground.allowed
    assert ground.reason == "You are ambassador of the Western region. This belongs to another region."


def test_a_thing_that_belongs_to_no_region_is_for_the_whole_network_only() -> None:
    assert not grounds([western()], "people.see", regions=frozenset(), on=DAY)[0].allowed
    whole = TermFacts(Office.CO_ORDINATOR, "", "", DAY, None)
    assert grounds([whole], "people.see", regions=frozenset(), on=DAY)[0].allowed


def test_an_office_that_has_nothing_to_do_with_an_act_says_nothing() -> None:
    assert grounds([western()], "register.import", regions=None, on=DAY) == []


@pytest.mark.parametrize("office", list(Office))
@pytest.mark.parametrize("act", sorted(rules.ACTS))
def test_the_table_decides_every_office_and_act(office: Office, act: str) -> None:
    rule = OFFICES[office]
    term = TermFacts(office, "west" if rule.regional else "", "Western" if rule.regional else "", DAY, None)
    own = any(g.allowed for g in grounds([term], act, regions=frozenset({"west"}), on=DAY))
    other = any(g.allowed for g in grounds([term], act, regions=frozenset({"north"}), on=DAY))
    assert own == (act in rule.acts)
    assert other == (rule.acts.get(act) is Scope.NETWORK)
    if rule.regional:
        assert rule.acts.get(act) is not Scope.NETWORK or act in {
            "to-do.see",
            "roles.see",
            "pages.agree",
            "mailings.agree",
        }


def test_reach_is_everywhere_some_regions_or_nowhere() -> None:
    whole = TermFacts(Office.CO_ORDINATOR, "", "", DAY, None)
    assert regions_for([whole, western()], "people.see", DAY) is None
    assert regions_for([western()], "people.see", DAY) == frozenset({"west"})
    assert regions_for([western(ends=DAY)], "people.see", DAY) == frozenset()


def test_everything_an_office_gives_is_a_declared_act_and_every_act_is_given() -> None:
    given_acts = {act for rule in OFFICES.values() for act in rule.acts}
    assert given_acts == set(rules.ACTS)


def test_a_term_may_end_on_its_first_day_but_not_before_and_never_later_than_it_does() -> None:
    assert not rules.may_end(starts=DAY, ends=None, on=DAY)
    assert "cannot end before" in rules.may_end(starts=DAY, ends=None, on=date(2026, 8, 31))
    assert "already" in rules.may_end(starts=DAY, ends=date(2026, 10, 1), on=date(2026, 11, 1))


days = st.integers(1, 40).map(lambda n: date.fromordinal(date(2026, 1, 1).toordinal() + n))
periods = st.tuples(days, st.none() | st.integers(0, 20)).map(
    lambda p: (p[0], None if p[1] is None else date.fromordinal(p[0].toordinal() + p[1]))
)


@given(periods, periods)
def test_overlap_is_sharing_a_day(one: tuple[date, date | None], two: tuple[date, date | None]) -> None:
    def held(period: tuple[date, date | None]) -> set[int]:
        last = period[1].toordinal() if period[1] else date(2026, 6, 1).toordinal()
        return set(range(period[0].toordinal(), last))

    assert overlap(*one, *two) == bool(held(one) & held(two))
