"""Lines that wait for an invoice with what they may pay, and how far the bank's own files reach."""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from django.db.models import F, Q, QuerySet, Sum
from django.db.models.functions import Coalesce

from coopnet.kit.clock import london_day
from coopnet.subscriptions.invoices import queries as invoices
from coopnet.subscriptions.models import BankFile, BankLine, Invoice, Matched, Supplier
from coopnet.subscriptions.statements.reading.lines import UNNAMED
from coopnet.subscriptions.statements.suggesting import Open, Suggestion, suggest


@dataclass(frozen=True, slots=True)
class ToMatch:
    """A line with what is left of it and what it may pay, the likeliest first.

    ``twin``: the file that brought another line of the same day and sum, which may be the same money written otherwise.
    """

    line: BankLine
    left: int
    suggestions: list[Suggestion]
    twin: str = ""

    @property
    def certain(self) -> Suggestion | None:
        """The invoice that it pays beyond doubt, if there is one."""
        return next((one for one in self.suggestions if one.certain), None)


def waiting() -> QuerySet[BankLine]:
    """Money that came and of which some pays nothing yet, the oldest first."""
    held = Sum("matches__payment__pence", filter=Q(matches__payment__taken_back__isnull=True))
    rows = BankLine.objects.filter(pence__gt=0, not_ours="").annotate(held=Coalesce(held, 0))
    return rows.filter(held__lt=F("pence")).select_related("file").order_by("day", "pk")


def left_of(line: BankLine) -> int:
    """How much of a line is not matched yet, in pence; what was taken back counts no more."""
    held = line.matches.filter(payment__taken_back__isnull=True).aggregate(sum=Sum("payment__pence"))["sum"] or 0
    return line.pence - int(held)


def open_ones(on: date) -> list[Open]:
    """Every invoice on which something is owed, with the words by which its payer is known."""
    rows = Invoice.objects.filter(issued_on__lte=on).select_related(
        "member__organisation__establishment", "payer__establishment"
    )
    found = []
    for row in invoices.rows(rows.order_by("number"), on):
        if not row.owed:
            continue
        invoice = row.invoice
        schools = [one for one in (invoice.payer.establishment, invoice.member.organisation.establishment) if one]
        names = {invoice.payer_name, invoice.member.organisation.name}
        found.append(
            Open(
                invoice.number, row.owed, tuple(sorted(names)), tuple(sorted({str(one.urn) for one in schools})),
                invoice.order_number,
            )
        )  # fmt: skip
    return found


def to_match(on: date, *, only: Collection[int] | None = None) -> list[ToMatch]:
    """Lines that wait, with suggestions. ``only``: the keys of those asked about.

    Nothing is certain of a line that has a twin: a bank writes the same money in another way in another kind of file.
    """
    rows = waiting().annotate(left=F("pence") - F("held"))
    if only is not None:
        rows = rows.filter(pk__in=only)
    open_now, found = open_ones(on), []
    lines = [(line, int(line.left)) for line in rows]
    twins = _twins([line for line, _ in lines])
    for line, left in lines:
        suggestions, twin = suggest(line.words, left, open_now), twins.get(line.pk, "")
        if twin:
            suggestions = [replace(one, certain=False) for one in suggestions]
        found.append(ToMatch(line, left, suggestions, twin))
    return found


def _twins(lines: Iterable[BankLine]) -> dict[int, str]:
    """Which of these lines have another of the same day and sum in another file, and the name of that file."""
    asked = list(lines)
    others: dict[tuple[date, int], list[tuple[int, str]]] = {}
    rows = BankLine.objects.filter(day__in={line.day for line in asked}, pence__gt=0).order_by("pk")
    for day, pence, file, name in rows.values_list("day", "pence", "file_id", "file__name"):
        others.setdefault((day, pence), []).append((file, name))
    found = {}
    for line in asked:
        names = [name for file, name in others.get((line.day, line.pence), []) if file != line.file_id]
        if names:
            found[line.pk] = names[0]
    return found


def matched() -> QuerySet[Matched]:
    """What was matched, the newest first."""
    rows = Matched.objects.select_related("line", "payment__invoice", "payment__taken_back")
    return rows.order_by("-pk")


def accounts_of(written: Collection[str]) -> dict[str, str]:
    """The account behind each way of writing it: IBAN, sort code with number, or none at all in many CSV files.

    A file that names none is of the account that invoices name, else of the only one that files name.
    """
    known = {name: _number(name) for name in written if name != UNNAMED}
    if UNNAMED in written:
        supplier = Supplier.objects.filter(pk=1).first()
        named = set(known.values())
        usual = _number(supplier.account_number) if supplier else ""
        if usual not in named and len(named) == 1:
            usual = next(iter(named))
        known[UNNAMED] = usual or UNNAMED
    return known


def _number(name: str) -> str:
    digits = re.sub(r"\D", "", name)
    return digits[-8:] if len(digits) >= 8 else name.casefold()


def files_of_our_account() -> list[int]:
    """The files of the account that invoices name; all files where they are of one account, or of none that we know."""
    files = dict(BankFile.objects.values_list("pk", "account"))
    numbers = accounts_of(set(files.values()))
    supplier = Supplier.objects.filter(pk=1).first()
    usual = _number(supplier.account_number) if supplier else ""
    ours = [pk for pk, account in files.items() if numbers[account] == usual]
    return ours or list(files)


@dataclass(frozen=True, slots=True)
class Gap:
    """Days of an account that no file covers, between two that do."""

    account: str
    first: date
    last: date

    @property
    def words(self) -> str:
        """The account, for people: its last four digits, as a bank says them."""
        return "the account" if self.account == UNNAMED else f"account …{self.account[-4:]}"


def covered(on: date) -> tuple[date | None, list[Gap]]:
    """The last day up to which files cover every account without a gap, as known on a day; and the gaps.

    An account is covered from its first file on. Where there are several, the one that reaches least counts. The day
    on which a file was taken is not over, so it is not covered by it.
    """
    by_account: dict[str, list[tuple[date, date]]] = {}
    files = list(BankFile.objects.filter(at__date__lte=on).order_by("first_day", "pk"))
    names = accounts_of({file.account for file in files})
    for file in files:
        last = min(file.last_day, london_day(file.at) - timedelta(days=1))
        if last >= file.first_day:
            by_account.setdefault(names[file.account], []).append((file.first_day, last))
    reach, gaps = list[date](), list[Gap]()
    for account, spans in sorted(by_account.items()):
        end, whole = spans[0][1], True
        for first, last in spans[1:]:
            if first > end + timedelta(days=1):
                gaps.append(Gap(account, end + timedelta(days=1), first - timedelta(days=1)))
                if whole:
                    reach.append(end)
                whole = False
            end = max(end, last)
        if whole:
            reach.append(end)
    return min(reach, default=None), gaps
