"""Reminding, noting promises and how far the bank records run, looking at ends to come, and ending what nobody paid."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db import IntegrityError, transaction

from coopnet.accounts.models import User
from coopnet.audit.actions import record
from coopnet.kit.actors import Actor
from coopnet.kit.clock import london_day
from coopnet.membership import actions as membership
from coopnet.membership.enums import State
from coopnet.membership.models import Member
from coopnet.subscriptions.actions import NotPossible
from coopnet.subscriptions.invoices.queries import row
from coopnet.subscriptions.models import BankDay, Ending, Invoice, Look, Promise, Reminder
from coopnet.subscriptions.renewals import letters, queries, rules
from coopnet.subscriptions.renewals.queries import Owing


def _subject(invoice: Invoice) -> str:
    return f"invoice:{invoice.number}"


def _user(by: Actor) -> User | None:
    return by if isinstance(by, User) else None


def _held(invoice: Invoice) -> Invoice:
    """The invoice, held until the transaction ends: a payment that comes meanwhile waits, or is seen."""
    return Invoice.objects.select_for_update(of=("self",)).select_related("member__organisation").get(pk=invoice.pk)


@transaction.atomic
def promise(*, invoice: Invoice, until: date, words: str = "", by: Actor, at: datetime) -> Promise:
    """The payer says that the money comes by ``until``: no reminder and no end before it is over. A later one counts.

    Raises NotPossible for a day that is over or too far, and for an invoice on which nothing is owed.
    """
    held, today = _held(invoice), london_day(at)
    if not row(held, today).owed:
        raise NotPossible("Nothing is to pay on this invoice.")
    if not today <= until <= today + rules.LONGEST_PROMISE:
        raise NotPossible("A promise is for a day from today to 60 days from now. For longer, ask the board.")
    made = Promise.objects.create(
        invoice=held, until=until, words=words.strip(), day=today, noted_by=_user(by), made_at=at
    )
    record(
        "invoices.promised",
        subject=_subject(held),
        words=f"Noted a promise to pay invoice {held.number} by {until.isoformat()}.",
        by=by,
        at=at,
    )
    return made


@transaction.atomic
def bank_reaches(*, reach: date, by: Actor, at: datetime) -> BankDay:
    """The treasurer's word: all that came up to that day is recorded here. Raises NotPossible for a day to come."""
    today = london_day(at)
    if reach > today:
        raise NotPossible("Nobody can know what comes later. Choose today or an earlier day.")
    said = BankDay.objects.create(reach=reach, day=today, said_by=_user(by), made_at=at)
    record(
        "invoices.bank-day",
        subject="bank",
        words=f"Said that what came up to {reach.isoformat()} is recorded.",
        by=by,
        at=at,
    )
    return said


@transaction.atomic
def look(*, invoices: Iterable[Invoice], by: User, at: datetime) -> list[Look]:
    """A named person looked at these among the memberships about to end. Raises NotPossible where one is not there."""
    today = london_day(at)
    wanted = {invoice.pk: invoice for invoice in invoices}
    if not wanted:
        raise NotPossible("Tick those that you looked at.")
    there = {owed.row.invoice.pk for owed in queries.owing(today) if owed.to_look}
    gone = [invoice.number for pk, invoice in wanted.items() if pk not in there]
    if gone:
        numbers = ", ".join(map(str, sorted(gone)))
        raise NotPossible(f"Invoice {numbers} is not on the list any more. Look at the list again.")
    made = [Look.objects.create(invoice=invoice, day=today, looked_by=by, made_at=at) for invoice in wanted.values()]
    for one in made:
        record(
            "invoices.looked",
            subject=_subject(one.invoice),
            words=f"Looked at invoice {one.invoice.number} before membership ends.",
            by=by,
            at=at,
        )
    return made


def _now(invoice: Invoice, on: date) -> Owing | None:
    """How this one stands at this moment, asked again with the invoice held."""
    return next((one for one in queries.owing(on, only=invoice.member_id) if one.row.invoice.pk == invoice.pk), None)


@transaction.atomic
def tend(*, invoice: Invoice, by: Actor, at: datetime) -> str:
    """Do for one late invoice what its day asks: move the membership on, end it, or send a reminder.

    Returns what was done: “ended”, “moved”, “reminded”, words joined by a blank, or nothing.
    """
    held, today = _held(invoice), london_day(at)
    # Everybody who changes this membership holds the member first; what is asked now stays true until we are done.
    Member.objects.select_for_update().get(pk=held.member_id)
    owed = _now(held, today)
    if owed is None:
        return ""
    if not owed.why_not_yet and _end(owed, by, at):
        return "ended"
    done = []
    holds = queries.policy(today)
    to = rules.state_by(owed.late, holds, today)
    if to is not owed.one.state:
        membership.move(
            period=owed.one.period, to=to, day=today, words=f"Invoice {held.number} is not paid.", by=by, at=at
        )
        done.append("moved")
    number = rules.reminder(owed.late, holds, today)
    if number is not None:
        _remind(owed, number, last=number == len(holds.reminders), by=by, at=at)
        done.append("reminded")
    return " ".join(done)


def _remind(owed: Owing, number: int, *, last: bool, by: Actor, at: datetime) -> None:
    invoice = owed.row.invoice
    address, name = letters.to(invoice, owed.ring)
    try:
        with transaction.atomic():
            made = Reminder.objects.create(
                invoice=invoice, number=number, day=london_day(at), owed=owed.row.owed, reach=owed.late.reach,
                written=bool(address),
            )  # fmt: skip
    except IntegrityError:
        return  # another run was quicker with this one
    if address:
        letters.remind(made, address=address, name=name, ends_on=owed.ends_on, last=last, by=by, at=at)
    record(
        "invoices.reminded",
        subject=_subject(invoice),
        words=f"Reminder {number} for invoice {invoice.number}." + ("" if address else " Nobody to write to."),
        by=by,
        at=at,
    )


def _end(owed: Owing, by: Actor, at: datetime) -> bool:
    """End the membership, if it stands where an end can follow; a period that only became late today waits a day."""
    invoice, period, today = owed.row.invoice, owed.one.period, london_day(at)
    if owed.one.state not in (State.GRACE, State.AWAITING):
        return False
    seen = Look.objects.filter(invoice=invoice, day__lte=today).latest("day", "pk")
    membership.move(
        period=period, to=State.LAPSED, day=today, words=f"Invoice {invoice.number} was not paid.", by=by, at=at
    )
    ending = Ending.objects.create(
        period=period, invoice=invoice, look=seen, reach=owed.late.reach, owed=owed.row.owed, due=owed.late.due,
        day=today, made_at=at,
    )  # fmt: skip
    address, name = letters.to(invoice, owed.ring)
    if address:
        letters.ended(ending, address=address, name=name, by=by, at=at)
    record(
        "invoices.ended",
        subject=_subject(invoice),
        words=f"Membership of {owed.one.member} ended: invoice {invoice.number} was not paid.",
        by=by,
        at=at,
        details={"looked": seen.day.isoformat(), "reach": owed.late.reach.isoformat() if owed.late.reach else ""},
    )
    return True
