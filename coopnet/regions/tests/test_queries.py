"""Which school lies where, on which day, without asking once per school."""

from datetime import date

import pytest
from pytest_django.fixtures import DjangoAssertNumQueries

from coopnet.regions import actions, preview, queries
from coopnet.regions.models import RegionEvent
from coopnet.regions.tests.ground import AT, BY, DAY, authority, coop, later, member, region, school, trust
from coopnet.register.models import Authority, Establishment

pytestmark = pytest.mark.django_db


@pytest.fixture
def border() -> tuple[Authority, Authority]:
    """Cornwall in the West, Norfolk in LASER."""
    west, laser = authority(), authority("926", "Norfolk")
    for thing, key in ((west, "west"), (laser, "laser")):
        actions.assign_authority(
            authority=thing, region=region(key), starts=date(2009, 1, 1), reason="Founding", by=BY, at=AT
        )
    return west, laser


def test_schools_in_a_region_are_those_of_its_authorities_but_for_overrides(
    border: tuple[Authority, Authority],
) -> None:
    west, laser = border
    schools = [school(900001, west), school(900002, west), school(900003, laser), school(900004, None)]
    actions.override_school(establishment=schools[1], region=region("laser"), starts=DAY, reason="Near", by=BY, at=AT)

    def inside(key: str, on: date) -> list[int]:
        return sorted(Establishment.objects.filter(queries.schools_in(key, on)).values_list("urn", flat=True))

    assert inside("west", DAY) == [900001]
    assert inside("laser", DAY) == [900002, 900003]
    assert inside("west", date(2026, 8, 31)) == [900001, 900002]
    assert inside("north", DAY) == []
    drawn = queries.boundaries()
    for one in schools:
        key = queries.region_of(one, DAY)
        code = one.authority.code if one.authority else ""
        assert drawn.region(code, one.urn, DAY) == (key.key if key else "")


@pytest.mark.parametrize("count", [2, 20])
def test_boundaries_cost_one_query(
    border: tuple[Authority, Authority], count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    west = border[0]
    schools = [school(900001 + i, west) for i in range(count)]
    for one in schools[: count // 2]:
        actions.override_school(establishment=one, region=region("laser"), starts=DAY, reason="Near", by=BY, at=AT)
    with django_assert_num_queries(1):
        drawn = queries.boundaries()
        found = [drawn.region("908", one.urn, DAY) for one in schools]
    assert found.count("laser") == count // 2


def test_a_regions_history_is_told_with_the_networks_oldest_first() -> None:
    actions.found_regions(by=BY, at=AT)
    told = queries.events(region("laser"))
    assert [event.day for event in told] == sorted(event.day for event in told)
    assert {event.region_id for event in told} == {None, region("laser").pk}
    assert not RegionEvent.objects.filter(source="").exists()


def test_the_list_of_authorities_can_be_narrowed(border: tuple[Authority, Authority]) -> None:
    authority("660", "Isle of Anglesey")
    assert [row.name for row in queries.authority_rows(on=DAY)] == ["Cornwall", "Isle of Anglesey", "Norfolk"]
    assert [row.code for row in queries.authority_rows(on=DAY, region_key="none")] == ["660"]
    assert [row.code for row in queries.authority_rows(on=DAY, region_key="west")] == ["908"]
    assert [row.code for row in queries.authority_rows(on=DAY, words="norf")] == ["926"]
    assert queries.authority_rows(on=date(2008, 1, 1), region_key="west") == []


def test_decisions_are_listed_without_defaults_and_what_was_undone(border: tuple[Authority, Authority]) -> None:
    one = actions.assign_authority(
        authority=border[0], region=region("central"), starts=DAY, reason="Board", by=BY, at=later(1)
    )
    listed = queries.decided_changes(region=region("central"))
    assert [change.pk for change in listed] == [one.pk]
    assert queries.decided_changes(region=region("north")) == []
    actions.undo(change=one, by=BY, at=later(2))
    assert queries.decided_changes(region=region("central")) == []


def test_a_preview_names_what_moves_and_which_trusts_are_parted(border: tuple[Authority, Authority]) -> None:
    west, laser = border
    both = trust("Two Coasts Co-operative Trust")
    coop(group=both)
    here, there = school(900001, west, "Here School"), school(900002, laser, "There School")
    member(both, here)
    member(both, there)
    school(900003, west)
    own = school(900004, west)
    coop(own)
    actions.override_school(establishment=own, region=region("central"), starts=DAY, reason="x", by=BY, at=AT)
    told = preview.of_authority(west, region("north"), DAY)
    assert told.before == "west"
    assert [one.name for one in told.schools] == ["Here School"]
    assert told.others == 2
    assert told.parted == ("Two Coasts Co-operative Trust",)
    assert preview.of_authority(west, region("laser"), DAY).parted == ()
    assert preview.of_school(here, "laser", DAY).parted == ()
    assert preview.of_school(here, "north", DAY).parted == ("Two Coasts Co-operative Trust",)
    assert preview.of_school(here, "", DAY).before == "west"
