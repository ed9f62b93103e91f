"""Co-operative on a day: open, and by a record of its own or of its trust. One definition for counts and pages."""

from datetime import date, datetime

import pytest
from pytest_django.fixtures import DjangoAssertNumQueries

from coopnet.kit.actors import System
from coopnet.kit.clock import london
from coopnet.register import movement
from coopnet.register.coop import CoopSchool, coop_schools, records_begin
from coopnet.register.facts.loading import load
from coopnet.register.models import Authority, CoopStatus, Establishment, Group, GroupMembership
from coopnet.register.story import tell

pytestmark = pytest.mark.django_db

AT: datetime = london(date(2026, 9, 1))
DAY = date(2020, 6, 1)


def school(urn: int, **fields: object) -> Establishment:
    authority = Authority.objects.get_or_create(code="908", name="Cornwall", folded="cornwall")[0]
    name = f"School {urn}"
    return Establishment.objects.create(
        urn=urn, name=name, folded=name.casefold(), authority=authority, source="facts", **fields
    )


def status(**fields: object) -> CoopStatus:
    told = {
        "form": "foundation-trust",
        "evidence": "Trust list of November 2016",
        "evidence_day": date(2016, 11, 22),
        "confirmed_on": date(2016, 11, 22),
        "source": "facts",
    }
    return CoopStatus.objects.create(**told | fields)


def only() -> CoopSchool:
    found = coop_schools()
    assert len(found) == 1
    return found[0]


def test_a_school_counts_while_its_record_runs() -> None:
    status(establishment=school(1), starts=date(2018, 1, 1), ends=date(2021, 1, 1))
    one = only()
    assert [one.standing(day) is not None for day in (date(2017, 12, 31), date(2018, 1, 1), date(2020, 12, 31))] == [
        False,
        True,
        True,
    ]
    assert one.standing(date(2021, 1, 1)) is None


def test_a_closed_school_counts_up_to_its_last_day() -> None:
    status(establishment=school(1, open_date=date(2012, 9, 1), close_date=date(2019, 8, 31)))
    one = only()
    assert one.standing(date(2012, 8, 31)) is None
    assert one.standing(date(2012, 9, 1))
    assert one.standing(date(2019, 8, 31))
    assert one.standing(date(2019, 9, 1)) is None


def test_closed_on_a_day_that_nobody_knows_counts_on_no_day() -> None:
    status(establishment=school(1, status_name="Closed"))
    assert only().standings == ()


def test_closed_on_an_unknown_day_counts_until_its_record_ends() -> None:
    status(establishment=school(1, status_name="Closed"), ends=date(2019, 1, 1))
    assert only().standing(date(2018, 12, 31))
    assert only().standing(date(2019, 1, 1)) is None


def test_a_vanished_school_counts_no_longer() -> None:
    status(establishment=school(1, vanished_on=date(2020, 1, 1)))
    assert only().standing(date(2019, 12, 31))
    assert only().standing(date(2020, 1, 1)) is None


def test_a_school_counts_through_its_trust_while_it_belongs_to_it() -> None:
    trust = Group.objects.create(name="Bay Trust", folded="bay trust", kind="trust", source="facts")
    status(group=trust, starts=date(2015, 1, 1))
    GroupMembership.objects.create(
        establishment=school(1), group=trust, starts=date(2018, 1, 1), ends=date(2021, 1, 1), source="facts"
    )
    one = only()
    assert one.standing(date(2017, 12, 31)) is None
    assert one.standing(DAY)
    assert one.standing(date(2021, 1, 1)) is None
    trusted = one.trust(DAY)
    assert trusted is not None
    assert trusted.name == "Bay Trust"
    assert one.trust(date(2022, 1, 1)) is None


def test_a_sponsor_is_no_trust() -> None:
    sponsor = Group.objects.create(name="A Sponsor", folded="a sponsor", kind="school sponsor", source="facts")
    one = school(1)
    status(establishment=one)
    GroupMembership.objects.create(establishment=one, group=sponsor, source="facts")
    assert only().trust(DAY) is None


def test_a_name_alone_never_counts() -> None:
    school(1)
    assert coop_schools() == []
    assert records_begin([]) is None


@pytest.mark.parametrize("count", [2, 20])
def test_the_list_costs_one_query(count: int, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    trust = Group.objects.create(name="Bay Trust", folded="bay trust", kind="trust", source="facts")
    status(group=trust)
    for urn in range(1, count + 1):
        one = school(urn)
        status(establishment=one)
        GroupMembership.objects.create(establishment=one, group=trust, source="facts")
    with django_assert_num_queries(1):
        assert sum(s.standing(DAY) is not None for s in coop_schools()) == count


DAYS = (
    *(date(2010, 9, 1), date(2014, 3, 1), date(2016, 11, 22), date(2016, 12, 1), date(2017, 6, 1), date(2018, 9, 1)),
    *(date(2019, 12, 31), date(2021, 3, 31), date(2023, 5, 1), date(2026, 9, 1)),
)


def test_the_count_the_lists_and_the_pages_of_the_schools_agree(db: None) -> None:
    """The shipped facts, each school: its page says yes on exactly the days on which the school is counted."""
    load(by=System("test"), at=AT)
    counted = coop_schools()
    listed = {one.school.urn: one for one in movement.schools()}
    assert len(counted) > 200
    assert {one.urn for one in counted} == set(listed)
    apart = []
    for number, one in enumerate(counted):
        page = tell(one.urn, on=DAYS[number % len(DAYS)])
        assert page is not None
        for day in DAYS:
            says = {one.standing(day) is not None, listed[one.urn].standing(day) == "yes"}
            if day == page.on:
                says.add(page.standing.answer == "yes")
            own = [spell for spell in page.spells if spell.urn == one.urn]
            says.add(any(spell.counts and spell.period.holds(day) for spell in own))
            if len(says) > 1:
                apart.append((day.isoformat(), one.urn))
    assert not apart, apart


@pytest.mark.parametrize("urn", [143981, 143590])
def test_an_academy_is_not_co_operative_before_it_opened(db: None, urn: int) -> None:
    load(by=System("test"), at=AT)
    before, after = tell(urn, on=date(2016, 12, 1)), tell(urn, on=date(2020, 1, 1))
    assert before is not None
    assert after is not None
    assert before.standing.answer != "yes"
    assert before.trusts == []
    assert after.standing.answer == "yes"
    assert all(stretch.starts is not None for stretch in after.stretches if stretch.lane == "coop" and not stretch.ends)


def test_the_record_of_a_trust_goes_on_where_that_of_the_school_ends() -> None:
    trust = Group.objects.create(name="Bay Trust", folded="bay trust", kind="trust", source="facts")
    status(group=trust, starts=date(2015, 1, 1))
    one = school(1)
    GroupMembership.objects.create(establishment=one, group=trust, source="facts")
    status(establishment=one, starts=date(2012, 1, 1), ends=date(2018, 1, 1))
    page = tell(1, on=DAY)
    assert page is not None
    assert [(spell.period.starts, spell.period.ends) for spell in page.spells] == [
        (date(2012, 1, 1), date(2018, 1, 1)),
        (date(2018, 1, 1), None),
    ]
    assert (page.standing.answer, only().standing(DAY) is not None) == ("yes", True)


def test_bars_of_trusts_lie_within_the_days_of_the_school() -> None:
    trust = Group.objects.create(name="Bay Trust", folded="bay trust", kind="trust", source="facts")
    status(group=trust)
    one = school(1, open_date=date(2012, 9, 1), close_date=date(2021, 8, 31))
    GroupMembership.objects.create(establishment=one, group=trust, source="facts")
    page = tell(1, on=date(2022, 1, 1))
    assert page is not None
    assert {(bar.lane, bar.starts, bar.ends) for bar in page.stretches} == {
        (lane, date(2012, 9, 1), date(2021, 9, 1)) for lane in ("school", "trust", "coop")
    }
    assert "The day on which it became co-operative is not recorded." in page.unknown


def test_a_school_closed_on_an_unknown_day_or_vanished_says_was_on_its_page() -> None:
    status(establishment=school(1, status_name="Closed"))
    status(establishment=school(2, vanished_on=date(2020, 1, 1)))
    for urn in (1, 2):
        page = tell(urn, on=DAY)
        assert page is not None
        assert page.standing.answer == "was"
    assert [one.standing(DAY) for one in coop_schools()] == [None, None]


def test_of_evidence_of_one_day_the_fullest_is_told_by_every_process() -> None:
    one = school(1)
    said = ["A list: Trust", "A list: Trust (company name: T)", "A list: Trast", "A list: T", "A list: Trust of T"]
    for number, evidence in enumerate(said):
        group = Group.objects.create(uid=str(number), name="T", folded="t", kind="trust", source="facts")
        GroupMembership.objects.create(establishment=one, group=group, source="facts")
        status(group=group, evidence=evidence)
    assert [standing.evidence for standing in only().standings] == [said[1], said[4], said[2], said[0], said[3]]
