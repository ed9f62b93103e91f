"""The region line under the bar."""

from datetime import date

from coopnet.kit.registry import Place
from coopnet.regions.queries import all_regions


def places(on: date) -> list[Place]:
    """The whole network, then each region with its mark."""
    found = [Place("", "Whole network", "/", "")]
    found += [Place(r.key, r.name, f"/regions/{r.slug}/", r.mark) for r in all_regions(on)]
    return found if len(found) > 1 else []
