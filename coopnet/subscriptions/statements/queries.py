"""Lines that wait for an invoice with what they may pay, and how far the bank's own files reach."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import F, Q, QuerySet, Sum
from django.db.models.functions import Coalesce

from coopnet.subscriptions.invoices import queries as invoices
from coopnet.subscriptions.models import BankFile, BankLine, Invoice, Matched
from coopnet.subscriptions.statements.suggesting import Open, Suggestion, suggest


@dataclass(frozen=True, slots=True)
class ToMatch:
    """A line with what is left of it and what it may pay, the likeliest first."""

    line: BankLine
    left: int
    suggestions: list[Suggestion]

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


def to_match(on: date, *, only: int | None = None) -> list[ToMatch]:
    """Lines that wait, with suggestions. ``only``: the key of the one asked about."""
    rows = waiting()
    if only is not None:
        rows = rows.filter(pk=only)
    open_now = open_ones(on)
    lefts = dict(rows.annotate(left=F("pence") - F("held")).values_list("pk", "left"))
    return [ToMatch(line, lefts[line.pk], suggest(line.words, lefts[line.pk], open_now)) for line in rows]


def matched() -> QuerySet[Matched]:
    """What was matched, the newest first."""
    rows = Matched.objects.select_related("line", "payment__invoice", "payment__taken_back")
    return rows.order_by("-pk")


@dataclass(frozen=True, slots=True)
class Gap:
    """Days of an account that no file covers, between two that do."""

    account: str
    first: date
    last: date


def covered(on: date) -> tuple[date | None, list[Gap]]:
    """The last day up to which files cover every account without a gap, as known on a day; and the gaps.

    An account is covered from its first file on. Where there are several, the one that reaches least counts.
    """
    by_account: dict[str, list[tuple[date, date]]] = {}
    for file in BankFile.objects.filter(at__date__lte=on).order_by("first_day", "pk"):
        by_account.setdefault(file.account, []).append((file.first_day, file.last_day))
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
