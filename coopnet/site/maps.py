"""Maps of the regions: drawn from the outlines of authorities as the boundaries stand on the day."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from coopnet.kit.ui import hexes
from coopnet.kit.ui.outlines import Frame, frame, path, rings, within
from coopnet.regions import outlines
from coopnet.regions.models import Region
from coopnet.site.figures import Counted

DOT = 3.4
NAMES_LEFT = 24.0


@dataclass(frozen=True, slots=True)
class Land:
    """One region's ground, with its words and where it leads."""

    path: str
    mark: str
    words: str
    address: str


@dataclass(frozen=True, slots=True)
class Name:
    """A name and where it stands on the map."""

    words: str
    x: str
    y: str
    end: bool = False


@dataclass(frozen=True, slots=True)
class Map:
    """A map ready for the template. ``missing``: schools whose place our files do not hold."""

    lands: tuple[Land, ...]
    inner: str
    dots: str
    names: tuple[Name, ...]
    label: str
    width: str
    height: str
    linked: bool
    placed: int
    missing: int
    source: str


def _dots(counted: Iterable[Counted], where: Frame) -> tuple[str, int, int]:
    """A small cell at each school's place, and how many have one and how many have none."""
    drawn, placed, missing = [], 0, 0
    for one in counted:
        if one.school.easting is None or one.school.northing is None:
            missing += 1
            continue
        placed += 1
        drawn.append(hexes.outline(*where.place(*outlines.spot(one.school.easting, one.school.northing)), DOT))
    return "".join(drawn), placed, missing


def network_map(regions: Sequence[Region], groups: dict[str, str], counted: Sequence[Counted]) -> Map:
    """All regions, each a link, with their schools."""
    ground = frame(outlines.spots(), width=300, height=372, margin=3)
    # Names stand beside the land: room for them on the left, and a line of it below.
    where = Frame(ground.left - NAMES_LEFT / ground.scale, ground.top, ground.scale, ground.width, ground.height)
    lines = rings(outlines.borders(), groups)
    dots, placed, missing = _dots(counted, where)
    lands, names = [], []
    for region in regions:
        mine = lines.get(region.key, [])
        if not mine:
            continue
        words = f"{region.name}: {sum(c.region == region.key for c in counted)} schools"
        lands.append(Land(path(mine, where), region.mark, words, f"/regions/{region.slug}/"))
        names.append(_name(region, [where.place(*spot) for line in mine for spot in line], where.place(*within(mine))))
    return Map(
        tuple(lands), "", dots, tuple(names), f"Map of the {len(lands)} regions",
        hexes.number(where.width + NAMES_LEFT), hexes.number(where.height + 14), True, placed, missing,
        outlines.source(),
    )  # fmt: skip


def _name(region: Region, points: Sequence[tuple[float, float]], middle: tuple[float, float]) -> Name:
    """A region's name to the left of its land, or below it where the land reaches the eastern coast alone."""
    x, y = middle
    if region.mark == "r-l":
        return Name(region.short_name, hexes.number(x), hexes.number(max(py for _, py in points) + 17))
    beside = min((px for px, py in points if abs(py - y + 5) < 16), default=x)
    return Name(region.short_name, hexes.number(max(70.0, beside - 8)), hexes.number(y), end=True)


def region_map(region: Region, groups: dict[str, str], counted: Sequence[Counted]) -> Map:
    """One region with the borders of its authorities and its schools."""
    codes = {code for code, key in groups.items() if key == region.key}
    where = frame(outlines.spots(codes), width=330, height=330)
    own = dict.fromkeys(codes, region.key)
    mine = rings(outlines.borders(), own).get(region.key, [])
    inner = [list(b.line) for b in outlines.borders() if len(b.areas) == 2 and b.areas <= codes]
    dots, placed, missing = _dots(counted, where)
    return Map(
        (Land(path(mine, where), region.mark, region.name, ""),), path(inner, where), dots, (),
        f"Map of the {region.long_name} with {placed} schools",
        hexes.number(where.width), hexes.number(where.height), False, placed, missing, outlines.source(),
    )  # fmt: skip
