"""The index: one SQLite file that is never changed once it stands in its place.

A new one is made beside it and moved over it, so whoever is reading reads on in the old one and nobody waits. It holds
only what the register holds; losing it loses nothing.

A school's key puts what people look for most in front: co-operative and open, open, co-operative and closed, closed.
The full-text table yields keys in that order, so a search that matches thousands may stop early.
"""

import os
import shutil
import sqlite3
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass, fields
from functools import lru_cache
from operator import attrgetter
from pathlib import Path

from coopnet.register.finder.fold import fold

FORM = "1"  # of the file; another number makes it be rebuilt
PREFIXES = 4  # beginnings up to this length have an index of their own
_STEP = 10**12


@dataclass(frozen=True, slots=True)
class Row:
    """What the index keeps of a school: what is searched, what a result shows, what a filter asks."""

    id: int
    urn: int
    name: str
    also: str  # names it had, its trusts: searched, not shown
    town: str
    postcode: str
    authority_code: str
    authority: str
    phase: str
    family: str
    kind: str
    open: bool
    coop: bool  # is or was co-operative: from, until as ISO days; empty for not known, and for no end
    coop_from: str
    coop_until: str
    trust: str
    easting: int | None
    northing: int | None


_COLUMNS = [field.name for field in fields(Row)]
_values = attrgetter(*_COLUMNS)
_SCHEMA = f"""
CREATE TABLE about (form TEXT, source TEXT);
CREATE TABLE school (key INTEGER PRIMARY KEY, {", ".join(_COLUMNS)}, folded TEXT, line TEXT, words TEXT);
CREATE VIRTUAL TABLE found USING fts5(words, content='', detail=none, columnsize=0, prefix='2 3 4',
  tokenize="unicode61 remove_diacritics 0");
CREATE VIRTUAL TABLE term USING fts5vocab(found, row);
CREATE TABLE word (word TEXT PRIMARY KEY, schools INTEGER) WITHOUT ROWID;
"""
_INDEXES = """
CREATE INDEX school_id ON school (id);
CREATE INDEX school_urn ON school (urn);
CREATE INDEX school_folded ON school (folded);
CREATE INDEX school_place ON school (easting, northing) WHERE easting IS NOT NULL;
"""
_INSERT = f"INSERT INTO school VALUES ({', '.join('?' * (len(_COLUMNS) + 4))})"  # noqa: S608 - question marks


@lru_cache(maxsize=2048)
def _fold_place(text: str) -> str:
    return fold(text)


def _record(row: Row) -> tuple[object, ...]:
    name = fold(row.name)
    rank = (0 if row.coop and not row.coop_until else 1) + (0 if row.open else 2)
    postcode = row.postcode.casefold()
    line = f"{name} {_fold_place(row.authority)} {_fold_place(row.town)} {postcode}"
    words = f"{line} {_fold_place(row.also)} {postcode.replace(' ', '')} {row.urn}"
    return (rank * _STEP + row.id, *_values(row), name, line, words)


def _keep(file: sqlite3.Connection, rows: Iterable[Row]) -> None:
    records = [_record(row) for row in rows]
    file.executemany(_INSERT, records)
    file.executemany("INSERT INTO found (rowid, words) VALUES (?, ?)", [(record[0], record[-1]) for record in records])


def _finish(file: sqlite3.Connection) -> None:
    file.execute("DELETE FROM word")
    file.execute("INSERT INTO word SELECT term, doc FROM term")
    file.commit()
    file.close()


def _open_new(path: Path) -> sqlite3.Connection:
    file = sqlite3.connect(path)
    file.execute("PRAGMA journal_mode=OFF")
    file.execute("PRAGMA synchronous=OFF")
    return file


def make(path: Path, rows: Iterable[Row], *, source: str) -> None:
    """Make the file anew and put it in its place. ``source`` names the database that it was made from."""
    making = path.with_name(f"{path.name}.{os.getpid()}.making")
    making.unlink(missing_ok=True)
    try:
        file = _open_new(making)
        file.executescript(_SCHEMA)
        file.execute("INSERT INTO about VALUES (?, ?)", (FORM, source))
        _keep(file, rows)
        file.executescript(_INDEXES)
        _finish(file)
        making.replace(path)
    finally:
        making.unlink(missing_ok=True)


def change(path: Path, ids: Iterable[int], rows: Iterable[Row]) -> None:
    """Put a copy in place in which the schools of these ids are as in ``rows``; those without a row are gone."""
    making = path.with_name(f"{path.name}.{os.getpid()}.making")
    try:
        shutil.copyfile(path, making)
        file = _open_new(making)
        for number in ids:
            old = file.execute("SELECT key, words FROM school WHERE id = ?", (number,)).fetchall()
            file.executemany("INSERT INTO found (found, rowid, words) VALUES ('delete', ?, ?)", old)
            file.execute("DELETE FROM school WHERE id = ?", (number,))
        _keep(file, rows)
        _finish(file)
        making.replace(path)
    finally:
        making.unlink(missing_ok=True)


class Vocabulary:
    """The words of one index, held in memory, so that a slip of the finger can be put right. Threads share it."""

    def __init__(self, stamp: tuple[int, int], words: Iterable[tuple[str, int]]) -> None:
        self.stamp = stamp
        self.counts = dict(words)
        self.all = list(self.counts)  # in their order
        self.by_letter: dict[str, list[str]] = {}
        self._beginnings: dict[tuple[str, int], list[str]] = {}
        for word in self.all:
            if word.isalpha():  # numbers and postcodes are typed from paper; no slip is guessed there
                self.by_letter.setdefault(word[0], []).append(word)

    def words_from(self, beginning: str) -> list[str]:
        """The known words that begin so."""
        return self.all[bisect_left(self.all, beginning) : bisect_left(self.all, f"{beginning}\x7f")]

    def beginnings(self, letter: str, length: int) -> list[str]:
        """The different beginnings of this length among the words that begin with the letter."""
        key = (letter, length)
        if key not in self._beginnings:
            some = dict.fromkeys(word[:length] for word in self.by_letter.get(letter, []) if len(word) >= length)
            self._beginnings[key] = list(some)
        return self._beginnings[key]


class Reader:
    """An open index, for one thread. ``shared``: the words that another thread has read, used if of the same file."""

    def __init__(self, path: Path, shared: Vocabulary | None = None) -> None:
        self.stamp = stamp(path)
        self.file = sqlite3.connect(
            f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False
        )
        form, self.source = self.file.execute("SELECT form, source FROM about").fetchone()
        if form != FORM:
            raise sqlite3.DatabaseError("an index of another form")
        if shared is None or shared.stamp != self.stamp:
            shared = Vocabulary(self.stamp, self.file.execute("SELECT word, schools FROM word ORDER BY word"))
        self.vocabulary = shared

    def close(self) -> None:
        """Let go of the file."""
        self.file.close()


def stamp(path: Path) -> tuple[int, int]:
    """Tells one file in this place from the next. Raises FileNotFoundError where there is none."""
    found = path.stat()
    return (found.st_ino, found.st_mtime_ns)
