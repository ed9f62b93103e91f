"""What the regions promise about the live database, and what they put on the To do list."""

from collections.abc import Iterable
from datetime import datetime
from itertools import pairwise

from django.db.models import Count, F, Q

from coopnet.kit import registry
from coopnet.kit.access import Account, may
from coopnet.kit.clock import london_day
from coopnet.kit.registry import Breach, Duty, Entry, Invariant
from coopnet.regions.models import RegionAssignment, SchoolOverride
from coopnet.regions.places import places
from coopnet.regions.queries import in_force
from coopnet.register.models import CoopStatus


def one_region_at_a_time(at: datetime) -> Iterable[Breach]:
    """Pairs of periods of one authority, or of one school, that share a day."""
    assigned: dict[str, list[RegionAssignment]] = {}
    for row in RegionAssignment.objects.select_related("authority").order_by("authority_id", "starts", "pk"):
        assigned.setdefault(f"authority {row.authority.code}, {row.authority.name}", []).append(row)
    for where, rows in assigned.items():
        for earlier, later in pairwise(rows):
            if earlier.ends is None or earlier.ends > later.starts:
                yield Breach(where, "two periods in regions share a day")
    overridden: dict[str, list[SchoolOverride]] = {}
    for own in SchoolOverride.objects.select_related("establishment").order_by("establishment_id", "starts", "pk"):
        overridden.setdefault(f"school {own.establishment.urn}", []).append(own)
    for where, overrides in overridden.items():
        for first, second in pairwise(overrides):
            if first.ends is None or first.ends > second.starts:
                yield Breach(where, "two periods with a region of its own share a day")


def clusters_lie_in_their_region(at: datetime) -> Iterable[Breach]:
    """Assignments that name a cluster of another region."""
    strays = RegionAssignment.objects.exclude(cluster__isnull=True).exclude(cluster__region=F("region"))
    for row in strays.select_related("authority", "cluster").order_by("pk"):
        yield Breach(f"authority {row.authority.code}", f"its cluster {row.cluster} belongs to another region")


def unplaced(account: Account, at: datetime) -> Iterable[Duty]:
    """Co-operative schools in an authority without a region, for whoever may change boundaries."""
    if not may(account, "regions.change", at=at):
        return
    on = london_day(at)
    placed = RegionAssignment.objects.filter(in_force(on)).values("authority")
    own = SchoolOverride.objects.filter(in_force(on)).values("establishment")
    statuses = CoopStatus.objects.filter(establishment__isnull=False, establishment__close_date__isnull=True)
    running = statuses.filter(Q(ends__isnull=True) | Q(ends__gt=on))
    strays = running.exclude(establishment__authority__in=placed).exclude(establishment__in=own)
    count = strays.aggregate(n=Count("establishment", distinct=True))["n"]
    if count:
        yield Duty(
            words=f"Give a region to {count} co-operative {'school' if count == 1 else 'schools'}",
            address="/regions/boundaries/?region=none",
            due=None,
            why="Their authority is in no region.",
            if_left="They are counted for the whole network, but no region looks after them.",
        )


def declare() -> None:
    """Hand all of it to the registry; called once the models are ready."""
    registry.set_places(places)
    registry.add_entry(Entry("public", "Regions", "/regions/", 50))
    registry.add_entry(Entry("officer", "Boundaries", "/regions/boundaries/", 60, act="regions.change"))
    registry.add_duties(unplaced)
    registry.add_invariant(
        Invariant(
            "regions.one-at-a-time",
            "An authority, and a school with a region of its own, is in one region at a time.",
            "regions",
            one_region_at_a_time,
        )
    )
    registry.add_invariant(
        Invariant(
            "regions.clusters-inside",
            "A cluster lies inside its region.",
            "regions",
            clusters_lie_in_their_region,
        )
    )
