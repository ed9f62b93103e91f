"""The whole network over all years is too long a list to read: counts by year and region, each a link to its list."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from coopnet.register.light import SchoolRow
from coopnet.register.movement import Movements
from coopnet.site.areas import Areas


@dataclass(frozen=True, slots=True)
class Cell:
    """How many left and came in one region and year, in words; the address of the list, if it is not empty."""

    label: str
    words: str
    address: str


@dataclass(frozen=True, slots=True)
class Row:
    """One year: each region, those in no region if there are any, and all."""

    year: int
    address: str
    cells: list[Cell]


def heads(areas: Areas, found: Movements) -> list[tuple[str, str]]:
    """The columns: words and the region's key. No key: the whole network; a dash: no region, only if needed."""
    regions = [(region.name, region.key) for region in areas.regions]
    everybody = [*(one.school for one in found.departures), *(one.school for one in found.arrivals)]
    nowhere = any(_key(areas, school) == "-" for school in everybody)
    return [*regions, *([("No region", "-")] if nowhere and regions else []), ("All", "")]


def rows(areas: Areas, found: Movements) -> list[Row]:
    """The years in which anybody left or came, newest first."""
    left = _count(areas, ((one.school, one.day) for one in found.departures))
    came = _count(areas, ((one.school, one.day) for one in found.arrivals))
    years = sorted({year for year, _ in (*left, *came)}, reverse=True)
    columns = heads(areas, found)
    return [
        Row(
            year,
            f"?since={year}&until={year}",
            [_cell(words, key, year, left[year, key], came[year, key]) for words, key in columns],
        )
        for year in years
    ]


def _cell(words: str, key: str, year: int, left: int, came: int) -> Cell:
    area = f"area={key}&" if key else ""
    linked = key != "-" and (left or came)
    told = [f"{left} left"] * bool(left) + [f"{came} came"] * bool(came)
    return Cell(words, ", ".join(told) or "none", f"?{area}since={year}&until={year}" if linked else "")


def _count(areas: Areas, told: Iterable[tuple[SchoolRow, date]]) -> Counter[tuple[int, str]]:
    counted: Counter[tuple[int, str]] = Counter()
    for school, day in told:
        counted[day.year, _key(areas, school)] += 1
        counted[day.year, ""] += 1
    return counted


def _key(areas: Areas, school: SchoolRow) -> str:
    return areas.region_of.get(school.authority.code, "-") if school.authority else "-"
