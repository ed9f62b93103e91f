"""Who gave the money of a fund, and on what terms."""

from django.db import models
from django.db.models import CheckConstraint, F, Q

from coopnet.ledger.models.books import Fund


class Gift(models.Model):
    """From whom a fund for a purpose came, and what shows it. ``named``: whether the giver may be named in public."""

    fund = models.OneToOneField(Fund, on_delete=models.PROTECT, related_name="gift")
    giver = models.CharField(max_length=120)
    named = models.BooleanField(default=False)
    source = models.CharField(max_length=200)
    day = models.DateField()
    spend_by = models.DateField(null=True)
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            CheckConstraint(
                name="ledger_gift_has_a_giver",
                condition=~Q(giver="") & ~Q(source=""),
                violation_error_message="Say who gave it, and what shows it.",
            ),
            CheckConstraint(
                name="ledger_gift_is_spent_later",
                condition=Q(spend_by__isnull=True) | Q(spend_by__gte=F("day")),
                violation_error_message="It is spent after it was given.",
            ),
        ]

    def __str__(self) -> str:
        return f"from {self.giver}"
