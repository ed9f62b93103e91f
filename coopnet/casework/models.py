"""A request for help, what happened to it, and a note of a contact with a school."""

from datetime import date, datetime

from django.conf import settings
from django.db import models
from django.db.models import CheckConstraint, F, Q

from coopnet.casework.enums import KIND_WORDS, STATE_WORDS, Kind, State
from coopnet.regions.models import Region
from coopnet.register.models import Establishment


class HelpRequest(models.Model):
    """Somebody asks for help in confidence. Its words stand here and nowhere else: in no letter, search or record."""

    key = models.UUIDField(unique=True)
    region = models.ForeignKey(
        Region, to_field="key", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    name = models.CharField(max_length=120, blank=True)
    phone = models.CharField(max_length=40, blank=True)
    email = models.EmailField(max_length=254, blank=True)
    school = models.CharField(max_length=160, blank=True)
    when = models.CharField(max_length=160, blank=True, help_text="When they would like to be rung.")
    words = models.TextField(blank=True)
    urgent = models.BooleanField(default=False)
    state = models.CharField(max_length=10, choices=[(s.value, w) for s, w in STATE_WORDS.items()])
    made_at = models.DateTimeField()
    ring_by = models.DateTimeField()
    rung_at = models.DateTimeField(null=True)
    passed_on_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    forgotten_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            CheckConstraint(
                name="casework_state",
                condition=Q(state__in=[s.value for s in State]),
                violation_error_message="A request is in one of three states.",
            ),
            CheckConstraint(
                name="casework_can_be_rung",
                condition=~Q(phone="") | Q(forgotten_at__isnull=False),
                violation_error_message="Leave a telephone number, so that we can ring.",
            ),
            CheckConstraint(
                name="casework_rung_has_its_moment",
                condition=~Q(state=State.RUNG.value) | Q(rung_at__isnull=False),
                violation_error_message="A request that was answered says when.",
            ),
            CheckConstraint(
                name="casework_closed_has_its_moment",
                condition=Q(state=State.CLOSED.value, closed_at__isnull=False)
                | ~Q(state=State.CLOSED.value) & Q(closed_at__isnull=True),
                violation_error_message="A closed request says when it was closed.",
            ),
            CheckConstraint(
                name="casework_forgotten_is_empty",
                condition=Q(forgotten_at__isnull=True)
                | Q(words="", name="", email="", phone="", school="", when="", state=State.CLOSED.value),
                violation_error_message="What was forgotten is closed, and holds no words and no names.",
            ),
        ]
        indexes = [models.Index(fields=["state", "ring_by"], name="casework_due")]

    def __str__(self) -> str:
        return f"request for help {self.pk} ({self.state})"

    def access_regions(self, at: datetime) -> frozenset[str]:
        """The region it was sent to; none for the whole network."""
        return frozenset({self.region_id} if self.region_id else ())

    @property
    def state_words(self) -> str:
        """For people."""
        return STATE_WORDS[State(self.state)]


class HelpEvent(models.Model):
    """One thing that happened to a request. Who opened it stands here too, with the reason if one was asked for."""

    request = models.ForeignKey(HelpRequest, on_delete=models.PROTECT, related_name="events")
    kind = models.CharField(max_length=10, choices=[(k.value, w) for k, w in KIND_WORDS.items()])
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    text = models.TextField(blank=True)

    class Meta:
        constraints = [
            CheckConstraint(
                name="casework_event_kind",
                condition=Q(kind__in=[k.value for k in Kind]),
                violation_error_message="Something of six kinds happens to a request.",
            ),
            CheckConstraint(
                name="casework_opened_by_somebody",
                condition=~Q(kind=Kind.OPENED.value) | Q(by__isnull=False),
                violation_error_message="Whoever looked is named.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} on request {self.request_id}"

    @property
    def kind_words(self) -> str:
        """For people."""
        return KIND_WORDS[Kind(self.kind)]


class Complaint(models.Model):
    """Somebody complains about how we use what we hold. ``due_on`` stands; ``extended_to`` is set once."""

    key = models.UUIDField(unique=True)
    came_on = models.DateField()
    name = models.CharField(max_length=120, blank=True)
    reach = models.CharField(max_length=254, blank=True)
    words = models.TextField(blank=True)
    due_on = models.DateField()
    acknowledged_on = models.DateField(null=True)
    extended_on = models.DateField(null=True)
    extended_to = models.DateField(null=True)
    extended_why = models.CharField(max_length=300, blank=True)
    answered_on = models.DateField(null=True)
    answer = models.TextField(blank=True)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    forgotten_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            CheckConstraint(
                name="casework_complaint_days",
                condition=Q(due_on__gt=F("came_on"))
                & (Q(acknowledged_on__isnull=True) | Q(acknowledged_on__gte=F("came_on")))
                & (Q(answered_on__isnull=True) | Q(answered_on__gte=F("acknowledged_on"))),
                violation_error_message="A complaint comes, is acknowledged, and then is answered.",
            ),
            CheckConstraint(
                name="casework_complaint_answer",
                condition=Q(answered_on__isnull=True)
                | Q(acknowledged_on__isnull=False) & (~Q(answer="") | Q(forgotten_at__isnull=False)),
                violation_error_message="An answer says what came of it.",
            ),
            CheckConstraint(
                name="casework_complaint_extended",
                condition=Q(extended_on__isnull=True, extended_to__isnull=True, extended_why="")
                | Q(extended_on__isnull=False, extended_on__lte=F("due_on"), extended_to__gt=F("due_on"))
                & ~Q(extended_why=""),
                violation_error_message="More time is taken in time, up to a day, for a reason.",
            ),
            CheckConstraint(
                name="casework_complaint_forgotten",
                condition=Q(forgotten_at__isnull=True) & ~Q(words="")
                | Q(forgotten_at__isnull=False, answered_on__isnull=False, name="", reach="", words="", answer=""),
                violation_error_message="What was forgotten was answered, and holds no words and no names.",
            ),
        ]

    def __str__(self) -> str:
        return f"complaint of {self.came_on}"

    @property
    def answer_by(self) -> date:
        """The last day for the answer, with the time that was added."""
        return self.extended_to or self.due_on


class ContactNote(models.Model):
    """What somebody noted of a call or a visit. The school may ask to see it."""

    key = models.UUIDField(unique=True)
    establishment = models.ForeignKey(Establishment, on_delete=models.PROTECT, related_name="+")
    on = models.DateField()
    with_whom = models.CharField(max_length=120, blank=True)
    words = models.TextField()
    next_on = models.DateField(null=True, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            CheckConstraint(
                name="casework_contact_has_words",
                condition=~Q(words=""),
                violation_error_message="Write what was said.",
            )
        ]
        indexes = [models.Index(fields=["establishment", "-on"], name="casework_contacts")]

    def __str__(self) -> str:
        return f"contact of {self.on} with {self.establishment_id}"
