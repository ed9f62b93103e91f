"""The picture of a year: from the reserve at its start, through what came in and went out, to its end."""

from dataclasses import dataclass

from coopnet.kit.money import pounds
from coopnet.ledger.queries import Statement

_WIDE, _FLOOR, _TOP = 940, 240, 40
_PHONE, _ROW = 340, 52


@dataclass(frozen=True, slots=True)
class Step:
    """A bar and a row of the table. ``change`` is None for a level; ``left`` is where the reserve's account stands."""

    key: str
    words: str
    change: int | None
    left: int
    mark: str
    opens: bool = False

    @property
    def sum(self) -> str:
        """With its sign, where it is a change."""
        if self.change is None:
            return pounds(self.left)
        return f"+{pounds(self.change)}" if self.change > 0 else pounds(self.change)

    @property
    def brief(self) -> str:
        """As ``sum``, without pence where there are none: for over a bar."""
        return self.sum.removesuffix(".00")

    @property
    def came(self) -> int | None:
        """What came in, if it did."""
        return self.change if self.change is not None and self.change > 0 else None

    @property
    def went(self) -> int | None:
        """What went out, if it did."""
        return -self.change if self.change is not None and self.change < 0 else None


@dataclass(frozen=True, slots=True)
class Bar:
    """A drawn step: its path, and where its words stand."""

    step: Step
    path: str
    x: int
    y: int


@dataclass(frozen=True, slots=True)
class Picture:
    """The drawing at two sizes, with the steps for the table."""

    steps: tuple[Step, ...]
    wide: tuple[Bar, ...]
    phone: tuple[Bar, ...]
    phone_height: int
    words: str


def steps(found: Statement) -> tuple[Step, ...]:
    """Every line in order with what is left after it."""
    made = [Step("opening", "Reserve at the start", None, found.opening.pence, "bh", opens=True)]

    def add(key: str, words: str, change: int, mark: str, opens: bool = True) -> None:
        if change:
            made.append(Step(key, words, change, made[-1].left + change, mark, opens))

    for row in found.income:
        add(row.key, row.words, row.pence, "b4")
    for row in found.spent:
        add(row.key, row.words, -row.pence, "b2")
    rest = found.moved.pence - found.result
    add("rest", "Short, not taken from it" if rest > 0 else "Not moved yet", rest, "bt", opens=False)
    add("released", "Released", -found.released.pence, "b3")
    made.append(Step("closing", "Reserve at the end", None, found.closing.pence, "bh"))
    return tuple(made)


def picture(found: Statement) -> Picture:
    """Draw it. Whole points only, so that the same year always gives the same picture."""
    rows = steps(found)
    levels = [0, *(row.left for row in rows)]
    low, high = min(levels), max(max(levels), min(levels) + 1)
    slot = _WIDE // len(rows)

    def up(pence: int, length: int) -> int:
        return (pence - low) * length // (high - low)

    wide, phone = [], []
    for place, row in enumerate(rows):
        before = row.left - row.change if row.change is not None else 0
        least, most = sorted((before, row.left))
        top, foot = _FLOOR - up(most, _FLOOR - _TOP), _FLOOR - up(least, _FLOOR - _TOP)
        left, width = place * slot + 8, slot - 16
        wide.append(
            Bar(row, f"M{left} {top}h{width}v{max(foot - top, 2)}h-{width}z", left + width // 2, top - 8)
        )  # fmt: skip
        start, end = up(least, _PHONE - 4), up(most, _PHONE - 4)
        across, y = max(end - start, 2), place * _ROW
        phone.append(Bar(row, f"M{start + 2} {y + 22}h{across}v18h-{across}z", 0, y + 16))
    words = f"From {pounds(found.opening.pence)} to {pounds(found.closing.pence)} in {found.year.name}"
    return Picture(rows, tuple(wide), tuple(phone), len(rows) * _ROW, words)
