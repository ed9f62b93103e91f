"""Reads a sheet of members as people keep it: CSV of any kind or a workbook. Pure: bytes in, lines out.

Columns are found by their headings, in the words that people use. What has no heading that we know is kept with the
line all the same, so that nothing of an old list is lost.
"""

import csv
import io
import re
from dataclasses import dataclass
from datetime import date, datetime

import openpyxl

MOST_BYTES = 4 * 1024 * 1024
MOST_LINES = 3_000
MOST_COLUMNS = 60
LONGEST = 500

# What a column holds -> headings, folded.
HEADINGS: dict[str, tuple[str, ...]] = {
    "urn": ("urn", "school urn", "dfe urn", "unique reference number", "edubase urn", "gias urn"),
    "uid": ("uid", "trust uid", "group uid", "trust id"),
    "name": ("name", "school", "school name", "member", "organisation", "establishment", "establishment name", "trust"),
    "postcode": ("postcode", "post code", "pcode"),
    "kind": ("kind", "class", "type of membership", "membership type", "membership", "category"),
    "joined": ("joined", "date joined", "join date", "member since", "start", "start date", "from", "since"),
    "left": ("left", "date left", "leaving date", "end", "end date", "until", "resigned", "ended"),
    "reason": ("reason", "reason for leaving", "why left", "leaving reason"),
    "paid": ("paid up to", "paid to", "paid until", "paid-up-to", "expires", "expiry", "valid to", "renewal date"),
    "price": ("price", "price paid", "subscription", "fee", "amount", "amount paid"),
    "payer": ("paid by", "payer", "who pays", "invoice to", "bill to"),
    "contact": ("contact", "contact name", "head", "headteacher", "head teacher", "lead contact", "main contact"),
    "email": ("email", "e-mail", "contact email", "email address", "e-mail address", "mail"),
}
DATES = ("joined", "left", "paid")
_FORMS = ("%d/%m/%Y", "%Y-%m-%d", "%d-%m-%Y", "%d.%m.%Y", "%d/%m/%y", "%d %B %Y", "%d %b %Y", "%B %Y", "%b %Y")


class Unreadable(ValueError):
    """It is no sheet of members; the text says what it seems to be and what to give instead."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line: its number in the file, the cells that we know by what they hold, and all cells by their heading."""

    number: int
    cells: dict[str, str]
    said: dict[str, str]


@dataclass(frozen=True, slots=True)
class Sheet:
    """What was read: the lines, which heading was taken for what, and the headings that we do not know."""

    lines: list[Line]
    taken: dict[str, str]
    unknown: list[str]


def _fold(text: str) -> str:
    return " ".join(re.sub(r"[^a-z0-9\- ]", " ", text.casefold().replace("_", " ")).split())


_KNOWN = {heading: field for field, headings in HEADINGS.items() for heading in headings}


def _plain(value: object) -> str:
    """A cell as text. A day of a workbook is written as one; a number without its false fraction."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return " ".join(str(value).split())


def _workbook(raw: bytes) -> list[list[str]]:
    try:
        book = openpyxl.load_workbook(io.BytesIO(raw), read_only=True, data_only=True)
        sheet = book.worksheets[0]
        rows = []
        for row in sheet.iter_rows(max_col=MOST_COLUMNS, values_only=True):
            rows.append([_plain(cell) for cell in row])
            if len(rows) > MOST_LINES + 50:
                break
        book.close()
    except Exception as error:  # the library raises whatever its parts raise on a broken file
        raise Unreadable("This workbook cannot be opened. Save it anew, or as CSV, and give that.") from error
    return rows


def _text(raw: bytes) -> list[list[str]]:
    if raw[:2] in (b"\xff\xfe", b"\xfe\xff"):
        text = raw.decode("utf-16", errors="replace")
    else:
        try:
            text = raw.decode("utf-8-sig")
        except UnicodeDecodeError:
            text = raw.decode("cp1252", errors="replace")
    if "\x00" in text:
        raise Unreadable("This is no sheet. Save the list as CSV or as a workbook, and give that.")
    first = next((line for line in text.splitlines() if line.strip()), "")
    divider = max("\t;,", key=lambda sign: (first.count(sign), sign == ","))
    try:
        return [[_plain(cell) for cell in row] for row in csv.reader(io.StringIO(text, newline=""), delimiter=divider)]
    except csv.Error as error:
        raise Unreadable(f"The list cannot be read ({error}). Save it as CSV anew.") from error


def _head(rows: list[list[str]]) -> int:
    """The line that holds the headings: the first of ten with a name or a number, and another that we know."""
    for place, row in enumerate(rows[:10]):
        known = {_KNOWN[_fold(cell)] for cell in row if _fold(cell) in _KNOWN}
        if known & {"urn", "uid", "name"} and len(known) > 1:
            return place
    raise Unreadable(
        "No line of headings was found. The first line names the columns: URN or Name, and Joined, Left, Contact …"
    )


def read(raw: bytes) -> Sheet:
    """The lines of a sheet. Empty lines are passed over. Raises Unreadable with a sentence."""
    if len(raw) > MOST_BYTES:
        raise Unreadable(
            f"The file is larger than {MOST_BYTES // 1024 // 1024} MB. Take out what is no list of members."
        )
    rows = _workbook(raw) if raw[:2] == b"PK" else _text(raw)
    at = _head(rows)
    head = rows[at][:MOST_COLUMNS]
    fields: dict[int, str] = {}
    for place, cell in enumerate(head):
        field = _KNOWN.get(_fold(cell), "")
        if field and field not in fields.values():
            fields[place] = field
    lines = []
    for number, row in enumerate(rows[at + 1 :], at + 2):
        if not any(row):
            continue
        cells = {field: row[place][:LONGEST] for place, field in fields.items() if place < len(row)}
        said = {
            head[place] or f"Column {place + 1}": cell[:LONGEST] for place, cell in enumerate(row[: len(head)]) if cell
        }
        lines.append(Line(number, cells, said))
    if len(lines) > MOST_LINES:
        raise Unreadable(f"The list has more than {MOST_LINES:,} lines. Cut it into parts.")
    if not lines:
        raise Unreadable("There is no line below the headings.")
    unknown = [cell for place, cell in enumerate(head) if cell and place not in fields]
    return Sheet(lines, {field: head[place] for place, field in fields.items()}, unknown)


def day_of(text: str) -> date:
    """A day as people write it; a month alone is its first day, a year alone 1 January. Raises ValueError."""
    bare = text.strip()
    if re.fullmatch(r"(19|20)\d\d", bare):
        return date(int(bare), 1, 1)
    for form in _FORMS:
        try:
            found = datetime.strptime(bare, form).date()  # noqa: DTZ007 - a day has no zone
        except ValueError:
            continue
        if not 1990 <= found.year <= 2100:
            raise ValueError(f"“{text}” lies outside the years 1990 to 2100")
        return found
    raise ValueError(f"“{text}” is no day")
