"""Promises about the books that ``verify`` checks on the live database."""

import hashlib
from collections.abc import Iterable
from datetime import datetime

from django.db.models import Count, F, Q, Sum
from django.db.models.fields.files import FieldFile

from coopnet.kit.registry import Breach, Invariant, add_invariant
from coopnet.ledger.enums import AccountKind, EntryKind, ExpenseState, FundKind, YearState
from coopnet.ledger.models import Entry, Expense, Line, Paper, Year
from coopnet.ledger.queries import posted, result_of


def entries_balance(at: datetime) -> Iterable[Breach]:
    """Posted entries that do not add up to nothing, or have fewer than two lines."""
    rows = Entry.objects.filter(posted=True).annotate(total=Sum("lines__pence"), count=Count("lines"))
    for entry in rows.exclude(total=0, count__gte=2).order_by("pk")[:20]:
        yield Breach(f"entry {entry.number}", "does not add up to nothing")


def numbers_are_whole(at: datetime) -> Iterable[Breach]:
    """Numbers that are missing among the posted entries."""
    numbers = Entry.objects.filter(posted=True).order_by("number").values_list("number", flat=True)
    for place, number in enumerate(numbers.iterator(), 1):
        if number != place:
            yield Breach(f"entry {place}", "is missing")
            return


def the_reserve_is_accounted_for(at: datetime) -> Iterable[Breach]:
    """A line of the members' reserve that is no opening, surplus under the agreement, or release by a decision; a
    surplus that is not what its year left over; a closed year that says something else than its entries."""
    lines = posted(fund__kind=FundKind.RESERVE.value)
    kind = Q(entry__kind=EntryKind.OPENING.value)
    kind |= Q(entry__kind=EntryKind.SURPLUS.value, entry__basis_kind="agreement", pence__lt=0)
    kind |= Q(entry__kind=EntryKind.RELEASE.value, entry__basis_kind="decision", pence__gt=0)
    kind |= Q(entry__reverses__kind__in=[EntryKind.OPENING.value, EntryKind.RELEASE.value])
    allowed = kind & Q(account__kind=AccountKind.FUNDS.value)
    for line in lines.exclude(pk__in=lines.filter(allowed).values("pk")).select_related("entry").order_by("pk")[:20]:
        yield Breach(f"entry {line.entry.number}", "moves the members’ reserve without agreement or decision")
    if (lines.aggregate(total=Sum("pence"))["total"] or 0) > 0:
        yield Breach("members’ reserve", "more was taken out than it held")
    for year in Year.objects.filter(state=YearState.CLOSED.value).order_by("starts"):
        result = result_of(year)
        moved = -(
            lines.filter(entry__year=year, entry__kind=EntryKind.SURPLUS.value).aggregate(t=Sum("pence"))["t"] or 0
        )
        if year.result != result or moved != max(result, 0):
            yield Breach(f"year {year.name}", "what was left over is not what its entries say")


def funds_hold_what_they_spend(at: datetime) -> Iterable[Breach]:
    """Funds for a purpose out of which more was spent than came in."""
    sums = posted(fund__kind=FundKind.RESTRICTED.value).values("fund__slug").annotate(total=Sum("pence"))
    for row in sums.filter(total__gt=0).order_by("fund__slug"):
        yield Breach(f"fund {row['fund__slug']}", "spent more than it was given")


def days_lie_in_their_year(at: datetime) -> Iterable[Breach]:
    """Posted entries whose day lies outside their year."""
    stray = Q(day__lt=F("year__starts")) | Q(day__gte=F("year__ends"))
    for entry in Entry.objects.filter(posted=True).filter(stray).order_by("pk")[:20]:
        yield Breach(f"entry {entry.number}", "lies outside its year")


def two_for_money_out(at: datetime) -> Iterable[Breach]:
    """Entries by which money left and to which no second person agreed; claims that were paid without one."""
    out = Line.objects.filter(entry__posted=True, account__kind=AccountKind.CASH.value).values("entry")
    out = out.annotate(total=Sum("pence")).filter(total__lt=0).values("entry")
    one = Q(agreed_by__isnull=True) | Q(recorded_by__isnull=True) | Q(agreed_by=F("recorded_by"))
    rows = Entry.objects.filter(pk__in=out).exclude(kind=EntryKind.OPENING.value).filter(one)
    for entry in rows.order_by("pk")[:20]:
        yield Breach(f"entry {entry.number}", "money left and no second person agreed")
    paid = Expense.objects.filter(state=ExpenseState.PAID.value).select_related("entry").order_by("pk")
    sums = dict(posted(entry__expense__isnull=False, pence__gt=0).values_list("entry").annotate(Sum("pence")))
    for claim in paid.iterator():
        if sums.get(claim.entry_id) != claim.pence:
            yield Breach(f"claim {claim.pk}", "what was paid is not what was claimed")


def files_are_whole(at: datetime) -> Iterable[Breach]:
    """Documents and receipts that are not as they came."""
    kept: list[tuple[str, FieldFile, str]] = [
        (f"document {one.pk}", one.file, one.sha256) for one in Paper.objects.order_by("pk")
    ]
    kept += [(f"claim {one.pk}", one.receipt, one.sha256) for one in Expense.objects.exclude(sha256="").order_by("pk")]
    for where, kept_file, digest in kept:
        try:
            with kept_file.open("rb") as file:
                same = hashlib.file_digest(file, "sha256").hexdigest() == digest
        except OSError:
            same = False
        if not same:
            yield Breach(where, "its file is not the one that was sent, or is gone")


def declare() -> None:
    """Called once when the house opens."""
    for name, statement, check in (
        ("ledger.balance", "Every entry adds up to nothing.", entries_balance),
        ("ledger.numbers", "No entry is missing.", numbers_are_whole),
        ("ledger.reserve", "What is left over is in the members’ reserve, and leaves it by decision.",
         the_reserve_is_accounted_for),
        ("ledger.funds", "No fund for a purpose spends more than it was given.", funds_hold_what_they_spend),
        ("ledger.days", "Every entry lies in its year.", days_lie_in_their_year),
        ("ledger.two", "Money out is recorded by one and agreed by another.", two_for_money_out),
        ("ledger.files", "Documents and receipts are as they came.", files_are_whole),
    ):  # fmt: skip
        add_invariant(Invariant(name, statement, "ledger", check))
