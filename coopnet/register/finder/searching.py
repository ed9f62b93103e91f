"""The finder's door: keeps an index open, makes it when there is none, answers with rows ready to show."""

import sqlite3
import threading
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from fcntl import LOCK_EX, flock
from pathlib import Path
from typing import Any, TypeVar

from django.conf import settings
from django.db import connection

from coopnet.register.finder import index, match
from coopnet.register.finder.fold import fold, fold_search
from coopnet.register.finder.source import rows

_SHOWN = (
    "id, urn, name, town, postcode, authority_code, authority, phase, family, kind,"
    " open, coop, coop_from, coop_until, trust, easting, northing"
)
_here = threading.local()


class _Shared:
    """The words of the newest index, read once a process; each reader checks that they are those of its file."""

    vocabulary: index.Vocabulary | None = None


_shared = _Shared()
Answer = TypeVar("Answer")


@dataclass(frozen=True, slots=True)
class Hit:
    """A school as a result shows it. ``coop``: ``yes``, ``was`` or nothing, on the day that was asked about."""

    id: int
    urn: int
    name: str
    town: str
    postcode: str
    authority_code: str
    authority: str
    phase: str
    family: str
    kind: str
    open: bool
    coop: str
    trust: str
    easting: int | None
    northing: int | None
    miles: float | None = None


@dataclass(frozen=True, slots=True)
class Results:
    """``total`` counts no further than the finder gathers (``more`` says that there are others). ``phases`` and
    ``families`` count what was gathered, so that a page can offer to narrow it down. ``corrected``: nothing held the
    words as typed, these come near."""

    hits: list[Hit]
    total: int
    more: bool
    corrected: bool = False
    phases: Counter[str] = field(default_factory=Counter)
    families: Counter[str] = field(default_factory=Counter)


@dataclass(frozen=True, slots=True)
class Near:
    """Schools round a place, nearest first. ``place`` is what was taken as the middle; empty when it is not known."""

    place: str
    hits: list[Hit]


def search(
    text: str,
    *,
    authority_codes: frozenset[str] | None = None,
    phase: str = "",
    type_group: str = "",
    coop_only: bool = False,
    open_only: bool = False,
    on: date | None = None,
    limit: int = 20,
    offset: int = 0,
) -> Results:
    """Schools that the words may mean, best first. Without words: all that pass the filters, in the order of names.

    ``on`` is the day for which "co-operative" is asked; without it, whatever has no end counts. Any text may be handed
    in; what holds no letter or digit finds nothing.
    """
    day = on or date.max
    filters = match.Filters(authority_codes, phase, type_group, day if coop_only else None, open_only)
    words = fold_search(text)

    def ask(reader: index.Reader) -> Results:
        if text.strip() and not words:
            return Results([], 0, more=False)
        found = match.match(reader, words, filters) if words else match.listed(reader, filters)
        facets = _facets(reader.file, found.keys)
        return Results(
            _hits(reader.file, found.keys[offset : offset + limit], day),
            total=found.total,
            more=found.more,
            corrected=found.corrected,
            phases=facets[0],
            families=facets[1],
        )

    return _asked(ask)


def near(place: str, *, coop_only: bool = False, on: date | None = None, limit: int = 20) -> Near:
    """Open schools nearest to a town or postcode, as far as 40 km away. The middle is that of the schools there."""
    day = on or date.max
    folded = fold(place[:60])
    filters = match.Filters(coop_on=day if coop_only else None, open_only=True)

    def ask(reader: index.Reader) -> Near:
        middle = match.middle(reader, folded)
        if middle is None:
            return Near("", [])
        keys = match.around(reader, middle, filters, limit)
        return Near(place.strip(), _hits(reader.file, keys, day, middle))

    return _asked(ask)


def rebuild() -> int:
    """Make the index anew from the register, put it in its place, and say how many schools it holds."""
    count = 0

    def counted() -> Iterator[index.Row]:
        nonlocal count
        for count, row in enumerate(rows(), 1):  # noqa: B007 - the number outlives the loop
            yield row

    with _alone():
        index.make(_path(), counted(), source=_database())
    return count


def refresh(ids: Iterable[int]) -> None:
    """Bring the schools of these ids up to date in the index. Without an index there is nothing to do."""
    wanted = list(ids)
    with _alone():
        if not _path().exists():
            return
        try:
            reader = index.Reader(_path())
            reader.close()
            if reader.source != _database():
                raise sqlite3.DatabaseError("an index of another database")
            index.change(_path(), wanted, rows(wanted))
        except (sqlite3.Error, FileNotFoundError):
            _path().unlink(missing_ok=True)


def _path() -> Path:
    return Path(settings.DATA_DIR) / "finder.sqlite3"


def _database() -> str:
    found = connection.settings_dict
    return f"{connection.vendor} {found['HOST']} {found['NAME']}"


@contextmanager
def _alone() -> Iterator[None]:
    """One maker at a time, over all processes."""
    path = _path()
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.with_name("finder.lock").open("w") as lock:
        flock(lock, LOCK_EX)
        yield


def _asked(ask: Callable[[index.Reader], Answer]) -> Answer:
    """Ask the index that stands in its place; make it when it is missing, torn or that of another database."""
    try:
        return ask(_reader())
    except (sqlite3.Error, FileNotFoundError):
        _forget()
    with _alone():
        try:
            usable = _reader().source == _database()
        except (sqlite3.Error, FileNotFoundError):
            usable = False
        if not usable:
            _forget()
            index.make(_path(), rows(), source=_database())
    return ask(_reader())


def _reader() -> index.Reader:
    """This thread's reader of the file that stands there now. Raises where there is none to be trusted."""
    reader: index.Reader | None = getattr(_here, "reader", None)
    if reader is not None and reader.stamp == index.stamp(_path()):
        return reader
    _forget()
    _here.reader = reader = index.Reader(_path(), _shared.vocabulary)
    _shared.vocabulary = reader.vocabulary
    if reader.source != _database():
        raise sqlite3.DatabaseError("an index of another database")
    return reader


def _forget() -> None:
    reader: index.Reader | None = getattr(_here, "reader", None)
    _here.reader = None
    if reader is not None:
        reader.close()


def _facets(file: sqlite3.Connection, keys: list[int]) -> tuple[Counter[str], Counter[str]]:
    marks = ", ".join("?" * len(keys))
    found = file.execute(f"SELECT phase, family FROM school WHERE key IN ({marks})", keys).fetchall()  # noqa: S608 - own parts
    return Counter(phase for phase, _ in found if phase), Counter(family for _, family in found if family)


def _hits(file: sqlite3.Connection, keys: list[int], day: date, middle: tuple[float, float] | None = None) -> list[Hit]:
    marks = ", ".join("?" * len(keys))
    found = {
        record[0]: record[1:]
        for record in file.execute(f"SELECT key, {_SHOWN} FROM school WHERE key IN ({marks})", keys)  # noqa: S608 - own parts
    }
    return [_hit(found[key], day.isoformat(), middle) for key in keys]


def _hit(record: tuple[Any, ...], day: str, middle: tuple[float, float] | None) -> Hit:
    pk, urn, name, town, postcode, code, authority, phase, family, kind, *rest = record
    is_open, coop, starts, ends, trust, east, north = rest
    now = bool(coop) and starts <= day and (not ends or day < ends)
    standing = "yes" if now else "was" if coop and ends else ""
    miles = None
    if middle is not None and east is not None and north is not None:
        miles = round(((east - middle[0]) ** 2 + (north - middle[1]) ** 2) ** 0.5 / 1609.344, 1)
    told = (pk, urn, name, town, postcode, code, authority, phase, family, kind)
    return Hit(*told, bool(is_open), standing, trust, east, north, miles)
