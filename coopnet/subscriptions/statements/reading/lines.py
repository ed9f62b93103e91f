"""What every statement comes down to, and how its sums and days are read."""

import hashlib
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation

# What the account is called by a file that does not name it.
UNNAMED = "account"
MOST_LINES = 20_000
LARGEST = 10**12  # ten thousand million pounds: no school network, and no room in a field


class Unreadable(ValueError):
    """The file is no statement that we can read; the text says what, where, and how to put it right."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line: whole pence, below nothing for money out. ``number``: the bank's own, where it gives one."""

    day: date
    pence: int
    words: str
    number: str = ""
    balance: str = ""


@dataclass(frozen=True, slots=True)
class Statement:
    """A statement: which account, which days it covers, its lines in the order of the file."""

    account: str
    first: date
    last: date
    lines: tuple[Line, ...]


def pence_of(text: str) -> int:
    """Whole pence of a sum as banks write it: 1,234.50, £12, (3.20), -3.20, 3.20 DR. Raises ValueError."""
    given = text.strip().replace("£", "").replace("GBP", "").replace("\u2212", "-").replace("\u00a0", "").strip()
    minus = False
    if given.startswith("(") and given.endswith(")"):
        minus, given = True, given[1:-1]
    if match := re.fullmatch(r"(.*?)\s*(CR|DR|D|C)", given, re.I):
        minus, given = match.group(2).upper().startswith("D"), match.group(1)
    given = given.replace(" ", "")
    if given.endswith("-"):
        minus, given = True, given[:-1]
    if re.fullmatch(r"[-+]?\d{1,3}(,\d{3})+(\.\d+)?", given):
        given = given.replace(",", "")
    elif re.fullmatch(r"[-+]?\d+,\d{1,2}", given):
        given = given.replace(",", ".")
    if not re.fullmatch(r"[-+]?\d+(\.\d{0,2}0*)?|[-+]?\.\d{1,2}", given):
        raise ValueError(f"“{text.strip()[:30]}” is no sum in pounds and pence.")
    try:
        pence = int(Decimal(given) * 100)
    except InvalidOperation as error:
        raise ValueError(f"“{text.strip()[:30]}” is no sum.") from error
    if abs(pence) >= LARGEST:
        raise ValueError("That sum is too large to be one.")
    # Money out that is marked twice, as in -3.20 DR, is money out.
    return -abs(pence) if minus else pence


_DAYS = ("%d/%m/%Y", "%d/%m/%y", "%Y-%m-%d", "%d-%m-%Y", "%d.%m.%Y", "%d %b %Y", "%d-%b-%Y", "%d %B %Y", "%d-%b-%y",
         "%d %b %y", "%Y%m%d", "%Y/%m/%d")  # fmt: skip


def day_of(text: str) -> date:
    """A day as British banks write it; what could be either way round is day first. Raises ValueError."""
    given = " ".join(text.replace("Sept ", "Sep ").split()).split("T")[0]
    given = re.sub(r"\s+\d{1,2}:\d{2}(:\d{2})?$", "", given)
    for shape in _DAYS:
        try:
            found = datetime.strptime(given, shape).date()  # noqa: DTZ007 - a day has no zone
        except ValueError:
            continue
        if 1990 <= found.year <= 2100:
            return found
    raise ValueError(f"“{text.strip()[:30]}” is no day.")


def words_of(*parts: str | None) -> str:
    """Words of a line, without what cannot be shown, each part once."""
    kept: list[str] = []
    for part in parts:
        clean = " ".join("".join(sign if sign.isprintable() else " " for sign in part or "").split())
        if clean and clean not in kept:
            kept.append(clean)
    return " · ".join(kept)[:500]


def identities(statement: Statement) -> list[str]:
    """What each line is known by in every file: the bank's number of it with its day and sum; else all that stands on
    it. To that comes its place among lines that are the same in all of this: two equal payments stay two."""
    seen: Counter[str] = Counter()
    found = []
    for line in statement.lines:
        if line.number:
            # Some banks begin to count anew with each file. The day and the sum tell such lines apart.
            known = f"n|{statement.account}|{line.number}|{line.day}|{line.pence}"
        else:
            known = f"w|{statement.account}|{line.day}|{line.pence}|{line.words}|{line.balance}"
        seen[known] += 1
        found.append(hashlib.sha256(f"{known}|{seen[known]}".encode()).hexdigest())
    return found


def statement_of(account: str, lines: Iterable[Line], first: date | None = None, last: date | None = None) -> Statement:
    """A statement of lines; it covers the days that the file says, or those of its lines. Raises Unreadable."""
    held = tuple(lines)
    if not held and (first is None or last is None):
        raise Unreadable("There is no line in this file.")
    if len(held) > MOST_LINES:
        raise Unreadable(f"This file has more than {MOST_LINES} lines. Take a shorter time from the bank.")
    days = [line.day for line in held]
    begin, end = min([*days, *([first] if first else [])]), max([*days, *([last] if last else [])])
    return Statement(" ".join(account.split())[:60] or UNNAMED, begin, end, held)
