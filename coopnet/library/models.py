"""A document, its versions, and the days on which each was in force."""

from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint

from coopnet.bodies.models import Body
from coopnet.library.enums import KIND_WORDS, READERS_WORDS, Kind, Readers
from coopnet.regions.models import Region


class Paper(models.Model):
    """One document, whatever its version. ``Paper``, since Wagtail has a ``Document`` of its own."""

    slug = models.SlugField(max_length=80, unique=True)
    title = models.CharField(max_length=120)
    kind = models.CharField(max_length=10, choices=[(k.value, w) for k, w in KIND_WORDS.items()])
    readers = models.CharField(max_length=10, choices=[(r.value, w) for r, w in READERS_WORDS.items()])
    summary = models.CharField(max_length=300, blank=True)
    parties = models.CharField(max_length=300, blank=True, help_text="Of an agreement: between whom.")
    region = models.ForeignKey(
        Region, to_field="key", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    # Of minutes and the like: whose they are, and of which day.
    body = models.ForeignKey(Body, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    day = models.DateField(null=True, blank=True)
    review_on = models.DateField(null=True, blank=True)
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            CheckConstraint(
                name="library_kind",
                condition=Q(kind__in=[k.value for k in Kind]),
                violation_error_message="Choose what it is.",
            ),
            CheckConstraint(
                name="library_readers",
                condition=Q(readers__in=[r.value for r in Readers]),
                violation_error_message="Choose who may read it.",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def kind_words(self) -> str:
        """For people."""
        return KIND_WORDS[Kind(self.kind)]

    @property
    def readers_words(self) -> str:
        """For people."""
        return READERS_WORDS[Readers(self.readers)]

    def access_regions(self, at: datetime) -> frozenset[str]:
        """Its region; none for the whole network."""
        return frozenset({self.region_id} if self.region_id else ())


class Version(models.Model):
    """One version of a document. Its file is never changed: ``sha256`` is that of what was sent."""

    paper = models.ForeignKey(Paper, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    file = models.FileField(upload_to="library/", max_length=200)
    name = models.CharField(max_length=100)
    suffix = models.CharField(max_length=6)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    changed = models.CharField(max_length=300, blank=True, help_text="What is new in it.")
    decided = models.CharField(max_length=300, blank=True, help_text="Who decided it, when, by which vote.")
    added_at = models.DateTimeField()
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            UniqueConstraint(
                name="library_version_once", fields=["paper", "number"], violation_error_message="It is there already."
            ),
            UniqueConstraint(
                name="library_same_file_once",
                fields=["paper", "sha256"],
                violation_error_message="This very file is a version already.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.paper_id} version {self.number}"


class InForce(models.Model):
    """A version was in force from ``starts`` up to, not including, ``ends``. Of one document one version a day."""

    paper = models.ForeignKey(Paper, on_delete=models.PROTECT, related_name="periods")
    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="periods")
    starts = models.DateField()
    ends = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            CheckConstraint(
                name="library_in_force_has_days",
                condition=Q(ends__isnull=True) | Q(ends__gt=F("starts")),
                violation_error_message="The last day comes after the first.",
            )
        ]

    def __str__(self) -> str:
        return f"version {self.version_id} from {self.starts}"
