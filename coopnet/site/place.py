"""Where one school or authority lies: its region on a day, in one query."""

from dataclasses import dataclass
from datetime import date, datetime

from coopnet.regions.models import Region, RegionAssignment
from coopnet.regions.queries import in_force
from coopnet.register.models import Establishment


@dataclass(frozen=True, slots=True)
class Place:
    """A region, or none. It can be asked about as a thing in a region."""

    region: Region | None

    def access_regions(self, at: datetime) -> frozenset[str]:
        """For ``kit.access``: a right over the region reaches here."""
        return frozenset({self.region.key} if self.region else ())


# Written out, because building it from parts costs more than all else on a school's page.
_NEAREST = """
SELECT region.*, 0 AS nearest FROM regions_region region JOIN regions_schooloverride dated
  ON dated.region_id = region.id
  WHERE dated.establishment_id = %s AND dated.starts <= %s AND (dated.ends IS NULL OR dated.ends > %s)
UNION ALL
SELECT region.*, 1 AS nearest FROM regions_region region JOIN regions_regionassignment dated
  ON dated.region_id = region.id
  WHERE dated.authority_id = %s AND dated.starts <= %s AND (dated.ends IS NULL OR dated.ends > %s)
ORDER BY nearest
"""


def place_of(school: Establishment, on: date) -> Place:
    """The region of a school: its own override, else its authority's."""
    return Place(next(iter(Region.objects.raw(_NEAREST, [school.pk, on, on, school.authority_id, on, on])), None))


def place_of_authority(authority_id: int, on: date) -> Place:
    """The region of an authority."""
    assigned = RegionAssignment.objects.filter(in_force(on), authority=authority_id).select_related("region").first()
    return Place(assigned.region if assigned else None)
