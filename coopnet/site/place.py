"""Where one school or authority lies: its region on a day, in one query."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Case, IntegerField, OuterRef, Subquery, Value, When

from coopnet.regions.models import Region, RegionAssignment, SchoolOverride
from coopnet.regions.queries import in_force
from coopnet.register.models import Establishment


@dataclass(frozen=True, slots=True)
class Place:
    """A region, or none. It can be asked about as a thing in a region."""

    region: Region | None

    def access_regions(self, at: datetime) -> frozenset[str]:
        """For ``kit.access``: a right over the region reaches here."""
        return frozenset({self.region.key} if self.region else ())


def place_of(school: Establishment, on: date) -> Place:
    """The region of a school: its own override, else its authority's."""
    override = SchoolOverride.objects.filter(in_force(on), establishment=school.pk).values("region_id")[:1]
    assigned = RegionAssignment.objects.filter(in_force(on), authority=school.authority_id).values("region_id")[:1]
    rank = Case(When(pk=Subquery(override), then=Value(0)), default=Value(1), output_field=IntegerField())
    found = Region.objects.annotate(nearest=rank)
    return Place(
        (found.filter(pk=Subquery(override)) | found.filter(pk=Subquery(assigned))).order_by("nearest", "pk").first()
    )


def place_of_authority(authority_id: int, on: date) -> Place:
    """The region of an authority."""
    assigned = RegionAssignment.objects.filter(in_force(on), authority=authority_id, region=OuterRef("pk"))
    return Place(Region.objects.filter(pk__in=assigned.values("region_id")).first())
