"""What running a network leaves behind: jobs with their times, restore tests, subjects that are frozen."""

from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint


class Rehearsal(models.Model):
    """A network tries itself out on its own data. ``archive``: what was loaded when trying began."""

    archive = models.CharField(max_length=300)
    began_at = models.DateTimeField()
    began_by = models.CharField(max_length=160)
    ended_at = models.DateTimeField(null=True)
    # Whoever asks for the end, and how; another person says yes.
    keep = models.BooleanField(default=False)
    asked_by = models.CharField(max_length=160, blank=True)
    asked_key = models.CharField(max_length=120, blank=True)
    asked_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                models.Value(1),
                name="operations_one_rehearsal",
                condition=models.Q(ended_at__isnull=True),
                violation_error_message="The network rehearses already.",
            )
        ]

    def __str__(self) -> str:
        return f"rehearsal since {self.began_at:%Y-%m-%d}"


class ScheduledJob(models.Model):
    """One job by the clock: when it is due, who does it now, how it went. Times are the machine's."""

    name = models.CharField(max_length=80, primary_key=True)
    due_at = models.DateTimeField()
    lease_until = models.DateTimeField(null=True, blank=True, help_text="Until then one worker holds the job.")
    lease_key = models.CharField(max_length=120, blank=True, default="")
    began_at = models.DateTimeField(null=True, blank=True)
    succeeded_at = models.DateTimeField(null=True, blank=True)
    line = models.CharField(max_length=300, blank=True, default="", help_text="What the last good run said.")
    failures = models.PositiveIntegerField(default=0, help_text="Failed runs since the last good one.")
    error = models.CharField(max_length=300, blank=True, default="", help_text="What the last failed run said.")

    class Meta:
        constraints = [
            CheckConstraint(
                name="operations_lease_has_a_holder",
                condition=Q(lease_until__isnull=True, lease_key="") | Q(lease_until__isnull=False) & ~Q(lease_key=""),
                violation_error_message="A job that is held names who holds it.",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class RestoreTest(models.Model):
    """A backup was read into an empty place and compared with what was written. One row a test, good or bad."""

    at = models.DateTimeField()
    archive = models.CharField(max_length=200)
    held = models.BooleanField()
    words = models.CharField(max_length=500, help_text="What was compared, or what went wrong.")
    seconds = models.PositiveIntegerField()

    class Meta:
        indexes = [models.Index(fields=["-at"], name="operations_restore_at")]

    def __str__(self) -> str:
        return f"{self.archive}: {'held' if self.held else 'failed'}"


class FrozenSubject(models.Model):
    """A subject whose promise was found broken. Its records can be read, not changed, until a person ends it."""

    subject = models.CharField(max_length=80)
    promise = models.CharField(max_length=120, help_text="The invariant that was found broken.")
    why = models.CharField(max_length=500)
    since = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.CharField(max_length=200, blank=True, default="")
    ended_reason = models.CharField(max_length=500, blank=True, default="")

    class Meta:
        constraints = [
            UniqueConstraint(
                name="operations_frozen_once",
                fields=["subject"],
                condition=Q(ended_at__isnull=True),
                violation_error_message="This subject is frozen already.",
            ),
            CheckConstraint(
                name="operations_thaw_has_a_reason",
                condition=Q(ended_at__isnull=True) | ~Q(ended_reason="") & ~Q(ended_by=""),
                violation_error_message="Going on needs a name and a reason.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.subject} since {self.since:%Y-%m-%d}"
