"""The outlines of authorities that ship with the package, as ``kit.ui`` draws them."""

import json
from collections.abc import Iterable
from functools import lru_cache
from importlib.resources import files

from coopnet.kit.ui.outlines import Border, Spot


@lru_cache(maxsize=1)
def _read() -> tuple[tuple[Border, ...], str, int]:
    data = json.loads((files("coopnet.regions") / "data/outlines.json").read_text(encoding="utf-8"))
    borders = []
    for areas, flat in data["arcs"]:
        x = y = 0
        line: list[Spot] = []
        for dx, dy in zip(flat[::2], flat[1::2], strict=True):
            x, y = x + dx, y + dy
            line.append((x, y))
        borders.append(Border(frozenset(areas), tuple(line)))
    return tuple(borders), str(data["source"]), int(data["unit"])


def borders() -> tuple[Border, ...]:
    """Every stretch of boundary; places in the British National Grid, in units of 200 metres."""
    return _read()[0]


def source() -> str:
    """The attribution that every map prints."""
    return _read()[1]


def spot(easting: int, northing: int) -> Spot:
    """A place of the national grid on the map's ground."""
    unit = _read()[2]
    return round(easting / unit), round(northing / unit)


def spots(of: Iterable[str] | None = None) -> list[Spot]:
    """All spots of the borders of these areas (of every area if none are named): what a frame must hold."""
    wanted = None if of is None else frozenset(of)
    return [point for border in borders() if wanted is None or border.areas & wanted for point in border.line]
