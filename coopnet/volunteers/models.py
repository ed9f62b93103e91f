"""What a volunteer offers, hours given, and what a leaver writes for whoever follows."""

from django.db import models
from django.db.models import CheckConstraint, Q

from coopnet.bodies.models import Term
from coopnet.people.models import Person
from coopnet.regions.models import Region
from coopnet.volunteers.enums import HEAD_WORDS, SHOWN_WORDS, Head, ShownTo


class Profile(models.Model):
    """What somebody with a role offers, as they put it themselves, and whom they let see it."""

    person = models.OneToOneField(Person, on_delete=models.PROTECT, related_name="+")
    helps_with = models.CharField(max_length=600)
    region = models.ForeignKey(
        Region, to_field="key", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    reach = models.CharField(max_length=160, blank=True, help_text="How they want to be reached.")
    hours = models.PositiveSmallIntegerField(null=True, blank=True, help_text="Hours a term that they can give.")
    until = models.DateField(null=True, blank=True, help_text="The last day on which it is offered.")
    shown_to = models.CharField(max_length=12, choices=[(s.value, w) for s, w in SHOWN_WORDS.items()])
    changed_at = models.DateTimeField()

    class Meta:
        constraints = [
            CheckConstraint(
                name="volunteers_profile_says_with_what",
                condition=~Q(helps_with=""),
                violation_error_message="Say what you can help with.",
            ),
            CheckConstraint(
                name="volunteers_profile_shown_to",
                condition=Q(shown_to__in=[s.value for s in ShownTo]),
                violation_error_message="Choose who may see it.",
            ),
            CheckConstraint(
                name="volunteers_profile_hours",
                condition=Q(hours__isnull=True) | Q(hours__gte=1, hours__lte=400),
                violation_error_message="Say from 1 to 400 hours a term, or leave it out.",
            ),
        ]

    def __str__(self) -> str:
        return f"what {self.person_id} offers"

    @property
    def shown_words(self) -> str:
        """For people."""
        return SHOWN_WORDS[ShownTo(self.shown_to)]


class Hours(models.Model):
    """Time that somebody gave on a day. Nobody but that person sees the row; it is taken away, never changed."""

    key = models.UUIDField(unique=True)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    on = models.DateField(db_index=True)
    minutes = models.PositiveSmallIntegerField()
    head = models.CharField(max_length=8, blank=True, choices=[(h.value, w) for h, w in HEAD_WORDS.items()])
    words = models.CharField(max_length=160, blank=True)
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            CheckConstraint(
                name="volunteers_hours_fit_a_day",
                condition=Q(minutes__gte=1, minutes__lte=1440),
                violation_error_message="A day has 24 hours.",
            ),
            CheckConstraint(
                name="volunteers_hours_head",
                condition=Q(head__in=["", *(h.value for h in Head)]),
                violation_error_message="Choose support, service or voice.",
            ),
        ]

    def __str__(self) -> str:
        return f"hours {self.pk} of {self.on}"

    @property
    def given(self) -> str:
        """Hours as people write them, like 2.5."""
        return f"{self.minutes / 60:.2f}".rstrip("0").rstrip(".")

    @property
    def head_words(self) -> str:
        """For people."""
        return HEAD_WORDS[Head(self.head)] if self.head else ""


class Handover(models.Model):
    """What the holder of an office writes for whoever follows. Kept still once that person has taken it over."""

    term = models.OneToOneField(Term, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", help_text="Whoever leaves.")
    notes = models.TextField(blank=True)
    promises = models.TextField(blank=True, help_text="What was promised and still runs, one on a line.")
    written_at = models.DateTimeField()
    received_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    received_at = models.DateTimeField(null=True, blank=True)
    forgotten_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            CheckConstraint(
                name="volunteers_handover_received_by_somebody",
                condition=Q(received_by__isnull=True, received_at__isnull=True)
                | Q(received_by__isnull=False, received_at__isnull=False),
                violation_error_message="What was taken over says by whom and when.",
            ),
            CheckConstraint(
                name="volunteers_handover_forgotten_is_empty",
                condition=Q(forgotten_at__isnull=True) | Q(notes="", promises=""),
                violation_error_message="What was forgotten holds no words.",
            ),
        ]

    def __str__(self) -> str:
        return f"what is handed over of term {self.term_id}"
