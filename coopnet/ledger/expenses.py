"""What volunteers lay out: claimed by one, agreed by another, paid."""

import hashlib
from datetime import date, datetime
from pathlib import PurePath
from uuid import UUID, uuid4

from django.core.files.base import ContentFile
from django.db import transaction

from coopnet.accounts.models import User
from coopnet.audit.actions import record as note
from coopnet.kit.basis import Basis
from coopnet.kit.clock import london_day
from coopnet.kit.models import Network
from coopnet.kit.uploads.pictures import Picture
from coopnet.ledger import posting, rules
from coopnet.ledger.enums import EntryKind, ExpenseState, Head
from coopnet.ledger.models import Expense
from coopnet.ledger.posting import NotPossible
from coopnet.ledger.queries import rate_on
from coopnet.ledger.rules import Part
from coopnet.people.models import Person


@transaction.atomic
def claim(
    *, key: UUID, person: Person, day: date, words: str, head: Head, pence: int | None = None,
    tenths: int | None = None, receipt: Picture | None = None, by: User, at: datetime,
) -> Expense:  # fmt: skip
    """Claim what a receipt says, or miles at the rate of that day."""
    if day > london_day(at):
        raise NotPossible("Claim it once it is spent.")
    rate = None
    if tenths and (pence or receipt is not None):
        raise NotPossible("Miles and a receipt are two claims. Send the one first, then the other.")
    if tenths:
        rate = rate_on(day)
        if rate is None:
            raise NotPossible("No rate for a mile was set for that day. Ask the treasurer.")
        pence = rules.mileage(tenths, rate.pence)
    elif receipt is None:
        raise NotPossible("Send a photo of the receipt, or say how many miles it was.")
    if not pence:
        raise NotPossible("Say how much it was.")
    expense = Expense(
        key=key, person=person, claimed_by=by, claimed_at=at, day=day, words=words, head=head.value,
        tenths=tenths or None, rate=rate, pence=pence,
    )  # fmt: skip
    if receipt is not None:
        # One claim with a receipt at a time: of two with the same photo the later one sees the other.
        Network.objects.select_for_update().get(pk=1)
        expense.sha256 = hashlib.sha256(receipt.data).hexdigest()
        if Expense.objects.filter(sha256=expense.sha256).exclude(state=ExpenseState.REFUSED.value).exists():
            raise NotPossible("This receipt was claimed already.")
        expense.receipt.save(f"{uuid4()}{PurePath(receipt.name).suffix}", ContentFile(receipt.data), save=False)
    expense.save()
    note("ledger.claimed", subject=f"claim:{expense.pk}", words="Claimed what was laid out.", by=by, at=at)
    return expense


def _held(expense: Expense, state: ExpenseState) -> Expense:
    found = Expense.objects.select_for_update().get(pk=expense.pk)
    if found.state != state.value:
        raise NotPossible("Somebody was faster: this claim does not wait for that any more.")
    return found


@transaction.atomic
def judge(*, expense: Expense, agreed: bool, why: str = "", by: User, at: datetime) -> Expense:
    """A second person agrees, or says why not. Raises NotPossible for whoever claimed it or gets the money."""
    found = _held(expense, ExpenseState.CLAIMED)
    if by.pk in (found.claimed_by_id, found.person.user_id):
        raise NotPossible("Nobody agrees to their own claim.")
    if not agreed and not why:
        raise NotPossible("Say why not, so that they can mend it.")
    found.state = (ExpenseState.AGREED if agreed else ExpenseState.REFUSED).value
    found.agreed_by, found.agreed_at, found.why = by, at, why
    found.save(update_fields=["state", "agreed_by", "agreed_at", "why"])
    words = "Agreed to a claim." if agreed else "Did not agree to a claim."
    note("ledger.claim-judged", subject=f"claim:{found.pk}", words=words, by=by, at=at)
    return found


@transaction.atomic
def pay(*, expense: Expense, day: date, key: UUID, by: User, at: datetime) -> Expense:
    """Note that a claim was paid from the bank, and post it. Raises NotPossible for whoever agreed to it."""
    posting.held()
    found = _held(expense, ExpenseState.AGREED)
    if found.agreed_by_id == by.pk:
        raise NotPossible("You agreed to this one. Somebody else pays it.")
    if day > london_day(at):
        raise NotPossible("Note it once it is paid.")
    entry = posting.draft(
        key=key, year=posting.open_year(day), day=day, kind=EntryKind.ORDINARY, words=f"Volunteer’s claim {found.pk}",
        basis=Basis("claim", str(found.pk), f"Claim {found.pk}", found.day),
        parts=[Part("travel", int(found.pence), "general", Head(found.head)), Part("bank", -int(found.pence))],
        by=by, at=at,
    )  # fmt: skip
    entry.agreed_by, entry.agreed_at = found.agreed_by, found.agreed_at
    posting.post(entry)
    found.state, found.paid_by, found.entry = ExpenseState.PAID.value, by, entry
    found.save(update_fields=["state", "paid_by", "entry"])
    note("ledger.claim-paid", subject=f"claim:{found.pk}", words="Noted that a claim was paid.", by=by, at=at)
    return found
