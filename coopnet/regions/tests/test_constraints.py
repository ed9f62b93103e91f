"""What the database refuses by itself, on both engines."""

from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction

from coopnet.kit import overlaps
from coopnet.regions import actions
from coopnet.regions.models import BoundaryChange, Cluster, Region, RegionAssignment, RegionEvent, SchoolOverride
from coopnet.regions.tests.ground import AT, BY, DAY, authority, region, school

pytestmark = pytest.mark.django_db


@pytest.fixture
def assigned() -> RegionAssignment:
    actions.assign_authority(
        authority=authority(), region=region("west"), starts=date(2010, 1, 1), reason="Founding", by=BY, at=AT
    )
    return RegionAssignment.objects.get()


@pytest.mark.parametrize(
    ("starts", "ends"),
    [
        (date(2009, 1, 1), date(2010, 1, 2)),
        (date(2012, 1, 1), date(2013, 1, 1)),
        (date(2009, 1, 1), date(2030, 1, 1)),
    ],
)
def test_a_second_period_of_an_authority_that_shares_a_day_is_refused(
    assigned: RegionAssignment, starts: date, ends: date
) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        RegionAssignment.objects.create(
            authority=assigned.authority, region=region("central"), starts=starts, ends=ends, change=assigned.change
        )


def test_a_period_that_ends_as_the_other_begins_is_welcome(assigned: RegionAssignment) -> None:
    RegionAssignment.objects.create(
        authority=assigned.authority,
        region=region("central"),
        starts=date(2009, 1, 1),
        ends=date(2010, 1, 1),
        change=assigned.change,
    )
    assert RegionAssignment.objects.count() == 2


def test_a_period_cannot_be_moved_over_another_either(assigned: RegionAssignment) -> None:
    other = RegionAssignment.objects.create(
        authority=assigned.authority,
        region=region("central"),
        starts=date(2009, 1, 1),
        ends=date(2009, 6, 1),
        change=assigned.change,
    )
    with pytest.raises(IntegrityError), transaction.atomic():
        RegionAssignment.objects.filter(pk=other.pk).update(ends=date(2010, 6, 1))


def test_without_the_guard_the_second_period_would_be_taken(assigned: RegionAssignment) -> None:
    """Negative control: it is the trigger that refuses, not something else."""
    _, away = overlaps.statements(
        connection.vendor,
        name="regions_assignment_alone",
        table="regions_regionassignment",
        keys=["authority_id"],
        message="",
    )
    with connection.cursor() as cursor:
        for sql in away:
            cursor.execute(sql)
    RegionAssignment.objects.create(
        authority=assigned.authority,
        region=region("central"),
        starts=date(2012, 1, 1),
        ends=date(2013, 1, 1),
        change=assigned.change,
    )
    assert RegionAssignment.objects.count() == 2


def test_a_school_has_one_region_of_its_own_at_a_time() -> None:
    one = school(900001, authority())
    change = actions.override_school(
        establishment=one, region=region("west"), starts=DAY, reason="Near the border", by=BY, at=AT
    )
    with pytest.raises(IntegrityError), transaction.atomic():
        SchoolOverride.objects.create(
            establishment=one,
            region=region("central"),
            starts=date(2026, 1, 1),
            ends=date(2026, 12, 1),
            change=change,
        )


def test_an_authority_has_one_running_period(assigned: RegionAssignment) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        RegionAssignment.objects.create(
            authority=assigned.authority, region=region("north"), starts=date(2030, 1, 1), change=assigned.change
        )


def test_periods_end_after_they_start(assigned: RegionAssignment) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        RegionAssignment.objects.filter(pk=assigned.pk).update(ends=assigned.starts)
    change = actions.override_school(
        establishment=school(900001), region=region("west"), starts=DAY, reason="Near", by=BY, at=AT
    )
    with pytest.raises(IntegrityError), transaction.atomic():
        SchoolOverride.objects.filter(change=change).update(ends=DAY)


def test_a_change_moves_one_thing_and_has_a_reason() -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        BoundaryChange.objects.create(starts=DAY, reason="x", made_at=AT, made_by="x")
    with pytest.raises(IntegrityError), transaction.atomic():
        BoundaryChange.objects.create(authority=authority(), starts=DAY, reason="", made_at=AT, made_by="x")


def test_names_keys_and_ranks_are_single_and_filled() -> None:
    west = region("west")
    for fields in (
        {"key": west.key, "slug": "new", "name": "New", "rank": 9},
        {"key": "new", "slug": west.slug, "name": "New", "rank": 9},
        {"key": "new", "slug": "new", "name": "New", "rank": west.rank},
        {"key": "new", "slug": "new", "name": "", "rank": 9},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            Region.objects.create(short_name="N", long_name="N", summary="", story="", **fields)
    Cluster.objects.create(region=west, name="Braunton")
    with pytest.raises(IntegrityError), transaction.atomic():
        Cluster.objects.create(region=west, name="Braunton")
    with pytest.raises(IntegrityError), transaction.atomic():
        Cluster.objects.create(region=west, name="")


def test_an_event_says_what_happened_and_where_that_is_told() -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        RegionEvent.objects.create(day=DAY, precision="day", title="A day", words="Something", source="")
