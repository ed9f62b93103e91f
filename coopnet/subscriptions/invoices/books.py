"""What comes and goes, posted into the books as it is recorded: money that came is income of its day.

The network keeps its books by what came, not by what was asked for. Books that are kept elsewhere get nothing from here
but the sheet of payments.
"""

from datetime import date, datetime
from uuid import NAMESPACE_URL, uuid5

from coopnet.accounts.models import User
from coopnet.kit.actors import Actor
from coopnet.kit.basis import Basis
from coopnet.kit.clock import london_day
from coopnet.ledger import actions as ledger
from coopnet.ledger.enums import Keeps, YearState
from coopnet.ledger.models import Book, Entry, Year
from coopnet.ledger.rules import Part
from coopnet.subscriptions.enums import Unposted
from coopnet.subscriptions.models import Invoice, Payment, Posting, Settlement

_KEY = uuid5(NAMESPACE_URL, "coopnet:subscriptions")


def _why_not(day: date) -> Unposted | None:
    book = Book.objects.filter(pk=1).first()
    if book is None:
        return Unposted.NO_BOOKS
    if book.keeps == Keeps.ELSEWHERE.value:
        return Unposted.ELSEWHERE
    first = Year.objects.order_by("starts").first()
    return Unposted.EARLIER if first is None or day < first.starts else None


def _day(day: date, at: datetime) -> date:
    """The day itself; today where its year is closed, since a closed year takes no entry."""
    year = Year.objects.filter(starts__lte=day, ends__gt=day).first()
    return london_day(at) if year is not None and year.state != YearState.OPEN.value else day


def _basis(invoice: Invoice, words: str, day: date) -> Basis:
    """Everybody who signs in reads it: the bank's words, and why money went back, stand with the invoice alone."""
    return Basis("invoice", str(invoice.number), f"{words} for invoice {invoice.number}", day)


def post_payment(payment: Payment, *, by: Actor, at: datetime) -> Posting:
    """Money that came: into the bank, and income of the general fund. Raises the ledger's NotPossible."""
    invoice = payment.invoice
    why = _why_not(payment.day)
    if why is not None:
        return Posting.objects.create(payment=payment, why_not=why.value)
    words = f"Invoice {invoice.number}, {invoice.payer_name}"
    entry = ledger.record(
        key=uuid5(_KEY, f"payment:{payment.pk}"), day=_day(payment.day, at), words=words[:200],
        parts=[Part("bank", payment.pence), Part("subscriptions", -payment.pence, "general")],
        basis=_basis(invoice, "A payment", payment.day), by=by, at=at,
    )  # fmt: skip
    return Posting.objects.create(payment=payment, entry=entry)


def post_taken_back(back: Payment, *, by: Actor, at: datetime) -> Posting:
    """A payment that was taken back: the mirror of its entry, which a second person agrees to like all money out."""
    earlier = Posting.objects.filter(payment=back.takes_back).select_related("entry").first()
    if earlier is None or earlier.entry is None:
        return Posting.objects.create(payment=back, why_not=Unposted.OPEN.value)
    entry = ledger.reverse(
        entry=earlier.entry, key=uuid5(_KEY, f"payment:{back.pk}"), day=_day(back.day, at),
        why=f"Invoice {back.invoice.number}: {back.words or 'taken back'}"[:200], by=by, at=at,
    )  # fmt: skip
    return Posting.objects.create(payment=back, entry=entry)


def post_given_back(settlement: Settlement, *, by: User, at: datetime) -> Posting:
    """Money given back: recorded by the one, agreed by the other, as the settlement was."""
    invoice, day = settlement.invoice, london_day(at)
    why = _why_not(day)
    if why is not None:
        return Posting.objects.create(settlement=settlement, why_not=why.value)
    entry: Entry = ledger.record(
        key=uuid5(_KEY, f"settlement:{settlement.pk}"), day=day,
        words=f"Given back for invoice {invoice.number}, {invoice.payer_name}"[:200],
        parts=[Part("subscriptions", settlement.pence, "general"), Part("bank", -settlement.pence)],
        basis=_basis(invoice, "Money given back", day), by=settlement.recorded_by, at=at,
    )  # fmt: skip
    ledger.agree(entry=entry, by=by, at=at)
    return Posting.objects.create(settlement=settlement, entry=entry)
