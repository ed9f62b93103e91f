"""Decisions. A row is never changed: a correction is a later decision that names the one it corrects."""

from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint

from coopnet.bodies.models import Body
from coopnet.decisions.enums import EFFECT_WORDS, Effect
from coopnet.decisions.rules import vote_words
from coopnet.kit.basis import Basis


class Decision(models.Model):
    """A body decided ``text`` on ``day``. It holds in ``[starts, ends)`` until a later one says otherwise."""

    reference = models.SlugField(max_length=90, unique=True)
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="+")
    day = models.DateField()
    number = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=160)
    text = models.TextField()
    how = models.CharField(max_length=300, blank=True, help_text="At which meeting, by which way of deciding.")
    votes_for = models.PositiveIntegerField(null=True, blank=True)
    votes_against = models.PositiveIntegerField(null=True, blank=True)
    abstained = models.PositiveIntegerField(null=True, blank=True)
    starts = models.DateField()
    ends = models.DateField(null=True, blank=True)
    review_on = models.DateField(null=True, blank=True)
    public = models.BooleanField(default=True)
    effect = models.CharField(max_length=10, default=Effect.ADOPTS.value)
    earlier = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="later")
    file = models.FileField(upload_to="decisions/", max_length=200, blank=True)
    file_name = models.CharField(max_length=100, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        constraints = [
            UniqueConstraint(
                name="decisions_number_once",
                fields=["body", "day", "number"],
                violation_error_message="There is a decision of that number.",
            ),
            CheckConstraint(
                name="decisions_ends_after_it_starts",
                condition=Q(ends__isnull=True) | Q(ends__gt=F("starts")),
                violation_error_message="The last day comes after the first.",
            ),
            CheckConstraint(
                name="decisions_holds_from_its_day",
                condition=Q(starts__gte=F("day")),
                violation_error_message="A decision holds from the day on which it was taken, or later.",
            ),
            CheckConstraint(
                name="decisions_effect_names_an_earlier",
                condition=Q(effect=Effect.ADOPTS.value, earlier__isnull=True)
                | Q(effect__in=[Effect.REPLACES.value, Effect.RESCINDS.value], earlier__isnull=False),
                violation_error_message="Name the decision that this one changes, and no other.",
            ),
        ]
        indexes = [models.Index(name="decisions_newest", fields=["-day", "-id"])]

    def __str__(self) -> str:
        return self.title

    @property
    def effect_words(self) -> str:
        """For people."""
        return EFFECT_WORDS[Effect(self.effect)]

    @property
    def votes(self) -> str:
        """The count of votes in words, where there was one."""
        return vote_words(self.votes_for, self.votes_against, self.abstained)

    @property
    def basis(self) -> Basis:
        """As what rests on it names it."""
        return Basis("decision", self.reference, f"{self.body.name}: {self.title}", self.day)

    def access_regions(self, at: datetime) -> frozenset[str]:
        """The region of its body; none for the whole network."""
        return frozenset({self.body.region_id} if self.body.region_id else ())
