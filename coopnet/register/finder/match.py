"""Which schools a search means, best first.

1. Every word as the beginning of a word of the school: most searches end here.
2. Too few: words that are one or two slips away from the words typed.
3. Still too few: all words but one, then the rarest pairs. Whatever was gathered is put in order by how well it fits.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import combinations

from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA

from coopnet.register.finder.index import PREFIXES, Reader

ENOUGH = 10
GATHERED = 400
_WORDS = 12
_LOOSE = 60  # how many each looser question may add
_NEAR = 8
_MEANT = 60
_FITS = 88
_REACH = 40_000


@dataclass(frozen=True, slots=True)
class Filters:
    """What a result must be. None or nothing means: whatever."""

    authority_codes: frozenset[str] | None = None
    phase: str = ""
    family: str = ""
    coop_on: date | None = None
    open_only: bool = False

    def sql(self) -> tuple[str, list[object]]:
        """A condition on the table of schools, and its values."""
        parts: list[str] = []
        values: list[object] = []
        if self.authority_codes is not None:
            parts.append(f"authority_code IN ({', '.join('?' * len(self.authority_codes))})")
            values += sorted(self.authority_codes)
        if self.phase:
            parts.append("phase = ?")
            values.append(self.phase)
        if self.family:
            parts.append("family = ?")
            values.append(self.family)
        if self.coop_on:
            parts.append("coop AND coop_from <= ? AND (coop_until = '' OR coop_until > ?)")
            values += [self.coop_on.isoformat()] * 2
        if self.open_only:
            parts.append("open")
        return "".join(f" AND {part}" for part in parts), values


@dataclass(frozen=True, slots=True)
class Found:
    """Keys, best first; how many, and whether there are others. ``corrected``: nothing held the words as typed."""

    keys: list[int]
    total: int
    more: bool
    corrected: bool = False


def match(reader: Reader, search: str, filters: Filters) -> Found:
    """The schools that a folded search means, at most ``GATHERED`` of them."""
    words = search.split()[:_WORDS]
    words = [word for word in words if len(word) > 1] or words  # a single letter is worth its place in a name only
    pot = _Pot(reader, filters)
    pot.add_names(search)
    pot.add([[word] for word in words])
    corrected = not pot.lines
    if corrected and words:
        groups = [group for word in words for group in _meant(reader, word)]
        if groups != [[word] for word in words]:
            pot.add(group for group in groups if group)
            pot.whole = set(pot.lines)
        if not pot.fits(search):
            _loosen(reader, pot, [group for group in groups if group])
    keys = pot.ranked(search)
    return Found(keys, len(keys), more=len(keys) >= GATHERED, corrected=corrected and bool(keys))


def listed(reader: Reader, filters: Filters) -> Found:
    """All schools that pass the filters, in the order of their names."""
    condition, values = filters.sql()
    where = f" WHERE 1{condition}"
    (total,) = reader.file.execute(f"SELECT count(*) FROM school{where}", values).fetchone()  # noqa: S608 - own parts
    found = reader.file.execute(
        f"SELECT key FROM school{where} ORDER BY folded, key LIMIT {GATHERED}",  # noqa: S608 - own parts
        values,
    )
    keys = [key for (key,) in found]
    return Found(keys, total, more=total > len(keys))


def middle(reader: Reader, place: str) -> tuple[float, float] | None:
    """The middle of the schools whose postcode begins so, or whose town or authority is called so."""
    if not place:
        return None
    for condition, value in (
        ("lower(postcode) = ?", place),
        ("lower(postcode) LIKE ? || ' %'", place.split()[0]),
        ("lower(town) = ?", place),
        ("lower(authority) = ?", place),
    ):
        east, north = reader.file.execute(
            f"SELECT avg(easting), avg(northing) FROM school WHERE easting IS NOT NULL AND {condition}",  # noqa: S608 - own parts
            (value,),
        ).fetchone()
        if east is not None:
            return east, north
    return None


def around(reader: Reader, middle: tuple[float, float], filters: Filters, limit: int) -> list[int]:
    """Keys of the schools nearest to a spot of the national grid, within a square of 80 km."""
    condition, values = filters.sql()
    east, north = middle
    found = reader.file.execute(
        "SELECT key FROM school WHERE easting BETWEEN ? AND ? AND northing BETWEEN ? AND ?"  # noqa: S608 - own parts
        f"{condition} ORDER BY (easting - ?) * (easting - ?) + (northing - ?) * (northing - ?), key LIMIT {int(limit)}",
        (east - _REACH, east + _REACH, north - _REACH, north + _REACH, *values, east, east, north, north),
    )
    return [key for (key,) in found]


def _loosen(reader: Reader, pot: "_Pot", groups: list[list[str]]) -> None:
    """All words but one, then pairs of the rarest, then the rarest alone."""
    rare = sorted(groups, key=lambda group: sum(_weight(reader, word) for word in group))[:5]
    if len(groups) == 1 and len(groups[0][0]) > 3:
        pot.add([_near(reader, groups[0][0])], _LOOSE)
    for size in range(len(rare) - 1, 0, -1):
        for some in combinations(rare, size):
            pot.add(some, _LOOSE)
        if len(pot.lines) >= _LOOSE:
            return


def _weight(reader: Reader, word: str) -> int:
    """About how many schools hold a word that begins so; short beginnings count as common."""
    return reader.vocabulary.counts.get(word, 1 if len(word) > 4 else 1000)


def _meant(reader: Reader, word: str) -> list[list[str]]:
    """What a word as typed may stand for: itself, words near it, or two words without the space between them."""
    if reader.vocabulary.words_from(word):
        return [[word]]
    near = _near(reader, word)
    if near:
        return [near]
    for place in range(len(word) - 2, 2, -1):
        if word[:place] in reader.vocabulary.counts and reader.vocabulary.words_from(word[place:]):
            return [[word[:place]], [word[place:]]]
    return []


def _near(reader: Reader, word: str) -> list[str]:
    """Beginnings of known words that are a slip or two away: letters swapped, missing, doubled or wrong."""
    slips = 1 if len(word) < 8 else 2
    first = [letter for letter in dict.fromkeys(word[:2]) if letter in reader.vocabulary.by_letter]
    for letters in (first, list(reader.vocabulary.by_letter)):
        beginnings = [
            reader.vocabulary.beginnings(letter, len(word) + more) for letter in letters for more in (0, -1, 1)
        ]
        found = [
            (distance, beginning)
            for some in beginnings
            for beginning, distance, _ in process.extract(
                word, some, scorer=OSA.distance, score_cutoff=slips, limit=_NEAR, processor=None
            )
        ]
        if found or len(word) < 4:
            return [beginning for _, beginning in sorted(found)[:_NEAR]]
    return []


class _Pot:
    """Schools gathered so far: key to folded line."""

    def __init__(self, reader: Reader, filters: Filters) -> None:
        self.reader = reader
        self.file = reader.file
        self.condition, self.values = filters.sql()
        self.lines: dict[int, str] = {}
        self.whole: set[int] = set()  # those that hold every word, slips put right

    def add_names(self, search: str) -> None:
        """Schools whose name begins with the search."""
        self.lines.update(
            self.file.execute(
                f"SELECT key, line FROM school WHERE folded >= ? AND folded < ?{self.condition}"  # noqa: S608 - own parts
                " ORDER BY folded LIMIT 60",
                (search, f"{search}\x7f", *self.values),
            )
        )

    def add(self, groups: Iterable[Iterable[str]], limit: int = GATHERED) -> None:
        """Schools that hold, of every group, one word that begins so. Words are letters and digits only."""
        clause = " AND ".join("(" + " OR ".join(map(self._term, group)) + ")" for group in groups)
        if clause:
            self.lines.update(
                self.file.execute(
                    "SELECT key, line FROM found CROSS JOIN school ON school.key = found.rowid"  # noqa: S608 - own parts
                    f" WHERE found MATCH ?{self.condition} LIMIT {limit}",
                    (clause, *self.values),
                )
            )

    def _term(self, word: str) -> str:
        """A beginning as the full words it may mean, if they are few: the full-text table is quicker with those."""
        if len(word) > PREFIXES:
            meant = self.reader.vocabulary.words_from(word)
            if len(meant) <= _MEANT:
                return " OR ".join(f'"{one}"' for one in meant) or f'"{word}"'
        return f'"{word}"*'

    def fits(self, search: str) -> bool:
        """Whether what was gathered holds something much like the search."""
        return any(fuzz.partial_ratio(search, line, score_cutoff=_FITS) for line in self.lines.values())

    def ranked(self, search: str) -> list[int]:
        """Best first: names that begin so, then likeness, then the order of keys."""
        lines = dict(sorted(self.lines.items()))
        scored = process.extract(search, lines, scorer=fuzz.partial_ratio, processor=None, limit=None)
        order = [
            (-score - (20 if line.startswith(search) else 0) - (20 if key in self.whole else 0), key)
            for line, score, key in scored
        ]
        return [key for _, key in sorted(order)[:GATHERED]]
