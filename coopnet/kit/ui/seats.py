"""A row of cells, one for each seat: filled for a holder, dashed for a vacancy."""

from collections.abc import Sequence
from dataclasses import dataclass

from coopnet.kit.ui import hexes


@dataclass(frozen=True, slots=True)
class SeatCell:
    """One cell of the row: its path and its classes."""

    path: str
    mark: str
    filled: bool


@dataclass(frozen=True, slots=True)
class SeatRow:
    """The row, with its words."""

    cells: tuple[SeatCell, ...]
    label: str
    width: str
    height: str


def row(seats: Sequence[tuple[str, bool]], label: str) -> SeatRow:
    """Draw seats given as (class of the region's mark, whether somebody holds it), in a zigzag."""
    cells = tuple(
        SeatCell(hexes.outline(16 + 15 * i, 17 if i % 2 == 0 else 25.7), mark, filled)
        for i, (mark, filled) in enumerate(seats)
    )
    return SeatRow(cells, label, str(22 + 15 * len(seats)), "43")


def initials(name: str) -> str:
    """First letters of the first and the last word of a name."""
    words = name.split()
    return (words[0][:1] + (words[-1][:1] if len(words) > 1 else "")).upper() if words else ""
