"""Giving back what came too much, and letting off what is owed: recorded by one, agreed by another."""

from datetime import datetime

from django.db import transaction
from django.db.models import Sum

from coopnet.accounts.models import User
from coopnet.audit.actions import record as note
from coopnet.kit.actors import Actor
from coopnet.kit.clock import london_day
from coopnet.subscriptions.actions import NotPossible
from coopnet.subscriptions.enums import SETTLED_WORDS, Settled
from coopnet.subscriptions.invoices import actions as invoices
from coopnet.subscriptions.invoices import books
from coopnet.subscriptions.invoices.queries import row
from coopnet.subscriptions.models import Invoice, Settlement


def _held(invoice: Invoice) -> Invoice:
    return Invoice.objects.select_for_update(of=("self",)).select_related("member__organisation").get(pk=invoice.pk)


def _room(invoice: Invoice, kind: Settled, at: datetime, *, but: Settlement | None = None) -> int:
    """How much may be settled this way, less what waits already."""
    stands = row(invoice, london_day(at))
    refund = kind is Settled.REFUND
    waiting = Settlement.objects.filter(invoice=invoice, agreed_by__isnull=True, dropped_at__isnull=True)
    waiting = waiting.filter(kind=kind.value) if refund else waiting.exclude(kind=Settled.REFUND.value)
    if but is not None:
        waiting = waiting.exclude(pk=but.pk)
    return (stands.overpaid if refund else stands.owed) - (waiting.aggregate(sum=Sum("pence"))["sum"] or 0)


@transaction.atomic
def settle(*, invoice: Invoice, kind: Settled, pence: int, reason: str, by: User, at: datetime) -> Settlement:
    """Record what is to be given back or let off. It counts once somebody else agrees.

    Raises NotPossible for more than came too much, or more than is owed, with what waits already.
    """
    held = _held(invoice)
    room = _room(held, kind, at)
    if not 0 < pence <= room:
        what = "came too much" if kind is Settled.REFUND else "is to pay"
        raise NotPossible(f"Choose a sum no greater than what {what} and does not wait already.")
    if not reason.strip():
        raise NotPossible("Say why.")
    made = Settlement.objects.create(
        invoice=held, kind=kind.value, pence=pence, reason=reason.strip(), recorded_by=by, recorded_at=at
    )
    note(
        "invoices.settling",
        subject=f"invoice:{held.number}",
        words=f"Recorded for invoice {held.number}: {SETTLED_WORDS[kind]}. It waits for a second person.",
        by=by,
        at=at,
        details={"pence": pence, "reason": made.reason},
    )
    return made


def _waiting(settlement: Settlement) -> Settlement:
    found = (
        Settlement.objects.select_for_update(of=("self",))
        .filter(pk=settlement.pk, agreed_by__isnull=True, dropped_at__isnull=True)
        .select_related("invoice", "recorded_by")
        .first()
    )
    if found is None:
        raise NotPossible("This does not wait any more.")
    return found


@transaction.atomic
def agree(*, settlement: Settlement, by: User, at: datetime) -> Settlement:
    """A second person agrees: from today it counts. What is let off becomes a credit note, money back leaves the books.

    Raises NotPossible for whoever recorded it, and where a payment has come meanwhile that leaves no room for it.
    """
    held = _held(settlement.invoice)
    found = _waiting(settlement)
    if found.recorded_by_id == by.pk:
        raise NotPossible("You recorded this one. Somebody else agrees to it.")
    kind = Settled(found.kind)
    if found.pence > _room(held, kind, at, but=found):
        raise NotPossible("Money has come or gone since. Take this away and record it again.")
    found.agreed_by, found.agreed_at, found.day = by, at, london_day(at)
    found.save(update_fields=["agreed_by", "agreed_at", "day"])
    if kind is Settled.REFUND:
        books.post_given_back(found, by=by, at=at)
    else:
        words = "Let off by decision" if kind is Settled.WAIVER else "Written off"
        invoices.credit(invoice=held, pence=found.pence, reason=f"{words}: {found.reason}"[:300], by=by, at=at)
    note(
        "invoices.settled",
        subject=f"invoice:{held.number}",
        words=f"Agreed for invoice {held.number}: {SETTLED_WORDS[kind]}.",
        by=by,
        at=at,
        details={"pence": found.pence},
    )
    return found


@transaction.atomic
def drop(*, settlement: Settlement, by: Actor, at: datetime) -> None:
    """Take away what waits. The row stays, as dropped."""
    _held(settlement.invoice)
    found = _waiting(settlement)
    found.dropped_at = at
    found.save(update_fields=["dropped_at"])
    note(
        "invoices.settling-dropped",
        subject=f"invoice:{found.invoice.number}",
        words=f"Took away what waited for invoice {found.invoice.number}.",
        by=by,
        at=at,
    )
