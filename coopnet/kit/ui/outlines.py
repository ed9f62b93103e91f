"""Outline maps: borders between small areas, summed into whatever larger areas are asked for, as SVG paths.

A border is drawn only where the areas on its two sides belong to different groups (or where one side is the sea), so a
map follows the grouping that it is given and needs no file of its own.
"""

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

Spot = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Border:
    """A stretch of boundary and the one or two areas that it bounds."""

    areas: frozenset[str]
    line: tuple[Spot, ...]


@dataclass(frozen=True, slots=True)
class Frame:
    """The window on the ground and how it is scaled: drawn x = (x - left) * scale, drawn y = (top - y) * scale."""

    left: float
    top: float
    scale: float
    width: float
    height: float

    def place(self, x: float, y: float) -> tuple[float, float]:
        """Where a spot of the ground is drawn."""
        return (x - self.left) * self.scale, (self.top - y) * self.scale


def frame(spots: Iterable[Spot], *, width: float, height: float, margin: float = 6) -> Frame:
    """The largest scale at which all spots fit into the given size, with a margin."""
    every = list(spots)
    if not every:
        return Frame(0, 0, 1, width, height)
    left, right = min(x for x, _ in every), max(x for x, _ in every)
    low, high = min(y for _, y in every), max(y for _, y in every)
    scale = min((width - 2 * margin) / max(right - left, 1), (height - 2 * margin) / max(high - low, 1))
    pad = margin / scale
    return Frame(left - pad, high + pad, scale, (right - left) * scale + 2 * margin, (high - low) * scale + 2 * margin)


def rings(borders: Sequence[Border], group_of: Mapping[str, str]) -> dict[str, list[list[Spot]]]:
    """The closed lines round each group, coast and border alike, every line once."""
    parts: dict[str, list[list[Spot]]] = defaultdict(list)
    for border in borders:
        groups = [group_of.get(area) for area in sorted(border.areas)]
        if len(groups) == 2 and groups[0] == groups[1]:
            continue
        for group in groups:
            if group is not None:
                parts[group].append(list(border.line))
    return {group: _closed(lines) for group, lines in sorted(parts.items())}


def _closed(lines: list[list[Spot]]) -> list[list[Spot]]:
    """Stretches joined end to end until each closes. A stretch that finds no partner is left as it is."""
    done = [line for line in lines if line[0] == line[-1]]
    at: dict[Spot, list[int]] = defaultdict(list)
    waiting = {i: line for i, line in enumerate(lines) if line[0] != line[-1]}
    for i, line in waiting.items():
        at[line[0]].append(i)
        at[line[-1]].append(i)
    while waiting:
        first = min(waiting)
        ring = waiting.pop(first)
        while ring[0] != ring[-1]:
            nearby = [i for i in at[ring[-1]] if i in waiting]
            if not nearby:
                break
            line = waiting.pop(nearby[0])
            ring = ring + (line if line[0] == ring[-1] else line[::-1])[1:]
        done.append(ring)
    return done


def path(lines: Iterable[Sequence[Spot]], where: Frame) -> str:
    """The lines as one SVG path in tenths of a unit; spots that fall together are drawn once."""
    out: list[str] = []
    for line in lines:
        points: list[tuple[int, int]] = []
        for spot in line:
            x, y = where.place(*spot)
            point = (round(x * 10), round(y * 10))
            if not points or point != points[-1]:
                points.append(point)
        closed = line[0] == line[-1]
        if len(points) < (4 if closed else 2):
            continue
        out.append(f"M{_tenth(points[0][0])} {_tenth(points[0][1])}l")
        steps: list[str] = []
        for (x1, y1), (x2, y2) in zip(points, points[1:-1] if closed else points[1:], strict=False):
            dx, dy = _tenth(x2 - x1), _tenth(y2 - y1)
            gap = "" if not steps or dx.startswith("-") else " "
            steps.append(gap + dx + ("" if dy.startswith("-") else " ") + dy)
        out.append("".join(steps) + ("z" if closed else ""))
    return "".join(out)


def _tenth(value: int) -> str:
    """A number of tenths in as few characters as can be."""
    sign, whole, rest = "-" if value < 0 else "", abs(value) // 10, abs(value) % 10
    if not rest:
        return f"{sign}{whole}"
    return f"{sign}{whole or ''}.{rest}"


def within(lines: Iterable[Sequence[Spot]]) -> tuple[float, float]:
    """A spot for a name: the middle of the largest closed line."""
    best, spot = -1.0, (0.0, 0.0)
    for line in lines:
        twice = sx = sy = 0.0
        for (x1, y1), (x2, y2) in zip(line, [*line[1:], line[0]], strict=True):
            cross = x1 * y2 - x2 * y1
            twice, sx, sy = twice + cross, sx + (x1 + x2) * cross, sy + (y1 + y2) * cross
        if abs(twice) > best and not math.isclose(twice, 0):
            best, spot = abs(twice), (sx / (3 * twice), sy / (3 * twice))
    return spot
