"""The comb: one cell is one school. Blocks of cells claim their places on one grid, so that they fit like a jigsaw.

The layout is a function of the counts alone: the same counts always give the same drawing, and a block that grows by
one keeps the cells it had as long as the whole comb stays in the same size class.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from coopnet.kit.ui import hexes
from coopnet.kit.ui.hexes import Cell

Middles = list[tuple[float, float]]


@dataclass(frozen=True, slots=True)
class Shape:
    """Where a block grows and how: anchor and axes in cell radii for a comb of 200, turn in degrees,
    where its name stands (``right``, ``above-left``, ``above-right``, ``below``), and by how much the finished block
    moves so that a seam shows."""

    x: float
    y: float
    wide: float = 1.0
    high: float = 1.0
    turn: float = 0.0
    label: str = "right"
    shift: tuple[float, float] = (0.0, 0.0)


@dataclass(frozen=True, slots=True)
class Block:
    """What a block stands for: its key and class of colour, its words, and how many of its cells are filled."""

    key: str
    mark: str
    words: str
    count: int
    filled: int
    figure: str = ""
    address: str = ""


@dataclass(frozen=True, slots=True)
class Drawn:
    """A block ready for the template: two paths and the place of its name."""

    block: Block
    empty: str
    lit: str
    x: str
    y: str
    y2: str

    @property
    def label(self) -> str:
        """The block in words, for those who hear it."""
        return f"{self.block.words}: {self.block.figure or self.block.count}"


@dataclass(frozen=True, slots=True)
class Comb:
    """A comb ready for the template. ``label`` says in words what is drawn."""

    blocks: tuple[Drawn, ...]
    label: str
    left: str
    top: str
    width: str
    height: str


def distance(cell: Cell, shape: Shape, scale: float) -> float:
    """How far a cell lies from a block's anchor, in the measure of the block's ellipse."""
    x, y = hexes.middle(cell)
    dx, dy = x / hexes.RADIUS - shape.x * scale, y / hexes.RADIUS - shape.y * scale
    turn = math.radians(shape.turn)
    along, across = dx * math.cos(turn) + dy * math.sin(turn), dy * math.cos(turn) - dx * math.sin(turn)
    return (along / shape.wide) ** 2 + (across / shape.high) ** 2


def size_class(total: int) -> int:
    """Combs are laid out for the next of 100, 150, 200, 250 … cells, so that one joiner moves nobody."""
    return max(100, 50 * math.ceil(total / 50))


@lru_cache(maxsize=64)
def claim(counts: tuple[int, ...], shapes: tuple[Shape, ...]) -> tuple[tuple[Cell, ...], ...]:
    """Cells of each block, the middle ones first. Blocks take turns to claim the free cell nearest to their anchor."""
    scale = math.sqrt(size_class(sum(counts)) / 200)
    lines: list[list[Cell]] = []
    for shape, count in zip(shapes, counts, strict=True):
        reach = math.sqrt(max(count, 1)) * 2 + 6 * scale + 3
        column, row = round(shape.x * scale / 1.5), round(shape.y * scale / (2 * hexes.RISE))
        across, down = int(reach * shape.wide / 1.5) + 2, int(reach * max(shape.wide, shape.high) / 1.7) + 2
        near = [
            (round(distance((c, r), shape, scale), 6), c, r)
            for c in range(column - across, column + across + 1)
            for r in range(row - down, row + down + 1)
        ]
        near.sort(reverse=True)
        lines.append([(c, r) for _, c, r in near])
    taken: set[Cell] = set()
    claimed: list[list[Cell]] = [[] for _ in counts]
    for turn in range(max(counts, default=0)):
        for line, mine, count in zip(lines, claimed, counts, strict=True):
            if turn >= count:
                continue
            cell = line.pop()
            while cell in taken:
                cell = line.pop()
            taken.add(cell)
            mine.append(cell)
    return tuple(tuple(mine) for mine in claimed)


def draw(blocks: Sequence[Block], shapes: Mapping[str, Shape], label: str) -> Comb:
    """Lay out and draw a comb of several blocks, each with its name and figure beside it."""
    used = [shapes[block.key] for block in blocks]
    claimed = claim(tuple(block.count for block in blocks), tuple(used))
    size = size_class(sum(block.count for block in blocks))
    placed: list[Middles] = []
    homes: list[Middles] = []
    for shape, cells in zip(used, claimed, strict=True):
        dx, dy = shape.shift
        middles = [(x + dx, y + dy) for x, y in map(hexes.middle, cells)]
        placed.append(middles)
        homes.append(middles + _home(shape, size))
    every = [point for middles in placed for point in middles]
    drawn: list[Drawn] = []
    names: list[tuple[float, float, float, float]] = []
    box = [math.inf, math.inf, -math.inf, -math.inf]
    for block, shape, middles, home in zip(blocks, used, placed, homes, strict=True):
        # As wide as the widest of the book faces and plain faces that a machine may have.
        width = max(12.6 * len(block.words), 10.4 * len(block.figure))
        x, y = _name_place(shape.label, home, width)
        while any(x - 22 < cx < x + width + 12 and y - 28 < cy < y + 32 for cx, cy in every) or any(
            x < right + 6 and left < x + width + 6 and y - 20 < low and top < y + 28 for left, top, right, low in names
        ):
            x += 5 if x > min(cx for cx, _ in home) + 1 else -5
        names.append((x, y - 20, x + width, y + 28))
        box = [
            min(box[0], x, *(cx - 10 for cx, _ in home)),
            min(box[1], y - 18, *(cy - 10 for _, cy in home)),
            max(box[2], x + width, *(cx + 10 for cx, _ in home)),
            max(box[3], y + 26, *(cy + 10 for _, cy in home)),
        ]
        drawn.append(
            Drawn(
                block,
                empty=hexes.outlines(middles[block.filled :]),
                lit=hexes.outlines(middles[: block.filled]),
                x=hexes.number(x),
                y=hexes.number(y),
                y2=hexes.number(y + 21),
            )
        )
    left, top, right, bottom = box if blocks else [0.0, 0.0, 1.0, 1.0]
    return Comb(
        tuple(drawn),
        label,
        *map(hexes.number, (left - 2, top - 2, right - left + 4, bottom - top + 4)),
    )


def _home(shape: Shape, size: int) -> Middles:
    """The ground kept for a block, however few cells it has: four points round its anchor."""
    scale = math.sqrt(size / 200) * hexes.RADIUS
    x, y, reach = shape.x * scale, shape.y * scale, 4.6 * scale
    return [(x - reach, y), (x + reach, y), (x, y - reach), (x, y + reach)]


def _name_place(side: str, home: Middles, width: float) -> tuple[float, float]:
    """Where a block's name begins: beside its top, above one of its ends, or below."""
    left, right = min(x for x, _ in home) - 10, max(x for x, _ in home) + 10
    if side == "below":
        return (left + right) / 2 - width / 2, max(y for _, y in home) + 34
    if side == "above-left":
        return left, min(y for x, y in home if x < left + width + 12) - 42
    if side == "above-right":
        return right - 40, min(y for x, y in home if x > right - 60) - 42
    top = min(y for _, y in home) - 10
    return max(x for x, y in home if y < top + 60) + 26, top + 16
