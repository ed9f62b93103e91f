"""The schools of a list on the ground of their authorities. Every one of them stands in the list."""

from collections.abc import Sequence
from dataclasses import dataclass

from coopnet.kit.ui import hexes
from coopnet.kit.ui.outlines import frame, path, rings
from coopnet.regions import outlines
from coopnet.register.finder import Hit

DOT = 5.0


@dataclass(frozen=True, slots=True)
class Picture:
    """Paths ready for the template. ``missing``: schools whose place our files do not hold."""

    land: str
    dots: str
    width: str
    height: str
    placed: int
    missing: int
    source: str


def picture(hits: Sequence[Hit]) -> Picture | None:
    """A map of these schools; nothing where no place is known."""
    spots = [
        outlines.spot(hit.easting, hit.northing) for hit in hits if hit.easting is not None and hit.northing is not None
    ]
    if not spots:
        return None
    codes = {hit.authority_code for hit in hits}
    where = frame([*outlines.spots(codes), *spots], width=480, height=420)
    ground = rings(outlines.borders(), {code: code for code in codes})
    return Picture(
        land="".join(path(lines, where) for lines in ground.values()),
        dots="".join(hexes.outline(*where.place(*spot), DOT) for spot in spots),
        width=hexes.number(where.width),
        height=hexes.number(where.height),
        placed=len(spots),
        missing=len(hits) - len(spots),
        source=outlines.source(),
    )
