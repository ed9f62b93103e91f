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


@dataclass(frozen=True, slots=True)
class Shape:
    """Where a block grows and how: anchor and axes in cell radii for a comb of 200, turn in degrees, where its name
    stands (``right``, ``above``, ``below``), and by how much the finished block moves so that a seam shows."""

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
    end: bool

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
    """Combs are laid out for the next of 12, 25, 50, 100, 150, 200, 250, 300 … cells, so that one joiner moves nobody."""
    for size in (12, 25, 50, 100):
        if total <= size:
            return size
    return 50 * math.ceil(total / 50)


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
    used = tuple(shapes[block.key] for block in blocks)
    claimed = claim(tuple(block.count for block in blocks), used)
    drawn: list[Drawn] = []
    left, top, right, bottom = [math.inf], [math.inf], [-math.inf], [-math.inf]
    for block, shape, cells in zip(blocks, used, claimed, strict=True):
        middles = [(x + shape.shift[0], y + shape.shift[1]) for x, y in map(hexes.middle, cells)]
        scale = math.sqrt(size_class(sum(b.count for b in blocks)) / 200)
        middles = middles or [(shape.x * scale * hexes.RADIUS, shape.y * scale * hexes.RADIUS)]
        xs, ys = [x for x, _ in middles], [y for _, y in middles]
        low_x, high_x, low_y, high_y = min(xs) - 10, max(xs) + 10, min(ys) - 9, max(ys) + 9
        width = max(10.0 * len(block.words), 8.4 * len(block.figure))
        x, y, end = _name_place(shape.label, low_x, high_x, low_y, high_y, middles, width)
        left.append(min(low_x, x - (width if end else 0)))
        right.append(max(high_x, x + (0 if end else width)))
        top.append(min(low_y, y - 16))
        bottom.append(max(high_y, y + 26))
        lit, empty = (middles[: block.filled], middles[block.filled :]) if block.count else ([], [])
        drawn.append(
            Drawn(
                block,
                hexes.outlines(empty),
                hexes.outlines(lit),
                hexes.number(x),
                hexes.number(y),
                hexes.number(y + 21),
                end,
            )
        )
    if not blocks:
        left, top, right, bottom = [0.0], [0.0], [1.0], [1.0]
    low_x, low_y = min(left) - 2, min(top) - 2
    return Comb(
        tuple(drawn),
        label,
        hexes.number(low_x),
        hexes.number(low_y),
        hexes.number(max(right) + 2 - low_x),
        hexes.number(max(bottom) + 2 - low_y),
    )


def _name_place(
    side: str,
    left: float,
    right: float,
    top: float,
    bottom: float,
    middles: Sequence[tuple[float, float]],
    width: float,
) -> tuple[float, float, bool]:
    """Where a block's name begins (or ends): beside its top, above its thin end, or below."""
    if side == "below":
        return (left + right) / 2 - width / 2, bottom + 24, False
    if side == "above-left":
        here = [y for x, y in middles if x - 12 < left + width]
        return left, min(here, default=top) - 44, False
    if side == "above-right":
        here = [y for x, y in middles if x + 12 > right - width + 20]
        return right - width + 20, min(here, default=top) - 44, False
    here = [x for x, y in middles if y - 10 < top + 50]
    return max(here, default=right) + 22, top + 16, False
