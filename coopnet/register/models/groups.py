"""Groups: academy trusts, foundation trusts, sponsors, federations; and who belongs to them, when."""

from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint

from coopnet.register.models.establishments import SOURCES, Establishment


class Group(models.Model):
    """A group of establishments. The UID is its identity: names change and repeat.

    Foundation trusts and federations come by name only in older files; such a group has no UID yet.
    """

    uid = models.CharField(max_length=12, null=True, unique=True)
    companies_house_number = models.CharField(max_length=8, default="", db_index=True)
    name = models.CharField(max_length=200)
    folded = models.CharField(
        max_length=200, db_index=True, help_text="The name for joining files; see rules.fold_group."
    )
    kind = models.CharField(max_length=60, help_text="The register's words, lower case: see enums.GroupKind.")
    status = models.CharField(max_length=40, default="")
    open_date = models.DateField(null=True)
    close_date = models.DateField(null=True)
    town = models.CharField(max_length=100, default="")
    postcode = models.CharField(max_length=10, default="")
    source = models.CharField(max_length=12, choices=SOURCES)
    named_on = models.DateField(null=True, help_text="Date of the file that last told the name; none for facts.")

    class Meta:
        constraints = [
            CheckConstraint(
                name="register_group_has_a_name",
                condition=~Q(name=""),
                violation_error_message="A group has a name.",
            ),
            CheckConstraint(
                name="register_group_uid_is_none_or_filled",
                condition=Q(uid__isnull=True) | ~Q(uid=""),
                violation_error_message="A group without a UID has none, not an empty one.",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class GroupMembership(models.Model):
    """An establishment belongs to a group, as one source tells it, for the days ``[starts, ends)``.

    Several sources may tell the same membership; queries show a group once.
    """

    establishment = models.ForeignKey(Establishment, on_delete=models.PROTECT, related_name="memberships")
    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="memberships")
    starts = models.DateField(null=True, help_text="None: since before our records.")
    ends = models.DateField(null=True)
    source = models.CharField(max_length=12, choices=SOURCES)

    class Meta:
        constraints = [
            UniqueConstraint(
                name="register_one_running_membership_per_source",
                fields=["establishment", "group", "source"],
                condition=Q(ends__isnull=True),
                violation_error_message="This membership is already running.",
            ),
            CheckConstraint(
                name="register_membership_ends_after_it_starts",
                condition=Q(ends__isnull=True) | Q(starts__isnull=True) | Q(ends__gt=F("starts")),
                violation_error_message="A membership ends after it starts.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.establishment_id} in {self.group_id}"
