"""The network itself, and the ids by which a form pressed twice is once done."""

from django.db import models
from django.db.models import CheckConstraint, Q


class Network(models.Model):
    """The one network that this database holds. Row 1, made by ``coopnet new``."""

    name = models.CharField(max_length=120)
    short_name = models.CharField(max_length=40)
    society_name = models.CharField(max_length=120)
    motto = models.CharField(max_length=120)
    contact_email = models.EmailField(max_length=254)
    demo = models.BooleanField(default=False)
    clock_offset = models.BigIntegerField(
        default=0, help_text="Seconds added to machine time; a demo's now is the last day of its story."
    )
    made_at = models.DateTimeField()
    rehearsing_since = models.DateTimeField(
        null=True, help_text="While a network rehearses no letter leaves, and visitors see a closed door."
    )
    rehearsal_until = models.DateField(null=True, help_text="The day on which somebody must say how it goes on.")
    strip = models.JSONField(
        default=list, help_text="What is urgent now: a list of words, address, region and since. Every page shows it."
    )

    class Meta:
        constraints = [
            CheckConstraint(
                name="kit_one_network",
                condition=Q(pk=1),
                violation_error_message="A database holds one network.",
            ),
            CheckConstraint(
                name="kit_only_a_demo_moves_its_clock",
                condition=Q(demo=True) | Q(clock_offset=0) | Q(rehearsing_since__isnull=False),
                violation_error_message="Only a demo or a rehearsal may have a clock of its own.",
            ),
            CheckConstraint(
                name="kit_a_rehearsal_has_an_end",
                condition=Q(rehearsing_since__isnull=True, rehearsal_until__isnull=True)
                | Q(rehearsing_since__isnull=False, rehearsal_until__isnull=False, demo=False),
                violation_error_message="A rehearsal has a day on which somebody says how it goes on.",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Submission(models.Model):
    """A form that was served with this id has been acted upon; the answer it got is kept for the second press."""

    key = models.UUIDField(primary_key=True)
    answer = models.CharField(max_length=500, help_text="The address the first press was sent to.")
    words = models.CharField(max_length=64, default="", help_text="SHA-256 of what was sent with it.")
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.key)
