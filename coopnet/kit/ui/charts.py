"""Charts drawn twice, once for a phone and once for a wide page. A table with the same figures always follows them."""

from collections.abc import Sequence
from dataclasses import dataclass

from coopnet.kit.ui.hexes import number

_STEPS = (1, 2, 5, 10, 20, 25, 50, 100, 200, 250, 500, 1000, 2000, 5000)
_DASHES = ("", "8 4", "2 3", "10 3 2 3")


@dataclass(frozen=True, slots=True)
class Series:
    """One row of figures. ``mark`` is the class that gives its colour; None among the values: not known."""

    words: str
    mark: str
    values: tuple[int | None, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """A horizontal line of the grid, with its figure."""

    y: str
    words: str


@dataclass(frozen=True, slots=True)
class Label:
    """Words under a bar or point, or beside a line's end."""

    x: str
    y: str
    words: str
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Stroke:
    """A drawn series: an area or a line, with its colour and its dashes."""

    path: str
    mark: str
    dash: str
    words: str


@dataclass(frozen=True, slots=True)
class View:
    """The drawing at one size."""

    width: str
    height: str
    base: str
    left: str
    right: str
    grid: tuple[Line, ...]
    labels: tuple[Label, ...]
    strokes: tuple[Stroke, ...]
    names: tuple[Label, ...]
    only: str


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart ready for the template: ``kind`` bars or lines, its title and what it shows in a sentence."""

    key: str
    kind: str
    title: str
    words: str
    views: tuple[View, ...]
    series: tuple[Series, ...]


def _grid(highest: int, base: float, top: float) -> tuple[tuple[Line, ...], float]:
    """Lines at round figures, at most five, and the height of one unit."""
    step = next((s for s in _STEPS if highest <= 4 * s), _STEPS[-1])
    last = max(step, step * -(-highest // step))
    unit = (base - top) / last
    return tuple(Line(number(base - value * unit), str(value)) for value in range(0, last + 1, step)), unit


def _axis(names: Sequence[str], xs: Sequence[float], y: float, room: float) -> tuple[Label, ...]:
    """Words under the axis, as many as there is room for, the last one always."""
    widest = max((9.0 * len(name) + 10 for name in names), default=1)
    every = max(1, -(-int(widest) // max(1, int(room))))
    last = len(names) - 1
    return tuple(
        Label(number(x), number(y), name)
        for i, (name, x) in enumerate(zip(names, xs, strict=True))
        if (last - i) % every == 0
    )


def bars(*, key: str, title: str, words: str, names: Sequence[str], series: Sequence[Series]) -> Chart:
    """Stacked bars, one for each name. An unknown value is drawn as nothing."""
    totals = [sum(s.values[i] or 0 for s in series) for i in range(len(names))]
    views = []
    for width, height, only in ((640.0, 280.0, "only-wide"), (340.0, 250.0, "only-phone")):
        left, right, top, base = 40.0, width - 4, 14.0, height - 32
        grid, unit = _grid(max(totals, default=1) or 1, base, top)
        room = (right - left) / max(1, len(names))
        wide = min(46.0, room * 0.66)
        xs = [left + room * (i + 0.5) for i in range(len(names))]
        strokes = []
        below = [0.0] * len(names)
        for one in series:
            path = ""
            for i, value in enumerate(one.values):
                if value:
                    high = number(value * unit)
                    path += f"M{number(xs[i] - wide / 2)} {number(base - below[i])}v-{high}h{number(wide)}v{high}z"
                    below[i] += value * unit
            strokes.append(Stroke(path, one.mark, "", one.words))
        labels = _axis(names, xs, base + 22, room)
        views.append(
            View(
                number(width), number(height), number(base), number(left), number(right),
                grid, labels, tuple(strokes), (), only,
            )
        )  # fmt: skip
    return Chart(key, "bars", title, words, tuple(views), tuple(series))


def lines(*, key: str, title: str, words: str, names: Sequence[str], series: Sequence[Series]) -> Chart:
    """Lines over the same names, each with its own dashes, named at its end on a wide page."""
    highest = max((value for s in series for value in s.values if value is not None), default=1) or 1
    views = []
    for width, height, only in ((640.0, 300.0, "only-wide"), (340.0, 250.0, "only-phone")):
        # On a phone only half of the last word under the axis stands right of the lines.
        beside = max((len(s.words) for s in series), default=0) if only == "only-wide" else len("".join(names[-1:])) / 2
        aside = 9.0 * beside + 12
        left, right, top, base = 40.0, width - aside, 14.0, height - 32
        grid, unit = _grid(highest, base, top)
        room = (right - left) / max(1, len(names) - 1)
        xs = [left + room * i for i in range(len(names))]
        strokes, ends = [], []
        for i, one in enumerate(series):
            path, pen = "", "M"
            for x, value in zip(xs, one.values, strict=True):
                if value is None:
                    pen = "M"
                    continue
                path += f"{pen}{number(x)} {number(base - value * unit)}"
                pen = "L"
            strokes.append(Stroke(path, one.mark, _DASHES[i % len(_DASHES)], one.words))
            if one.values and one.values[-1] is not None:
                ends.append((base - one.values[-1] * unit, one))
        views.append(
            View(
                number(width), number(height), number(base), number(left), number(right),
                grid, _axis(names, xs, base + 22, room), tuple(strokes),
                _apart(ends, right + 8, top) if only == "only-wide" else (), only,
            )
        )  # fmt: skip
    return Chart(key, "lines", title, words, tuple(views), tuple(series))


def _apart(ends: list[tuple[float, Series]], x: float, top: float) -> tuple[Label, ...]:
    """Names beside the ends of their lines, pushed apart where they would touch, and none above the drawing."""
    found: list[Label] = []
    above = top - 19
    for y, one in sorted(ends, key=lambda end: end[0]):
        above = max(y + 5, above + 19)
        found.append(Label(number(x), number(above), one.words, one.mark))
    return tuple(found)
