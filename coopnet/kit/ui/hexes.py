"""The honeycomb grid: flat-top cells named by column and row, their middles, neighbours and outlines."""

from collections.abc import Iterable

Cell = tuple[int, int]

RADIUS = 10.0  # from a cell's middle to the middle of its corner in the grid
DRAWN = 9.07  # the same as drawn, so that neighbouring walls do not touch
RISE = 0.8660254037844386


def middle(cell: Cell) -> tuple[float, float]:
    """Where the middle of a cell lies, in units of RADIUS times one."""
    column, row = cell
    return 1.5 * RADIUS * column, 2 * RISE * RADIUS * (row + (0.5 if column % 2 else 0.0))


def neighbours(cell: Cell) -> tuple[Cell, ...]:
    """The six cells around a cell, clockwise from the one above."""
    column, row = cell
    up, down = (row, row + 1) if column % 2 else (row - 1, row)
    return (
        (column, row - 1),
        (column + 1, up),
        (column + 1, down),
        (column, row + 1),
        (column - 1, down),
        (column - 1, up),
    )


def number(value: float) -> str:
    """A coordinate in as few characters as one decimal needs."""
    text = f"{value:.1f}"
    return text[:-2] if text.endswith(".0") else text


def outline(x: float, y: float, radius: float = DRAWN) -> str:
    """The path of one cell round a middle."""
    half, rise = number(radius / 2), number(radius * RISE)
    wide = number(radius)
    return f"M{number(x - radius)} {number(y)}l{half}-{rise}h{wide}l{half} {rise}-{half} {rise}h-{wide}z"


def outlines(middles: Iterable[tuple[float, float]], radius: float = DRAWN) -> str:
    """The paths of many cells as one."""
    return "".join(outline(x, y, radius) for x, y in middles)
