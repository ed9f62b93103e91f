"""Which schools and groups are co-operative: dated records that people keep. The register only suggests."""

from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint

from coopnet.register.enums import CoopForm, Decision
from coopnet.register.models.establishments import SOURCES, Establishment
from coopnet.register.models.groups import Group

ONE_SUBJECT = Q(establishment__isnull=False, group__isnull=True) | Q(establishment__isnull=True, group__isnull=False)


class CoopStatus(models.Model):
    """A school, or a group with all its schools, is co-operative for the days ``[starts, ends)``.

    It rests on evidence of a day, and says when somebody last confirmed it.
    """

    establishment = models.ForeignKey(Establishment, null=True, on_delete=models.PROTECT, related_name="coop_statuses")
    group = models.ForeignKey(Group, null=True, on_delete=models.PROTECT, related_name="coop_statuses")
    form = models.CharField(max_length=20, choices=[(form.value, form.value) for form in CoopForm])
    starts = models.DateField(null=True, help_text="None: since before our records.")
    ends = models.DateField(null=True)
    end_reason = models.CharField(max_length=200, default="")
    evidence = models.CharField(max_length=300)
    evidence_day = models.DateField()
    confirmed_on = models.DateField()
    source = models.CharField(max_length=12, choices=SOURCES)

    class Meta:
        constraints = [
            CheckConstraint(
                name="register_coop_status_of_one_thing",
                condition=ONE_SUBJECT,
                violation_error_message="A co-operative status is that of one school or of one group.",
            ),
            CheckConstraint(
                name="register_coop_status_ends_after_it_starts",
                condition=Q(ends__isnull=True) | Q(starts__isnull=True) | Q(ends__gt=F("starts")),
                violation_error_message="A co-operative status ends after it starts.",
            ),
            CheckConstraint(
                name="register_coop_status_has_evidence",
                condition=~Q(evidence=""),
                violation_error_message="Say what shows that it is co-operative.",
            ),
            UniqueConstraint(
                name="register_one_running_coop_status_per_school",
                fields=["establishment"],
                condition=Q(ends__isnull=True),
                violation_error_message="This school is already recorded as co-operative.",
            ),
            UniqueConstraint(
                name="register_one_running_coop_status_per_group",
                fields=["group"],
                condition=Q(ends__isnull=True),
                violation_error_message="This group is already recorded as co-operative.",
            ),
        ]

    def __str__(self) -> str:
        return f"co-operative since {self.starts}: {self.establishment_id or self.group_id}"


class CoopSuggestion(models.Model):
    """The name sounds co-operative. A person takes or declines the suggestion; it has no effect by itself."""

    establishment = models.ForeignKey(Establishment, null=True, on_delete=models.PROTECT, related_name="+")
    group = models.ForeignKey(Group, null=True, on_delete=models.PROTECT, related_name="+")
    words = models.CharField(max_length=300)
    as_of = models.DateField()
    decision = models.CharField(
        max_length=10, default=Decision.WAITING.value, choices=[(word.value, word.value) for word in Decision]
    )
    decided_at = models.DateTimeField(null=True)
    decided_by = models.CharField(max_length=150, default="")

    class Meta:
        constraints = [
            CheckConstraint(
                name="register_suggestion_of_one_thing",
                condition=ONE_SUBJECT,
                violation_error_message="A suggestion is about one school or one group.",
            ),
            CheckConstraint(
                name="register_decided_says_by_whom",
                condition=Q(decision="waiting", decided_at__isnull=True, decided_by="")
                | ~Q(decision="waiting") & Q(decided_at__isnull=False) & ~Q(decided_by=""),
                violation_error_message="A decided suggestion says by whom.",
            ),
            UniqueConstraint(
                name="register_one_suggestion_per_school",
                fields=["establishment"],
                violation_error_message="This school was already suggested.",
            ),
            UniqueConstraint(
                name="register_one_suggestion_per_group",
                fields=["group"],
                violation_error_message="This group was already suggested.",
            ),
        ]

    def __str__(self) -> str:
        return self.words
