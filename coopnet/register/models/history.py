"""Imports, and every change that they found."""

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import CheckConstraint, Q

from coopnet.register.enums import ChangeKind, FileKind


class Import(models.Model):
    """One official file, read. ``baseline`` says that none of its kind and scope came before it."""

    kind = models.CharField(max_length=16, choices=[(kind.value, kind.value) for kind in FileKind])
    name = models.CharField(max_length=255)
    as_of = models.DateField()
    scope = models.CharField(max_length=60, default="")
    partial = models.BooleanField(default=False)
    baseline = models.BooleanField(default=False)
    rows = models.IntegerField()
    rejected = models.IntegerField(default=0)
    counts = models.JSONField(default=dict)
    digest = models.CharField(max_length=64, help_text="SHA-256 of the file as it was read.")
    at = models.DateTimeField()
    by_key = models.CharField(max_length=80)
    by_name = models.CharField(max_length=150)

    class Meta:
        indexes = [models.Index(fields=["kind", "scope", "as_of"], name="register_import_kind")]
        constraints = [
            CheckConstraint(
                name="register_import_counts_rows",
                condition=Q(rows__gte=0, rejected__gte=0),
                violation_error_message="Rows are counted from nought.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.as_of})"


class Change(models.Model):
    """One thing that changed, on the date of the file that tells it. ``before`` and ``after`` hold only what differs.

    Changes are the list's history: a value as at a day is the ``before`` of the first later change, else today's.
    The first file of a kind makes none for what it merely brings.
    """

    source = models.ForeignKey(Import, null=True, on_delete=models.PROTECT, related_name="changes")
    kind = models.CharField(max_length=16, choices=[(kind.value, kind.value) for kind in ChangeKind])
    urn = models.IntegerField(null=True)
    uid = models.CharField(max_length=12, default="")
    authority_code = models.CharField(max_length=40, default="", help_text="The authority at that date, if told.")
    as_of = models.DateField()
    before = models.JSONField(default=dict, encoder=DjangoJSONEncoder)
    after = models.JSONField(default=dict, encoder=DjangoJSONEncoder)

    class Meta:
        indexes = [
            models.Index(fields=["as_of", "kind"], name="register_change_day"),
            models.Index(fields=["urn", "as_of"], name="register_change_urn"),
            models.Index(fields=["uid", "as_of"], name="register_change_uid"),
            models.Index(fields=["authority_code", "as_of"], name="register_change_authority"),
        ]
        constraints = [
            CheckConstraint(
                name="register_change_is_about_something",
                condition=Q(urn__isnull=False) | ~Q(uid=""),
                violation_error_message="A change names a URN or a group.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.urn or self.uid} ({self.as_of})"
