"""CSV of any bank: which column is what is guessed from its heading, and said by a person where that is not plain."""

import csv
import hashlib
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from coopnet.subscriptions.statements.reading.lines import (
    Line,
    Statement,
    Unreadable,
    day_of,
    pence_of,
    statement_of,
    words_of,
)

# What a column may be; ``came`` and ``left`` are two columns of sums, ``sum`` is one with a sign.
ROLES = ("day", "words", "more", "sum", "came", "left", "balance", "number", "account")
_NAMES: Mapping[str, tuple[str, ...]] = {
    "day": ("date", "transaction date", "posting date", "posted", "booking date", "value date", "date posted"),
    "words": ("description", "transaction description", "details", "narrative", "memo", "particulars", "name", "payee",
              "counter party", "counterparty"),
    "more": ("reference", "transaction reference", "notes", "your reference", "customer reference", "type"),
    "sum": ("amount", "value", "amount (gbp)", "transaction amount", "amount gbp", "net amount"),
    "came": ("credit", "credit amount", "paid in", "money in", "in", "credits", "received", "money in (gbp)",
             "paid in (£)", "credit amount (gbp)"),
    "left": ("debit", "debit amount", "paid out", "money out", "out", "debits", "spent", "paid out (£)",
             "debit amount (gbp)"),
    "balance": ("balance", "running balance", "balance (gbp)", "account balance"),
    "number": ("transaction id", "id", "fitid", "unique id", "transaction number"),
    "account": ("account number", "account no", "account no.", "account"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Table:
    """The rows of a file with their heading. ``places``: on which line of the file each row ends."""

    heading: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    places: tuple[int, ...]

    @property
    def mark(self) -> str:
        """What the heading is known by, for the next file of that bank."""
        return hashlib.sha256("|".join(name.strip().lower() for name in self.heading).encode()).hexdigest()


def _decoded(data: bytes) -> str:
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return data.decode("utf-16", errors="replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


def table(data: bytes) -> Table:
    """The rows of the file. Raises Unreadable where there is no heading with a day and a sum."""
    text = _decoded(data)
    if "\x00" in text:
        raise Unreadable("This is no plain table. Save it as CSV and send that.")
    start = text[:4000]
    between = max(",;\t|", key=start.count)
    # Strict: a mark that does not close would else swallow the lines below it, and nobody would miss them.
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=between, strict=True)
    rows: list[tuple[int, tuple[str, ...]]] = []
    try:
        for cells in reader:
            rows.append((reader.line_num, tuple(cell.strip() for cell in cells)))
    except csv.Error as error:
        raise Unreadable(
            f"Line {reader.line_num}: a quotation mark is out of place, there or above. "
            "Take the file from the bank once more, or put the mark right."
        ) from error
    for place, (_, row) in enumerate(rows[:30]):
        guessed = guess(row)
        if "day" in guessed and guessed.keys() & {"sum", "came", "left"}:
            return _under(row, rows[place + 1 :])
    for place, (_, row) in enumerate(rows[:30]):
        if len(row) > 2 and all(row):
            return _under(row, rows[place + 1 :])
    raise Unreadable("There is no heading in this file. The first line must name the columns.")


def _under(heading: tuple[str, ...], rows: Sequence[tuple[int, tuple[str, ...]]]) -> Table:
    held = [(place, row) for place, row in rows if any(row)]
    return Table(heading, tuple(row for _, row in held), tuple(place for place, _ in held))


def _is_day(text: str) -> bool:
    try:
        day_of(text)
    except ValueError:
        return False
    return True


def guess(heading: Sequence[str]) -> dict[str, int]:
    """Which column is what, by the names in the heading; each role and each column once."""
    found: dict[str, int] = {}
    folded = [" ".join(name.lower().replace("_", " ").split()) for name in heading]
    for role in ROLES:
        for name in _NAMES[role]:
            if name in folded and folded.index(name) not in found.values():
                found[role] = folded.index(name)
                break
    if "sum" in found and ("came" in found or "left" in found):
        del found["sum"]
    return found


def whole(columns: Mapping[str, int], width: int) -> bool:
    """Whether so much is known that lines can be read."""
    sums = "sum" in columns or "came" in columns
    inside = all(0 <= place < width for place in columns.values())
    return inside and sums and "day" in columns and "words" in columns


def read(found: Table, columns: Mapping[str, int], account: str) -> Statement:
    """The statement by these columns. Raises Unreadable with the line of the file and what is wrong there.

    ``account``: what it is called where no column names it.
    """
    if not whole(columns, len(found.heading)):
        raise Unreadable("Say which column holds the day, the words and the sum.")
    lines = []
    for place, row in zip(found.places, found.rows, strict=True):
        try:
            line = _line(row, columns)
        except (ValueError, IndexError) as error:
            few = len([cell for cell in row if cell]) < 3 and not any(_is_day(cell) for cell in row)
            if place == found.places[-1] and few:
                break  # a last line with the bank's own words or a total
            said = str(error) if isinstance(error, ValueError) else "It has fewer columns than the heading."
            raise Unreadable(f"Line {place}: {said}") from error
        if line is not None:
            lines.append(line)
    named = {row[columns["account"]] for row in found.rows if "account" in columns and len(row) > columns["account"]}
    named.discard("")
    if len(named) > 1:
        raise Unreadable(
            "The column of the account names more than one. Take one account at a time from the bank, or let us ask "
            "you which column is what, and leave that of the account empty."
        )
    return statement_of(next(iter(named), account), lines)


def _line(row: Sequence[str], columns: Mapping[str, int]) -> Line | None:
    def cell(role: str) -> str:
        return row[columns[role]] if role in columns else ""

    if "sum" in columns:
        if not cell("sum"):
            return None
        pence = pence_of(cell("sum"))
    else:
        came, left = cell("came"), cell("left")
        if not came and not left:
            return None
        # A reversal stands below nothing in the column of what came. What left is written with and without a sign.
        pence = (pence_of(came) if came else 0) - (abs(pence_of(left)) if left else 0)
    if not pence:
        return None
    words = words_of(cell("words"), cell("more"))
    return Line(day_of(cell("day")), pence, words, cell("number"), cell("balance"))
