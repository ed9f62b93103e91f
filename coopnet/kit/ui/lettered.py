"""A block of cells that stand for named things, lettered by group, with thick walls between the groups.

Groups grow from the cell nearest to their own place, the largest and outermost first, so that each stays together and
neighbours on the ground stay neighbours in the comb. The same input always gives the same drawing.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from coopnet.kit.ui import comb, hexes
from coopnet.kit.ui.hexes import Cell

RADIUS = 22.0
SCALE = RADIUS / hexes.RADIUS


@dataclass(frozen=True, slots=True)
class Group:
    """Its letter, how many cells it has, and where it lies: x to the right, y upwards, in any unit; None if unknown."""

    letter: str
    count: int
    place: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter and where it stands."""

    text: str
    x: str
    y: str


@dataclass(frozen=True, slots=True)
class Lettered:
    """The drawing: one path of cells, one of walls, and the letters. ``label`` says in words what is drawn."""

    cells: str
    walls: str
    letters: tuple[Letter, ...]
    label: str
    left: str
    top: str
    width: str
    height: str


def assign(cells: Sequence[Cell], groups: Sequence[Group]) -> dict[Cell, str]:
    """Which group has which cell. The counts of the groups must add up to the number of cells."""
    if sum(group.count for group in groups) != len(cells):
        raise ValueError("There must be one cell for each member of a group.")
    middles = {cell: hexes.middle(cell) for cell in cells}
    free = set(cells)
    held: dict[Cell, str] = {}
    spots = list(middles.values())
    aims = {group.letter: _aim(group, groups, spots) for group in groups}
    centre = (sum(x for x, _ in spots) / max(1, len(spots)), sum(y for _, y in spots) / max(1, len(spots)))
    # Of equal groups the outer ones choose first, or the middle ones would push them off the rim.
    for group in sorted(groups, key=lambda g: (-g.count, -round(math.dist(aims[g.letter], centre)), g.letter)):
        aim = aims[group.letter]
        mine: list[Cell] = []
        seed = aim
        while len(mine) < group.count:
            edge = {n for cell in mine for n in hexes.neighbours(cell) if n in free} or free
            cell = min(edge, key=lambda c: (_cost(c, middles[c], seed, free), c))
            if not mine:
                seed = middles[cell]
            free.remove(cell)
            held[cell] = group.letter
            mine.append(cell)
    return held


def _cost(cell: Cell, middle: tuple[float, float], seed: tuple[float, float], free: set[Cell]) -> float:
    """Near is good; a cell that would be left alone otherwise is better still."""
    open_sides = sum(n in free for n in hexes.neighbours(cell))
    return round(math.dist(middle, seed) + 2.5 * open_sides, 6)


def _aim(group: Group, groups: Sequence[Group], middles: list[tuple[float, float]]) -> tuple[float, float]:
    """The group's place on the ground, stretched over the block; its middle where nobody knows the place."""
    xs, ys = [x for x, _ in middles], [y for _, y in middles]
    places = [g.place for g in groups if g.place is not None]
    if group.place is None or not places:
        return (min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2
    east, west = max(x for x, _ in places), min(x for x, _ in places)
    north, south = max(y for _, y in places), min(y for _, y in places)
    across = (group.place[0] - west) / (east - west) if east > west else 0.5
    down = (north - group.place[1]) / (north - south) if north > south else 0.5
    return min(xs) + across * (max(xs) - min(xs)), min(ys) + down * (max(ys) - min(ys))


# Corners of a cell, clockwise from the upper left; wall i lies towards neighbour i.
_CORNERS = [
    (RADIUS * math.cos(math.radians(angle)), RADIUS * math.sin(math.radians(angle)))
    for angle in (240, 300, 0, 60, 120, 180)
]


def draw(groups: Sequence[Group], shape: comb.Shape, label: str) -> Lettered:
    """Lay out and draw the block."""
    cells = comb.claim((sum(group.count for group in groups),), (shape,))[0]
    held = assign(cells, groups)
    middles = {cell: (x * SCALE, y * SCALE) for cell, (x, y) in ((c, hexes.middle(c)) for c in cells)}
    left = min((x for x, _ in middles.values()), default=0) - RADIUS - 3
    top = min((y for _, y in middles.values()), default=0) - RADIUS * hexes.RISE - 3
    right = max((x for x, _ in middles.values()), default=0) + RADIUS + 3
    bottom = max((y for _, y in middles.values()), default=0) + RADIUS * hexes.RISE + 3
    walls: list[str] = []
    for cell in cells:
        x, y = middles[cell][0] - left, middles[cell][1] - top
        for side, other in enumerate(hexes.neighbours(cell)):
            if held.get(other) == held[cell] or (other in held and other < cell):
                continue
            (x1, y1), (x2, y2) = _CORNERS[side], _CORNERS[(side + 1) % 6]
            walls.append(
                f"M{hexes.number(x + x1)} {hexes.number(y + y1)}l{hexes.number(x2 - x1)} {hexes.number(y2 - y1)}"
            )
    return Lettered(
        cells=hexes.outlines(((x - left, y - top) for x, y in middles.values()), RADIUS - 1.5),
        walls="".join(walls),
        letters=tuple(
            Letter(held[cell], hexes.number(middles[cell][0] - left), hexes.number(middles[cell][1] - top + 6))
            for cell in cells
        ),
        label=label,
        left="0",
        top="0",
        width=hexes.number(right - left),
        height=hexes.number(bottom - top),
    )
