"""Sending invoices, recording what comes, crediting. A number is taken in the transaction that makes the document."""

from collections.abc import Callable
from datetime import date, datetime

from django.db import IntegrityError, transaction

from coopnet.audit.actions import record
from coopnet.kit.actors import Actor
from coopnet.kit.clock import london_day
from coopnet.ledger.posting import NotPossible as NotInBooks
from coopnet.membership import actions as membership
from coopnet.membership.enums import State
from coopnet.membership.models import Member
from coopnet.membership.queries import belonging, period_on, state_on
from coopnet.people.models import Organisation
from coopnet.rulebook import queries as rulebook
from coopnet.subscriptions.actions import AlreadySent, NotPossible
from coopnet.subscriptions.invoices import books, letters
from coopnet.subscriptions.invoices.queries import Draft, drafts, registration_on, row, rows
from coopnet.subscriptions.models import Counter, Credit, Invoice, Payment, PriceScheme, Registration, Supplier
from coopnet.subscriptions.queries import year_of


def _next(series: str) -> int:
    """The next number of a series. The row is held until the transaction ends, so a number is never lost or doubled."""
    Counter.objects.get_or_create(series=series)
    counter = Counter.objects.select_for_update().get(series=series)
    counter.last += 1
    counter.save(update_fields=["last"])
    return counter.last


def _subject(invoice: Invoice) -> str:
    return f"invoice:{invoice.number}"


@transaction.atomic
def set_supplier(*, supplier: Supplier, by: Actor, at: datetime) -> Supplier:
    """Who sends invoices, and to which account they are paid. Invoices already sent keep what they said."""
    supplier.pk = 1
    supplier.save()
    record(
        "invoices.supplier",
        subject="supplier",
        words="Set who sends invoices and to which account they are paid.",
        by=by,
        at=at,
        details={"account": f"{supplier.sort_code} {supplier.account_number}"},
    )
    return supplier


@transaction.atomic
def set_registration(*, registration: Registration, by: Actor, at: datetime) -> Registration | None:
    """Our company number, VAT number and telephone from a day on. None where that day they are these already."""
    names = ("company_number", "vat_number", "phone")
    held = registration_on(registration.starts)
    if [getattr(registration, name) for name in names] == [getattr(held, name, "") for name in names]:
        return None
    registration.made_at = at
    registration.save(force_insert=True)
    record(
        "invoices.registration",
        subject="supplier",
        words=f"Set what the supplier sheet says of us from {registration.starts.isoformat()}.",
        by=by,
        at=at,
        details={name: getattr(registration, name) for name in names},
    )
    return registration


@transaction.atomic
def issue(*, draft: Draft, scheme: PriceScheme, by: Actor, at: datetime) -> Invoice:
    """Send one invoice: number, lines and price as they stand today, and the letter.

    Due on the later of the year's start and the days that the rules give (rule “due-after-invoice”). Raises NotPossible
    where the draft has a problem, nobody is set who sends invoices, or the member has its invoice of the year.
    """
    if draft.quote is None or draft.problem:
        raise NotPossible(draft.problem or "There is no price.")
    seller = Supplier.objects.filter(pk=1).first()
    if seller is None:
        raise NotPossible("Say first who sends invoices, and to which account they are paid.")
    today = london_day(at)
    begins, ends = year_of(today)
    due = max(begins, rulebook.duration("money", "due-after-invoice", today).after(today))
    try:
        with transaction.atomic():
            invoice = Invoice.objects.create(
                number=_next("invoice"), member=draft.member, payer=draft.payer, scheme=scheme,
                payer_name=draft.payer.name, payer_address=_address(draft.payer), to_name=draft.to_name,
                to_email=draft.to_email, year_starts=begins, year_ends=ends,
                lines=[[line.words, line.why, line.pence] for line in draft.quote.lines], pence=draft.quote.total,
                vat_words=scheme.scheme.vat_words, seller=_seller(seller), issued_on=today, due_on=due, made_at=at,
            )  # fmt: skip
    except IntegrityError as error:
        raise AlreadySent(f"{draft.member} has its invoice of this year.") from error
    letters.send(invoice, by=by, at=at)
    record(
        "invoices.sent",
        subject=_subject(invoice),
        words=f"Sent invoice {invoice.number} to {invoice.payer_name}, for {draft.member}.",
        by=by,
        at=at,
        details={"pence": invoice.pence},
    )
    return invoice


def _seller(supplier: Supplier) -> dict[str, str]:
    names = ("name", "address", "email", "account_name", "sort_code", "account_number")
    return {name: str(getattr(supplier, name)) for name in names}


def _address(payer: Organisation) -> str:
    school = payer.establishment
    if school is None:
        return ""
    return ", ".join(part for part in (school.street, school.locality, school.town, school.postcode) if part)


def run(*, by: Actor, at: datetime, only: frozenset[int] | None = None) -> list[Invoice]:
    """Send the invoices of the year to all who have none: each in a transaction of its own.

    Whatever stops it, those that stand are whole and numbered; run again, it goes on with the rest. ``only``: members
    by their number in the register.
    """
    scheme, found = drafts(london_day(at))
    if scheme is None:
        raise NotPossible("No prices are in force.")
    sent = []
    for draft in found:
        if draft.problem or (only is not None and draft.member.number not in only):
            continue
        try:
            sent.append(issue(draft=draft, scheme=scheme, by=by, at=at))
        except AlreadySent:
            continue  # another run was quicker with this one; the rest is still ours
    return sent


@transaction.atomic
def add_order_number(*, invoice: Invoice, order_number: str, by: Actor, at: datetime) -> None:
    """The payer's own order number, shown on the invoice from then on."""
    held = Invoice.objects.select_for_update(of=("self",)).get(pk=invoice.pk)
    held.order_number = order_number.strip()
    held.save(update_fields=["order_number"])
    record("invoices.order-number", subject=_subject(held), words="The payer added an order number.", by=by, at=at)


@transaction.atomic
def pay(*, invoice: Invoice, pence: int, day: date, words: str = "", by: Actor, at: datetime) -> Payment:
    """Record money that came. The first that settles the invoice makes a waiting member current from that day.

    Raises NotPossible for nothing, or for a day to come. More than is owed is taken and shown as too much.
    """
    held = Invoice.objects.select_for_update(of=("self",)).select_related("member__organisation").get(pk=invoice.pk)
    if pence <= 0:
        raise NotPossible("Enter how much came.")
    if day > london_day(at):
        raise NotPossible("A payment is recorded once it has come. Choose today or an earlier day.")
    payment = Payment.objects.create(invoice=held, pence=pence, day=day, words=words, made_at=at)
    _posted(lambda: books.post_payment(payment, by=by, at=at))
    left = row(held, london_day(at)).owed
    if left == 0:
        _settled(held.member, day, by, at)
    letters.receipt(payment, left, by=by, at=at)
    record(
        "invoices.paid",
        subject=_subject(held),
        words=f"Recorded a payment for invoice {held.number}, {day.isoformat()}.",
        by=by,
        at=at,
        details={"pence": pence},
    )
    return payment


def _posted(do: Callable[[], object]) -> None:
    """Post into the books; what these refuse is refused here too, and nothing is recorded."""
    try:
        do()
    except NotInBooks as refusal:
        raise NotPossible(str(refusal)) from refusal


def _settled(member: Member, day: date, by: Actor, at: datetime) -> None:
    """A member that waited for its payment, or was late with it, is current again."""
    today = london_day(at)
    period = period_on(member, today)
    state = state_on(period.changes.all(), today) if period else None
    if period is None or state not in (State.AWAITING, State.DUE, State.GRACE):
        return
    last = max(change.day for change in period.changes.all())
    membership.move(
        period=period, to=State.CURRENT, day=max(day, last), words="The subscription was paid.", by=by, at=at
    )


@transaction.atomic
def let_in_paid(*, by: Actor, at: datetime) -> int:
    """Whoever came back in a year that it had paid waits for nothing: it is current from today. Gives how many."""
    today = london_day(at)
    waiting = [one.member.pk for one in belonging(today) if one.state is State.AWAITING]
    this_year = Invoice.objects.filter(member__in=waiting, year_starts__lte=today, year_ends__gt=today)
    paid = [found.invoice for found in rows(this_year.order_by("number"), today) if not found.owed]
    for invoice in paid:
        Member.objects.select_for_update().get(pk=invoice.member_id)
        _settled(invoice.member, today, by, at)
    return len(paid)


@transaction.atomic
def take_back(*, payment: Payment, words: str, by: Actor, at: datetime) -> Payment:
    """A payment was recorded by mistake, or the bank took it back: a row against it, and both stay to be seen."""
    held = Payment.objects.select_for_update(of=("self",)).select_related("invoice").get(pk=payment.pk)
    if held.takes_back_id is not None or Payment.objects.filter(takes_back=held).exists():
        raise NotPossible("This payment was taken back already.")
    made = Payment.objects.create(
        invoice=held.invoice, pence=-held.pence, day=london_day(at), words=words, takes_back=held, made_at=at
    )
    _posted(lambda: books.post_taken_back(made, by=by, at=at))
    record(
        "invoices.payment-taken-back",
        subject=_subject(held.invoice),
        words=f"Took back a payment for invoice {held.invoice.number}.",
        by=by,
        at=at,
        details={"pence": held.pence, "words": words},
    )
    return made


@transaction.atomic
def credit(*, invoice: Invoice, pence: int, reason: str, by: Actor, at: datetime) -> Credit:
    """A credit note: so much is owed no more. Never more than is still to pay."""
    held = Invoice.objects.select_for_update(of=("self",)).select_related("member__organisation").get(pk=invoice.pk)
    left = row(held, london_day(at)).owed
    if not 0 < pence <= left:
        raise NotPossible("A credit note takes off something, and no more than is still to pay.")
    if not reason.strip():
        raise NotPossible("Say why.")
    made = Credit.objects.create(
        number=_next("credit"), invoice=held, pence=pence, reason=reason.strip(), day=london_day(at), made_at=at
    )
    if pence == left:
        _settled(held.member, london_day(at), by, at)
    record(
        "invoices.credited",
        subject=_subject(held),
        words=f"Credit note {made.number} for invoice {held.number}.",
        by=by,
        at=at,
        details={"pence": pence, "reason": made.reason},
    )
    return made
