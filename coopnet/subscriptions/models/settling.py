"""Money given back or let off by two people, and what payments became in the books."""

from django.db import models
from django.db.models import CheckConstraint, F, Q

from coopnet.accounts.models import User
from coopnet.ledger.models import Entry
from coopnet.subscriptions.enums import Settled
from coopnet.subscriptions.models.invoices import Invoice, Payment


class Settlement(models.Model):
    """Money to give back, or to let off: one person records it, another agrees, and only then it counts.

    A waiver names the decision that it rests on. Agreed to, it is never changed; dropped, it stays as dropped.
    """

    invoice = models.ForeignKey(Invoice, on_delete=models.PROTECT, related_name="settlements")
    kind = models.CharField(max_length=10)
    pence = models.PositiveIntegerField()
    reason = models.CharField(max_length=300)
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    agreed_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    agreed_at = models.DateTimeField(null=True)
    dropped_at = models.DateTimeField(null=True)
    day = models.DateField(null=True, help_text="From which day it counts: the day on which it was agreed.")

    class Meta:
        constraints = [
            CheckConstraint(
                name="subscriptions_settlement_by_two",
                condition=Q(agreed_by__isnull=True, day__isnull=True, agreed_at__isnull=True)
                | (
                    Q(agreed_by__isnull=False, day__isnull=False, agreed_at__isnull=False, dropped_at__isnull=True)
                    & ~Q(agreed_by=F("recorded_by"))
                ),
                violation_error_message="Somebody else than whoever recorded it agrees.",
            ),
            CheckConstraint(
                name="subscriptions_settlement_is_something",
                condition=Q(pence__gt=0) & ~Q(reason="") & Q(kind__in=[kind.value for kind in Settled]),
                violation_error_message="It is a sum, for a reason.",
            ),
        ]


class Posting(models.Model):
    """What a payment or a sum given back became in the books: its entry, or why it has none."""

    payment = models.OneToOneField(Payment, on_delete=models.PROTECT, null=True, related_name="posting")
    settlement = models.OneToOneField(Settlement, on_delete=models.PROTECT, null=True, related_name="posting")
    entry = models.OneToOneField(Entry, on_delete=models.PROTECT, null=True, related_name="+")
    why_not = models.CharField(max_length=10, blank=True)

    class Meta:
        constraints = [
            CheckConstraint(
                name="subscriptions_posting_of_one_thing",
                condition=(
                    Q(payment__isnull=False, settlement__isnull=True)
                    | Q(payment__isnull=True, settlement__isnull=False)
                )
                & (Q(entry__isnull=False, why_not="") | Q(entry__isnull=True) & ~Q(why_not="")),
                violation_error_message="A posting is of one thing, and has its entry or says why not.",
            ),
        ]
