"""``verify`` names what raw SQL breaks; the To do list names co-operative schools without a region."""

from datetime import date

import pytest
from django.db import connection

from coopnet.kit import overlaps, registry
from coopnet.regions import actions, checks
from coopnet.regions.models import Cluster, RegionAssignment, SchoolOverride
from coopnet.regions.tests.ground import AT, BY, DAY, authority, region, school

pytestmark = pytest.mark.django_db


def without_guards() -> None:
    for name, table in (
        ("regions_assignment_alone", "regions_regionassignment"),
        ("regions_override_alone", "regions_schooloverride"),
    ):
        with connection.cursor() as cursor:
            for sql in overlaps.statements(connection.vendor, name=name, table=table, keys=["x"], message="")[1]:
                cursor.execute(sql)


def test_overlapping_periods_are_named() -> None:
    cornwall = authority()
    change = actions.assign_authority(
        authority=cornwall, region=region("west"), starts=date(2010, 1, 1), reason="x", by=BY, at=AT
    )
    one = school(900001, cornwall)
    own = actions.override_school(establishment=one, region=region("west"), starts=DAY, reason="x", by=BY, at=AT)
    assert list(checks.one_region_at_a_time(AT)) == []
    without_guards()
    RegionAssignment.objects.create(
        authority=cornwall, region=region("north"), starts=date(2012, 1, 1), ends=date(2013, 1, 1), change=change
    )
    SchoolOverride.objects.create(
        establishment=one, region=region("north"), starts=DAY, ends=date(2027, 1, 1), change=own
    )
    assert [breach.where for breach in checks.one_region_at_a_time(AT)] == [
        "authority 908, Cornwall",
        "school 900001",
    ]


def test_a_cluster_outside_its_region_is_named() -> None:
    actions.assign_authority(
        authority=authority(), region=region("west"), starts=date(2010, 1, 1), reason="x", by=BY, at=AT
    )
    assert list(checks.clusters_lie_in_their_region(AT)) == []
    stray = Cluster.objects.create(region=region("north"), name="Leeds")
    RegionAssignment.objects.update(cluster=stray)
    assert [breach.where for breach in checks.clusters_lie_in_their_region(AT)] == ["authority 908"]


def test_the_promises_are_declared() -> None:
    promises = {invariant.name for invariant in registry.invariants()}
    assert {"regions.one-at-a-time", "regions.clusters-inside"} <= promises
    assert registry.places(DAY) == []
    region("west")
    names = ["Whole network", "Northern", "Central", "Western", "London and South East"]
    assert [place.words for place in registry.places(DAY)] == names
