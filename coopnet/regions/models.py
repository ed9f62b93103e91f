"""What a region is, which authority and which school belongs to it since when, its clusters and its history."""

from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint

from coopnet.regions.enums import Precision
from coopnet.register.models import Authority, Establishment

MARKS = [(mark, mark) for mark in ("r-n", "r-c", "r-w", "r-l", "")]


class Region(models.Model):
    """One of the network's regions. ``key`` is for code and never shown; ``slug`` stands in its address."""

    key = models.SlugField(max_length=20, unique=True)
    slug = models.SlugField(max_length=60, unique=True)
    name = models.CharField(max_length=60, help_text="As in headings: Western.")
    short_name = models.CharField(max_length=30, help_text="Where there is little room: LASER.")
    long_name = models.CharField(max_length=120, help_text="Spelled out: London and South East region.")
    mark = models.CharField(max_length=10, choices=MARKS, default="", blank=True)
    rank = models.SmallIntegerField(unique=True)
    founded = models.DateField(null=True)
    founded_precision = models.CharField(
        max_length=5, choices=[(p.value, p.value) for p in Precision], default=Precision.YEAR.value
    )
    summary = models.CharField(max_length=300, help_text="Its story in two lines, for lists.")
    story = models.TextField(help_text="Its story in a paragraph, where no page of words says more.")

    class Meta:
        constraints = [
            CheckConstraint(
                name="regions_region_has_a_name",
                condition=~Q(name="") & ~Q(key="") & ~Q(slug=""),
                violation_error_message="A region has a key, an address and a name.",
            )
        ]

    def __str__(self) -> str:
        return self.name


class BoundaryChange(models.Model):
    """One decision about a boundary: what moved where, from which day, on what basis. It can be undone for ten minutes.

    Exactly one of ``authority`` and ``establishment`` is set. Founding defaults carry ``is_default``.
    """

    authority = models.ForeignKey(Authority, null=True, on_delete=models.PROTECT, related_name="+")
    establishment = models.ForeignKey(Establishment, null=True, on_delete=models.PROTECT, related_name="+")
    before = models.ForeignKey(Region, null=True, on_delete=models.PROTECT, related_name="+")
    after = models.ForeignKey(Region, null=True, on_delete=models.PROTECT, related_name="+")
    starts = models.DateField()
    reason = models.CharField(max_length=300)
    is_default = models.BooleanField(default=False)
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=150)
    undone_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            CheckConstraint(
                name="regions_change_of_one_thing",
                condition=Q(authority__isnull=False, establishment__isnull=True)
                | Q(authority__isnull=True, establishment__isnull=False),
                violation_error_message="A change of boundary moves one authority or one school.",
            ),
            CheckConstraint(
                name="regions_change_has_a_reason",
                condition=~Q(reason=""),
                violation_error_message="Say who decided it and why.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.authority or self.establishment}: {self.before} to {self.after} from {self.starts}"

    @property
    def what(self) -> str:
        """Name of the authority or school that moves."""
        thing = self.authority or self.establishment
        return thing.name if thing else ""

    @property
    def from_to(self) -> str:
        """Both sides in words."""
        whole = self.authority is not None
        before = self.before.name if self.before else ("no region" if whole else "the region of its authority")
        after = self.after.name if self.after else "the region of its authority"
        return f"{before} to {after}"


class Cluster(models.Model):
    """Some authorities inside a region whose schools work together: a city, a county. ``RegionAssignment`` names it."""

    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="clusters")
    name = models.CharField(max_length=80)
    words = models.CharField(max_length=300, default="", blank=True)

    class Meta:
        constraints = [
            UniqueConstraint(
                name="regions_one_cluster_of_a_name",
                fields=["region", "name"],
                violation_error_message="This region already has a cluster of that name.",
            ),
            CheckConstraint(
                name="regions_cluster_has_a_name",
                condition=~Q(name=""),
                violation_error_message="A cluster has a name.",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class RegionAssignment(models.Model):
    """An authority belongs to a region for the days ``[starts, ends)``. Periods of one authority never overlap."""

    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="+")
    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="assignments")
    cluster = models.ForeignKey(Cluster, null=True, on_delete=models.PROTECT, related_name="assignments")
    starts = models.DateField()
    ends = models.DateField(null=True)
    change = models.ForeignKey(BoundaryChange, on_delete=models.PROTECT, related_name="assignments")

    class Meta:
        constraints = [
            CheckConstraint(
                name="regions_assignment_ends_after_it_starts",
                condition=Q(ends__isnull=True) | Q(ends__gt=F("starts")),
                violation_error_message="A period ends after it starts.",
            ),
            UniqueConstraint(
                name="regions_one_running_assignment",
                fields=["authority"],
                condition=Q(ends__isnull=True),
                violation_error_message="This authority already has a region.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.authority_id} in {self.region_id} from {self.starts}"


class SchoolOverride(models.Model):
    """A school belongs to another region than its authority for the days ``[starts, ends)``."""

    establishment = models.ForeignKey(Establishment, on_delete=models.PROTECT, related_name="+")
    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="overrides")
    starts = models.DateField()
    ends = models.DateField(null=True)
    change = models.ForeignKey(BoundaryChange, on_delete=models.PROTECT, related_name="overrides")

    class Meta:
        constraints = [
            CheckConstraint(
                name="regions_override_ends_after_it_starts",
                condition=Q(ends__isnull=True) | Q(ends__gt=F("starts")),
                violation_error_message="A period ends after it starts.",
            ),
            UniqueConstraint(
                name="regions_one_running_override",
                fields=["establishment"],
                condition=Q(ends__isnull=True),
                violation_error_message="This school already has a region of its own.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.establishment_id} in {self.region_id} from {self.starts}"


class RegionEvent(models.Model):
    """A dated fact of a region's history (or, without a region, of the whole network), with where it is told.

    ``key`` names the facts that ship with the package, so that loading them twice makes none twice.
    """

    key = models.CharField(max_length=40, null=True, unique=True)
    region = models.ForeignKey(Region, null=True, on_delete=models.PROTECT, related_name="events")
    day = models.DateField()
    precision = models.CharField(max_length=5, choices=[(p.value, p.value) for p in Precision])
    title = models.CharField(max_length=120)
    words = models.CharField(max_length=400)
    source = models.CharField(max_length=200)
    confirmed = models.BooleanField(default=False, help_text="The network has confirmed it for its own public site.")

    class Meta:
        constraints = [
            CheckConstraint(
                name="regions_event_has_words_and_source",
                condition=~Q(words="") & ~Q(source="") & ~Q(title=""),
                violation_error_message="An event says what happened and where that is told.",
            )
        ]

    def __str__(self) -> str:
        return self.title
