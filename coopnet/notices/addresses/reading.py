"""Reads a list of those who want no news, as newsletter programs write it. Pure: bytes in, rows and oddities out."""

import csv
import re
from collections import Counter
from dataclasses import dataclass, field

from coopnet.notices.enums import NoNews

MOST_BYTES = 4 * 1024 * 1024
MOST_ROWS = 20_000
SHOWN = 20

_ADDRESS = re.compile(r"[^\s@<>,;\"'()]+@[^\s@<>,;\"'()]+\.[^\s@<>,;\"'()]+")
_ADDRESS_COLUMN = re.compile(r"^(?:e-?mail|e-?mail[ _-]?address|address|subscriber|recipient|member)$", re.IGNORECASE)
_WHY_COLUMN = re.compile(r"^(?:status|state|why|reason|type|list[ _-]?status|subscription[ _-]?status)$", re.IGNORECASE)
# A column that holds a time only where it happened.
_MOMENTS = (
    (r"unsub\w*[ _-]?(?:time|date|at)|unsubscribed|opt[ _-]?out[ _-]?(?:time|date)?", NoNews.DECLINED),
    (r"clean\w*[ _-]?(?:time|date|at)|bounce\w*[ _-]?(?:time|date|at)|bounced|cleaned", NoNews.BOUNCED),
    (r"complain\w*[ _-]?(?:time|date|at)?|spam[ _-]?(?:time|date)?", NoNews.COMPLAINED),
)
_WORDS = (
    (re.compile(r"complain|abuse|spam", re.I), NoNews.COMPLAINED),
    (re.compile(r"un-?subscribe|opt(?:ed)?[ _-]?out|declined|refused|no news|removed|suppress", re.I), NoNews.DECLINED),
    (re.compile(r"bounce|clean|undeliver|invalid|hard|non-?exist|dead", re.I), NoNews.BOUNCED),
)
_WANTS = re.compile(r"^(?:subscribed|active|confirmed|opted[ _-]?in|sent|ok|yes)$", re.I)
STRENGTH = (NoNews.BOUNCED, NoNews.DECLINED, NoNews.COMPLAINED)


class Unreadable(ValueError):
    """The file is no list of addresses; the text says what it seems to be and what to give instead."""


@dataclass(frozen=True, slots=True)
class Odd:
    """A line from which nothing can be taken, and why."""

    line: int
    what: str


@dataclass(slots=True)
class Reading:
    """What was read. ``wanting``: lines of people who do want news, passed over. ``odd``: the first odd lines."""

    refusals: dict[str, NoNews] = field(default_factory=dict)
    twice: int = 0
    wanting: int = 0
    odd: list[Odd] = field(default_factory=list)
    odd_count: int = 0

    def note(self, line: int, what: str) -> None:
        """Count an odd line, and keep it if it is among the first."""
        self.odd_count += 1
        if len(self.odd) < SHOWN:
            self.odd.append(Odd(line, what))


def decode(raw: bytes) -> str:
    """The text of a file that a program of any kind wrote. Raises Unreadable."""
    if len(raw) > MOST_BYTES:
        raise Unreadable(f"The file is larger than {MOST_BYTES // 1024 // 1024} MB. Cut it into parts.")
    if raw[:2] == b"PK" or raw[:8] == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":
        raise Unreadable("This is a workbook or an archive. Save the sheet as CSV, and give that.")
    if raw[:2] in (b"\xff\xfe", b"\xfe\xff"):
        text = raw.decode("utf-16", errors="replace")
    else:
        try:
            text = raw.decode("utf-8-sig")
        except UnicodeDecodeError:
            text = raw.decode("cp1252", errors="replace")
    if "\x00" in text:
        raise Unreadable("This is no text. Save the list as CSV, and give that.")
    return text


def read(text: str, *, assume: NoNews | None) -> Reading:
    """The refusals in a list. ``assume``: why those are on it of whom it does not say why. Raises Unreadable."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    first = next((line for line in lines if line.strip()), "")
    divider = max("\t;,", key=lambda sign: (first.count(sign), sign == ","))
    try:
        rows = [(number, row) for number, row in _rows(lines, divider) if any(cell.strip() for cell in row)]
    except csv.Error as error:
        raise Unreadable(f"The list cannot be read ({error}). Save it as CSV anew.") from error
    if len(rows) > MOST_ROWS + 1:
        raise Unreadable(f"The list has {len(rows):,} lines. Cut it into parts of {MOST_ROWS:,}.")
    found = Reading()
    head = _Head(rows[0][1]) if rows and not any(_ADDRESS.search(cell) for cell in rows[0][1]) else _Head([])
    for number, row in rows[1:] if head.cells else rows:
        _take(found, head, number, row, assume)
    if not found.refusals and not found.wanting:
        raise Unreadable("No line holds an e-mail address. Give a list with one address in each line.")
    return found


def _rows(lines: list[str], divider: str) -> list[tuple[int, list[str]]]:
    reader = csv.reader((line + "\n" for line in lines), delimiter=divider)
    return [(reader.line_num, row) for row in reader]


class _Head:
    """Which column says what."""

    def __init__(self, cells: list[str]) -> None:
        self.cells = [cell.strip() for cell in cells]
        self.address = next((i for i, cell in enumerate(self.cells) if _ADDRESS_COLUMN.match(cell)), None)
        self.why = next((i for i, cell in enumerate(self.cells) if _WHY_COLUMN.match(cell)), None)
        self.moments = [
            (i, why)
            for i, cell in enumerate(self.cells)
            for pattern, why in _MOMENTS
            if re.fullmatch(pattern, cell, re.I)
        ]


def _take(found: Reading, head: _Head, number: int, row: list[str], assume: NoNews | None) -> None:
    cells = [row[head.address]] if head.address is not None and head.address < len(row) else row
    address = next((hit.group().lower() for cell in cells if (hit := _ADDRESS.search(cell))), "")
    if not address or len(address) > 254:
        found.note(number, "holds no e-mail address")
        return
    why, wants = _why(head, row, address)
    if why is None and wants:
        found.wanting += 1
        return
    why = why or assume
    if why is None:
        found.note(number, "does not say why")
        return
    before = found.refusals.get(address)
    found.twice += before is not None
    found.refusals[address] = max(why, before or why, key=STRENGTH.index)


def _why(head: _Head, row: list[str], address: str) -> tuple[NoNews | None, bool]:
    """Why they are on the list, and whether the list says that they do want news."""
    said = [why for i, why in head.moments if i < len(row) and row[i].strip() not in ("", "0", "false", "no", "No")]
    if head.why is not None:
        others = [row[head.why]] if head.why < len(row) else []
    else:
        others = [] if head.cells else [cell for cell in row if address not in cell.lower()]
    wants = False
    for cell in others:
        word = next((why for pattern, why in _WORDS if pattern.search(cell)), None)
        said += [word] if word else []
        wants = wants or bool(_WANTS.match(cell.strip()))
    return (max(said, key=STRENGTH.index) if said else None), wants


def counts(refusals: dict[str, NoNews]) -> Counter[NoNews]:
    """How many there are of each kind."""
    return Counter(refusals.values())


def write(refusals: dict[str, NoNews]) -> str:
    """The list in the form in which it waits on the preview page: one line an address."""
    return "\n".join(f"{address},{why.value}" for address, why in sorted(refusals.items()))
