"""What membership costs, as dated data by decision. What was put in force is never changed."""

from django.db import models
from django.db.models import CheckConstraint, F, Q

from coopnet.kit.basis import Basis
from coopnet.subscriptions.prices import Scheme, read


class PriceScheme(models.Model):
    """What membership costs in ``[starts, ends)``, by the decision that is named. Only ``ends`` is set later."""

    number = models.PositiveIntegerField(unique=True)
    title = models.CharField(max_length=120)
    data = models.JSONField()
    starts = models.DateField()
    ends = models.DateField(null=True, blank=True)
    basis_kind = models.CharField(max_length=40)
    basis_key = models.CharField(max_length=120, blank=True)
    basis_words = models.CharField(max_length=300)
    basis_day = models.DateField()
    made_at = models.DateTimeField()
    # Of all schemes one holds on a day: the guard compares rows of the same lane, and there is one lane.
    lane = models.PositiveSmallIntegerField(default=1, editable=False)

    class Meta:
        constraints = [
            CheckConstraint(
                name="subscriptions_scheme_has_days",
                condition=Q(ends__isnull=True) | Q(ends__gt=F("starts")),
                violation_error_message="A scheme holds for a day at least.",
            ),
            CheckConstraint(
                name="subscriptions_one_lane", condition=Q(lane=1), violation_error_message="There is one lane."
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def basis(self) -> Basis:
        """The decision it rests on."""
        return Basis(self.basis_kind, self.basis_key, self.basis_words, self.basis_day)

    @property
    def scheme(self) -> Scheme:
        """What it says, to reckon with."""
        return read(self.data)
