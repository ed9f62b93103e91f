"""The bank beside the books on a day: what each holds, what stands in one alone, and what is left to explain."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Min, Sum

from coopnet.ledger import queries as ledger
from coopnet.ledger.enums import EntryKind
from coopnet.ledger.models import Entry
from coopnet.subscriptions.models import BankBalance, BankFile, BankLine, Posting
from coopnet.subscriptions.statements import queries

ACCOUNT = "bank"
# A line and an entry of the same sum within so many days are taken to be the same money, and shown as such.
NEAR = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class AtBank:
    """A line of the bank, and how much of it is not in the books up to the day."""

    line: BankLine
    rest: int


@dataclass(frozen=True, slots=True)
class InBooks:
    """An entry, and what it does to the bank account."""

    entry: Entry
    pence: int


@dataclass(frozen=True, slots=True)
class Agreement:
    """The sheet of a day. ``said``: what the bank says, if it was entered. ``first``: first day of our files."""

    day: date
    said: BankBalance | None
    books: int
    first: date | None
    at_bank: tuple[AtBank, ...]
    in_books: tuple[InBooks, ...]
    same: tuple[tuple[BankLine, Entry], ...]

    @property
    def at_bank_sum(self) -> int:
        """What the bank has and the books have not."""
        return sum(one.rest for one in self.at_bank)

    @property
    def in_books_sum(self) -> int:
        """What the books have and the bank has not."""
        return sum(one.pence for one in self.in_books)

    @property
    def expected(self) -> int:
        """What the bank should say, by the books and these two lists."""
        return self.books + self.at_bank_sum - self.in_books_sum

    @property
    def unexplained(self) -> int | None:
        """What neither list explains; None where nobody entered what the bank says."""
        return None if self.said is None else self.said.pence - self.expected


def pair(lines: Iterable[AtBank], entries: Iterable[InBooks]) -> list[tuple[AtBank, InBooks]]:
    """The same sum within a week, the nearest days first; each line and each entry once."""
    by_sum: dict[int, list[InBooks]] = {}
    for entry in entries:
        by_sum.setdefault(entry.pence, []).append(entry)
    near = [
        (abs(line.line.day - entry.entry.day), line.line.day, line.line.pk, entry.entry.pk, line, entry)
        for line in lines
        for entry in by_sum.get(line.rest, [])
        if abs(line.line.day - entry.entry.day) <= NEAR
    ]
    found, taken_lines, taken_entries = [], set[int](), set[int]()
    for _, _, line_key, entry_key, line, entry in sorted(near, key=lambda one: one[:4]):
        if line_key not in taken_lines and entry_key not in taken_entries:
            taken_lines.add(line_key)
            taken_entries.add(entry_key)
            found.append((line, entry))
    return found


def _entries(first: date | None, day: date) -> list[InBooks]:
    """Entries that moved the account up to the day, as far back as a line of our files may belong to one."""
    rows = ledger.posted(account__code=ACCOUNT, entry__day__lte=day).exclude(entry__kind=EntryKind.OPENING.value)
    if first is not None:
        rows = rows.filter(entry__day__gte=first - NEAR)
    sums = dict(rows.values_list("entry").annotate(total=Sum("pence")))
    found = Entry.objects.filter(pk__in=sums).order_by("day", "number")
    return [InBooks(entry, int(sums[entry.pk])) for entry in found if sums[entry.pk]]


def _known(lines: Iterable[BankLine]) -> dict[int, list[int]]:
    """The entries of each line, by the payments that were recorded because of it."""
    rows = Posting.objects.filter(
        entry__isnull=False, payment__matched__line__in=[line.pk for line in lines], payment__taken_back__isnull=True
    )
    found: dict[int, list[int]] = {}
    for line, entry in rows.values_list("payment__matched__line", "entry"):
        found.setdefault(line, []).append(entry)
    return found


def agreement(day: date) -> Agreement:
    """The sheet of a day, worked out anew from the files and the books. An entry and its correction cancel out."""
    files = queries.files_of_our_account()
    lines = list(BankLine.objects.filter(file__in=files, day__lte=day).order_by("day", "pk"))
    first = BankFile.objects.filter(pk__in=files).aggregate(first=Min("first_day"))["first"]
    entries = {one.entry.pk: one for one in _entries(first, day)}
    known, at_bank = _known(lines), list[AtBank]()
    for line in lines:
        of_line = known.get(line.pk, [])
        rest = line.pence - sum(entries[key].pence for key in of_line if key in entries)
        if rest:
            at_bank.append(AtBank(line, rest))
    settled = {key for keys in known.values() for key in keys}
    open_entries = {key: one for key, one in entries.items() if key not in settled}
    for key, one in list(open_entries.items()):
        if one.entry.reverses_id in open_entries:
            del open_entries[key], open_entries[one.entry.reverses_id]
    same = pair([one for one in at_bank if one.line.pk not in known], open_entries.values())
    lines_same = {line.line.pk for line, _ in same}
    entries_same = {entry.entry.pk for _, entry in same}
    return Agreement(
        day=day,
        said=BankBalance.objects.filter(day=day).select_related("said_by").order_by("-pk").first(),
        books=int(
            ledger.posted(account__code=ACCOUNT, entry__day__lte=day).aggregate(total=Sum("pence"))["total"] or 0
        ),
        first=first,
        at_bank=tuple(one for one in at_bank if one.line.pk not in lines_same),
        in_books=tuple(
            one
            for key, one in open_entries.items()
            if key not in entries_same and (first is None or one.entry.day >= first)
        ),
        same=tuple((line.line, entry.entry) for line, entry in same),
    )
