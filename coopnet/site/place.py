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
_REGIONS = """
SELECT region.*,
  CASE WHEN EXISTS (SELECT 1 FROM regions_schooloverride dated WHERE dated.region_id = region.id
    AND dated.establishment_id = %s AND dated.starts <= %s AND (dated.ends IS NULL OR dated.ends > %s)) THEN 2
  WHEN EXISTS (SELECT 1 FROM regions_regionassignment dated WHERE dated.region_id = region.id
    AND dated.authority_id = %s AND dated.starts <= %s AND (dated.ends IS NULL OR dated.ends > %s)) THEN 1
  ELSE 0 END AS near
FROM regions_region region ORDER BY region.rank
"""


def place_among(school: Establishment, on: date) -> tuple[Place, list[Region]]:
    """The region of a school, its own override before its authority's; and all regions, for the line under the bar."""
    regions: list[Region] = list(Region.objects.raw(_REGIONS, [school.pk, on, on, school.authority_id, on, on]))
    nearest = max(regions, key=_near, default=None)
    return Place(nearest if nearest is not None and _near(nearest) else None), regions


def _near(region: Region) -> int:
    return int(getattr(region, "near", 0))


def place_of(school: Establishment, on: date) -> Place:
    """The region of a school: its own override, else its authority's."""
    return place_among(school, on)[0]


def place_of_authority(authority_id: int, on: date) -> Place:
    """The region of an authority."""
    assigned = RegionAssignment.objects.filter(in_force(on), authority=authority_id).select_related("region").first()
    return Place(assigned.region if assigned else None)
