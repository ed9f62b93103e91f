"""The life of a school drawn as lanes over the years: its numbers, its trusts, its time of being co-operative."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from coopnet.register.story import Story, Stretch

WIDTH, LEFT, TOP, LANE, HIGH = 950, 120, 34, 46, 34
_LETTER = 9.7  # about the width of a letter of the words inside a bar
_LANES = (("school", "School"), ("trust", "Trust"), ("coop", "Co-operative"))


@dataclass(frozen=True, slots=True)
class Tick:
    """A year on the axis."""

    x: int
    words: str


@dataclass(frozen=True, slots=True)
class Bar:
    """A stretch as drawn: a path, words that fit inside (or none), lit where it stands for being co-operative."""

    path: str
    x: int
    y: int
    words: str
    lit: bool


@dataclass(frozen=True, slots=True)
class Lane:
    """The name of a lane and where it stands."""

    words: str
    y: int


@dataclass(frozen=True, slots=True)
class Line:
    """The whole drawing. ``told``: the same in a sentence, for those who hear it."""

    height: int
    bottom: int
    ticks: list[Tick]
    lanes: list[Lane]
    bars: list[Bar]
    told: str


def line(story: Story) -> Line | None:
    """The drawing up to the story's day; nothing when no day at all is known."""
    last = story.on + timedelta(days=1)
    days = [day for one in story.stretches for day in (one.starts, one.ends) if day is not None and day <= last]
    days += [event.day for event in story.events]
    if not days:
        return None
    first = date(max(min(days).year - 1, 1800), 1, 1)
    span = max((last - first).days, 365)

    def x(day: date | None, else_: int) -> int:
        if day is None:
            return else_
        return round(LEFT + min(max((day - first).days / span, 0), 1) * (WIDTH - LEFT - 6))

    lanes: list[Lane] = []
    bars: list[Bar] = []
    top = TOP
    for key, words in _LANES:
        rows = _rows([one for one in story.stretches if one.lane == key])
        if not rows:
            continue
        lanes.append(Lane(words, top + 23))
        for row in rows:
            for one in row:
                start, end = x(one.starts, LEFT), x(one.ends, WIDTH - 6)
                if end - start > 4:
                    shown = f"M{start + 2} {top}h{end - start - 3}v{HIGH}h-{end - start - 3}z"
                    bars.append(Bar(shown, start + 10, top + 23, _fitting(one, end - start - 16), key == "coop"))
            top += LANE
        top += 8
    step = next(step for step in (1, 2, 5, 10, 20, 50, 100) if span / 365 / step <= 10)
    years = range(-(-(first.year + 1) // step) * step, last.year + 1, step)
    ticks = [Tick(x(date(year, 1, 1), LEFT), str(year)) for year in years if x(date(year, 1, 1), LEFT) < WIDTH - 24]
    return Line(top + 6, top - 4, ticks, lanes, bars, _told(story))


def _rows(stretches: Sequence[Stretch]) -> list[list[Stretch]]:
    """Stretches of a lane in as few rows as keep them apart; after the third, the rest is left to the list."""
    rows: list[list[Stretch]] = []
    for one in stretches:
        for row in rows:
            end = row[-1].ends
            if end is not None and one.starts is not None and end <= one.starts:
                row.append(one)
                break
        else:
            if len(rows) < 3:
                rows.append([one])
    return rows


def _fitting(one: Stretch, width: float) -> str:
    """The longest of the stretch's words that fit."""
    for words in (one.words, one.short):
        if len(words) * _LETTER <= width:
            return words
    room = int(width / _LETTER) - 1
    return f"{one.short[:room].rstrip()}…" if room >= 6 else ""


def _told(story: Story) -> str:
    parts = [f"{event.title}, {event.day.year}" for event in reversed(story.events)]
    return f"{'; '.join(parts[:12])}. The list below has the days." if parts else "The list below has the days."
