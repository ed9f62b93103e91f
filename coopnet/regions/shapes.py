"""Where each region's block stands in the comb: North on top, Central across the middle, West down to Cornwall."""

from collections.abc import Sequence

from coopnet.kit.ui.comb import Shape
from coopnet.regions.enums import RegionKey
from coopnet.regions.models import Region

_KNOWN: dict[str, Shape] = {
    RegionKey.NORTH: Shape(18, 7.6, 0.9, 1.2, 0, "right", (0, -2)),
    RegionKey.CENTRAL: Shape(22.4, 20, 1.3, 1, 10, "above-right", (2.5, 0)),
    RegionKey.WEST: Shape(9.8, 28, 1.6, 1, -32, "above-left", (-2, 1.5)),
    RegionKey.LASER: Shape(27.9, 28.2, 1.3, 0.95, 0, "below", (2, 2)),
}


def shapes(regions: Sequence[Region]) -> dict[str, Shape]:
    """A shape for each region. A region that joins later stands on the right, one below the other."""
    found = dict(_KNOWN)
    later = [region.key for region in regions if region.key not in found]
    for number, key in enumerate(later):
        found[key] = Shape(44, 9 + 12 * number, 1.2, 1, 0, "right")
    return found
