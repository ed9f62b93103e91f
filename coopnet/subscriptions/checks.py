"""What ``verify`` asks about prices."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from django.db.models import Q, Sum

from coopnet.kit import registry
from coopnet.kit.registry import Breach
from coopnet.membership.enums import State
from coopnet.subscriptions.enums import Settled
from coopnet.subscriptions.models import BankLine, Credit, Ending, Invoice, Payment, PriceScheme, Settlement
from coopnet.subscriptions.prices import Unreadable, read
from coopnet.subscriptions.renewals import queries as renewals
from coopnet.subscriptions.renewals import rules


def readable(at: datetime) -> Iterator[Breach]:
    """Schemes that nothing can reckon with."""
    for row in PriceScheme.objects.order_by("pk"):
        try:
            read(row.data)
        except Unreadable as error:
            yield Breach(f"price scheme {row.number}", str(error))


def _missing(numbers: Iterable[int], what: str) -> Iterator[Breach]:
    for place, number in enumerate(sorted(numbers), 1):
        if place != number:
            yield Breach(f"{what} {number}", f"Number {place} is missing.")
            return


def numbered(at: datetime) -> Iterator[Breach]:
    """Numbers of invoices and credit notes that are missing."""
    yield from _missing(Invoice.objects.values_list("number", flat=True), "invoice")
    yield from _missing(Credit.objects.values_list("number", flat=True), "credit note")


def adds_up(at: datetime) -> Iterator[Breach]:
    """Invoices whose lines do not add up, or that were sent under prices that did not hold on their day."""
    for invoice in Invoice.objects.select_related("scheme").order_by("number"):
        if sum(line[2] for line in invoice.lines) != invoice.pence:
            yield Breach(f"invoice {invoice.number}", "Its lines do not add up to its sum.")
        scheme = invoice.scheme
        if not (scheme.starts <= invoice.issued_on and (scheme.ends is None or invoice.issued_on < scheme.ends)):
            yield Breach(f"invoice {invoice.number}", "The prices it names did not hold on its day.")


def credited_within(at: datetime) -> Iterator[Breach]:
    """Invoices of which more is credited than they ask for."""
    for invoice in Invoice.objects.annotate(off=Sum("credits__pence")).order_by("number"):
        if (invoice.off or 0) > invoice.pence:
            yield Breach(f"invoice {invoice.number}", "More is credited than it asks for.")


def ended_by_rule(at: datetime) -> Iterator[Breach]:
    """Memberships ended for want of payment out of their time, unseen, or on records that did not reach."""
    for one in Ending.objects.select_related("invoice", "look").order_by("pk"):
        holds = renewals.policy(one.day)
        late = rules.Late(
            due=one.due, state=State.GRACE, reach=one.reach, looked=one.look.day,
            promised=one.invoice.promises.filter(made_at__lt=one.made_at)
            .order_by("pk").values_list("until", flat=True).last(),
        )  # fmt: skip
        why = rules.why_not_yet(late, holds, one.day)
        if why or one.look.invoice_id != one.invoice_id or one.due < one.invoice.due_on:
            yield Breach(f"invoice {one.invoice.number}", f"Membership ended too early. {why}".strip())


def in_the_books(at: datetime) -> Iterator[Breach]:
    """Payments and sums given back of which the books say nothing, or something else."""
    bank = Sum("posting__entry__lines__pence", filter=Q(posting__entry__lines__account__code="bank"))
    for payment in Payment.objects.annotate(bank=bank).select_related("posting", "invoice").order_by("pk"):
        posting = getattr(payment, "posting", None)
        if posting is None or (posting.entry_id is not None and payment.bank != payment.pence):
            yield Breach(f"invoice {payment.invoice.number}", "The books do not say what came.")
    back = Settlement.objects.filter(kind=Settled.REFUND.value, agreed_by__isnull=False)
    for one in back.annotate(bank=bank).select_related("posting", "invoice").order_by("pk"):
        posting = getattr(one, "posting", None)
        if posting is None or (posting.entry_id is not None and one.bank != -one.pence):
            yield Breach(f"invoice {one.invoice.number}", "The books do not say what was given back.")


def lines_pay_once(at: datetime) -> Iterator[Breach]:
    """Lines of the bank of which more is matched than came, or that pay although they were put aside."""
    held = Sum("matches__payment__pence", filter=Q(matches__payment__taken_back__isnull=True))
    for line in BankLine.objects.annotate(held=held).filter(held__isnull=False).order_by("pk"):
        if line.held > max(line.pence, 0):
            yield Breach(f"bank line {line.pk}", "More is matched than came by it.")
        if line.not_ours and line.held:
            yield Breach(f"bank line {line.pk}", "It is put aside, and pays an invoice.")


def declare() -> None:
    """Make the checks known."""
    for name, statement, check in (
        ("numbers", "No number of an invoice or a credit note is missing.", numbered),
        ("sums", "Every invoice adds up, and was sent under the prices of its day.", adds_up),
        (
            "endings",
            "Nobody unpaid lost membership early, unseen, in the holidays or on old bank records.",
            ended_by_rule,
        ),
        ("lines", "No line of the bank pays more than what came by it.", lines_pay_once),
        ("in-the-books", "What came and what was given back stands in the books, or says why not.", in_the_books),
        ("credits", "No invoice is credited by more than it asks for.", credited_within),
    ):
        registry.add_invariant(registry.Invariant(f"invoices.{name}", statement, "invoices", check))
    registry.add_invariant(
        registry.Invariant(
            "subscriptions.prices-can-be-read", "Every price scheme can be reckoned with.", "prices", readable
        )
    )
