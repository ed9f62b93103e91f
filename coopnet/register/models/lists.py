"""Lists of open schools, and the co-operative schools that disappeared from one."""

from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint

from coopnet.register.models.history import Import


class ListedSchool(models.Model):
    """A school stood in the lists of one scope on the days ``[starts, ends)``. It says nothing of why it left."""

    scope = models.CharField(max_length=60)
    urn = models.IntegerField()
    name = models.CharField(max_length=200)
    town = models.CharField(max_length=100, default="")
    postcode = models.CharField(max_length=10, default="")
    starts = models.DateField()
    ends = models.DateField(null=True)

    class Meta:
        constraints = [
            UniqueConstraint(
                name="register_one_running_listing",
                fields=["scope", "urn"],
                condition=Q(ends__isnull=True),
                violation_error_message="This school stands in that list already.",
            ),
            CheckConstraint(
                name="register_listing_ends_after_it_starts",
                condition=Q(ends__isnull=True) | Q(ends__gt=F("starts")),
                violation_error_message="A listing ends after it starts.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.urn})"


class Disappearance(models.Model):
    """A co-operative school left the list of open schools: somebody must look what became of it.

    ``successors`` are URNs that links name; ``likely`` are guesses by name and postcode, for people to judge.
    """

    source = models.ForeignKey(Import, on_delete=models.PROTECT, related_name="disappearances")
    urn = models.IntegerField()
    name = models.CharField(max_length=200)
    authority_code = models.CharField(max_length=40, default="")
    as_of = models.DateField()
    successors = models.JSONField(default=list)
    likely = models.JSONField(default=list)
    settled_at = models.DateTimeField(null=True)
    settled_by = models.CharField(max_length=150, default="")
    outcome = models.CharField(max_length=300, default="")

    class Meta:
        constraints = [
            UniqueConstraint(
                name="register_one_disappearance_per_list",
                fields=["source", "urn"],
                violation_error_message="This disappearance is already raised.",
            ),
            CheckConstraint(
                name="register_settled_says_by_whom",
                condition=Q(settled_at__isnull=True, settled_by="", outcome="")
                | Q(settled_at__isnull=False) & ~Q(settled_by="") & ~Q(outcome=""),
                violation_error_message="A settled disappearance says by whom and what became of the school.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.urn})"
