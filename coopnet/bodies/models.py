"""Bodies, their seats, and terms of office: who holds what, since, until, by which act."""

from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint

from coopnet.bodies.enums import BODY_WORDS, BodyKind, BodyState, Ending, Office
from coopnet.kit.basis import Basis
from coopnet.people.models import Person

REGIONAL = [Office.AMBASSADOR.value, Office.REGIONAL_EDITOR.value]
NATIONAL = [office.value for office in Office if office.value not in REGIONAL]


class Body(models.Model):
    """A body of the network: society, company, board, forum, committee."""

    kind = models.CharField(max_length=20, choices=[(k.value, w) for k, w in BODY_WORDS.items()])
    slug = models.SlugField(max_length=60, unique=True)
    name = models.CharField(max_length=120)
    region = models.ForeignKey(
        "regions.Region", to_field="key", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="children")
    state = models.CharField(max_length=12, default=BodyState.ACTIVE.value)

    class Meta:
        constraints = [
            CheckConstraint(
                name="bodies_body_kind",
                condition=Q(kind__in=[k.value for k in BodyKind]),
                violation_error_message="Choose what the body is.",
            ),
            CheckConstraint(
                name="bodies_body_state",
                condition=Q(state__in=[s.value for s in BodyState]),
                violation_error_message="Choose forming, active, dormant or dissolved.",
            ),
            CheckConstraint(
                name="bodies_regional_body_has_its_region",
                condition=~Q(kind__in=[BodyKind.REGIONAL_BOARD.value, BodyKind.REGIONAL_FORUM.value])
                | Q(region__isnull=False),
                violation_error_message="A regional board or forum belongs to a region.",
            ),
            UniqueConstraint(
                name="bodies_one_board_a_region",
                fields=["kind", "region"],
                condition=Q(kind__in=[BodyKind.REGIONAL_BOARD.value, BodyKind.REGIONAL_FORUM.value])
                & ~Q(state=BodyState.DISSOLVED.value),
                violation_error_message="This region has one already.",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Seat(models.Model):
    """A place in a body. Empty since ``since`` until the first term in it begins."""

    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="seats")
    title = models.CharField(max_length=120)
    rank = models.PositiveSmallIntegerField()
    region = models.ForeignKey(
        "regions.Region", to_field="key", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    since = models.DateField()

    class Meta:
        constraints = [
            UniqueConstraint(
                name="bodies_seat_rank_once",
                fields=["body", "rank"],
                violation_error_message="Another seat of this body has that place.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title}, {self.body}"


class Term(models.Model):
    """A person holds an office or a seat in ``[starts, ends)``, by an act that is named.

    Triggers on both engines refuse two terms of one seat, or of one office that is held alone, that share a day.
    A term that ends on its first day never was in force.
    """

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    office = models.CharField(max_length=24, blank=True)
    region = models.ForeignKey(
        "regions.Region", to_field="key", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, null=True, blank=True, related_name="terms")
    starts = models.DateField()
    ends = models.DateField(null=True, blank=True)
    basis_kind = models.CharField(max_length=40)
    basis_key = models.CharField(max_length=120, blank=True)
    basis_words = models.CharField(max_length=300)
    basis_day = models.DateField()
    ending = models.CharField(max_length=20, blank=True)
    ending_words = models.CharField(max_length=300, blank=True)
    begun_at = models.DateTimeField()

    class Meta:
        constraints = [
            CheckConstraint(
                name="bodies_term_of_an_office_or_a_seat",
                condition=Q(office="", seat__isnull=False, region__isnull=True)
                | Q(office__in=NATIONAL, seat__isnull=True, region__isnull=True)
                | Q(office__in=REGIONAL, seat__isnull=True, region__isnull=False),
                violation_error_message="A term is of one seat, or of one office in its place.",
            ),
            CheckConstraint(
                name="bodies_term_ends_after_it_starts",
                condition=Q(ends__isnull=True) | Q(ends__gte=F("starts")),
                violation_error_message="The last day must come after the first.",
            ),
            CheckConstraint(
                name="bodies_term_rests_on_an_act",
                condition=~Q(basis_kind="") & ~Q(basis_words=""),
                violation_error_message="Say by which act the person came to hold it.",
            ),
            CheckConstraint(
                name="bodies_term_ending_has_a_day",
                condition=Q(ending="") | Q(ends__isnull=False, ending__in=[e.value for e in Ending if e.value]),
                violation_error_message="A term that was ended has a last day.",
            ),
        ]
        indexes = [models.Index(name="bodies_term_post", fields=["office", "region", "starts"])]

    def __str__(self) -> str:
        return f"{self.person}: {self.office or self.seat}"

    @property
    def basis(self) -> Basis:
        """The act that the term rests on."""
        return Basis(self.basis_kind, self.basis_key, self.basis_words, self.basis_day)
