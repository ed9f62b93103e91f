"""The region line under the bar."""

from collections.abc import Sequence
from datetime import date

from coopnet.audit.memo import remembered
from coopnet.kit.registry import Place
from coopnet.regions.models import Region
from coopnet.regions.queries import all_regions


def line(regions: Sequence[Region]) -> list[Place]:
    """The whole network, then each region with its mark; nothing where there is no region."""
    found = [Place(r.key, r.name, f"/regions/{r.slug}/", r.mark) for r in regions]
    return [Place("", "Whole network", "/", ""), *found] if found else []


def known_regions(on: date) -> list[Region]:
    """The regions in their order, for pages that only show them: asked once until the next act."""
    return list(remembered(("regions", on), lambda: all_regions(on)))


def places(on: date) -> list[Place]:
    """What the region line offers on a day: asked once until the next act."""
    return remembered(("places", on), lambda: line(known_regions(on)))
