"""An enquiry, what was said about it, and who stands in while somebody is away."""

from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import CheckConstraint, F, Q

from coopnet.enquiries.enums import KIND_WORDS, REASON_WORDS, STATE_WORDS, Kind, Reason, State
from coopnet.people.models import Person
from coopnet.regions.models import Region

OPEN_ENDED = [State.NEW.value, State.TAKEN.value, State.ANSWERED.value]


class Enquiry(models.Model):
    """What somebody wrote. ``key`` is the id of the form in which it came, so it comes once.

    ``region`` empty: the whole network's. ``link`` numbers the links in letters to the writer; a higher number makes
    older links useless. ``forgotten_at``: its words and whose they were are gone.
    """

    key = models.UUIDField(unique=True)
    reason = models.CharField(max_length=10, choices=[(r.value, w) for r, w in REASON_WORDS.items()])
    region = models.ForeignKey(
        Region, to_field="key", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    name = models.CharField(max_length=120, blank=True)
    email = models.EmailField(max_length=254, blank=True)
    phone = models.CharField(max_length=40, blank=True)
    school = models.CharField(max_length=160, blank=True)
    words = models.TextField(blank=True)
    state = models.CharField(max_length=10, choices=[(s.value, w) for s, w in STATE_WORDS.items()])
    spam_why = models.CharField(max_length=400, blank=True)
    made_at = models.DateTimeField(db_index=True)
    due_on = models.DateField()
    taken_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    answered_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    passed_on_at = models.DateTimeField(null=True)
    merged_into = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="merged")
    link = models.PositiveIntegerField(default=1)
    forgotten_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            CheckConstraint(
                name="enquiries_reason",
                condition=Q(reason__in=[r.value for r in Reason]),
                violation_error_message="Choose what it is about.",
            ),
            CheckConstraint(
                name="enquiries_state",
                condition=Q(state__in=[s.value for s in State]),
                violation_error_message="An enquiry is in one of six states.",
            ),
            CheckConstraint(
                name="enquiries_closed_has_its_moment",
                condition=~Q(state=State.CLOSED.value) | Q(closed_at__isnull=False),
                violation_error_message="A closed enquiry says when it was closed.",
            ),
            CheckConstraint(
                name="enquiries_answered_has_its_moment",
                condition=~Q(state=State.ANSWERED.value) | Q(answered_at__isnull=False),
                violation_error_message="An answered enquiry says when it was answered.",
            ),
            CheckConstraint(
                name="enquiries_taken_has_somebody",
                condition=~Q(state=State.TAKEN.value) | Q(taken_by__isnull=False),
                violation_error_message="An enquiry that is being answered says by whom.",
            ),
            CheckConstraint(
                name="enquiries_merged_names_the_other",
                condition=Q(state=State.MERGED.value, merged_into__isnull=False)
                | ~Q(state=State.MERGED.value) & Q(merged_into__isnull=True),
                violation_error_message="What was put together with another says with which.",
            ),
            CheckConstraint(
                name="enquiries_can_be_answered",
                condition=~Q(email="") | ~Q(phone="") | Q(forgotten_at__isnull=False),
                violation_error_message="Leave an e-mail address or a telephone number, so that we can answer.",
            ),
            CheckConstraint(
                name="enquiries_forgotten_is_empty",
                condition=Q(forgotten_at__isnull=True) | Q(words="", name="", email="", phone="", school=""),
                violation_error_message="What was forgotten holds no words and no names.",
            ),
        ]
        indexes = [models.Index(fields=["state", "due_on"], name="enquiries_due")]

    def __str__(self) -> str:
        return f"enquiry {self.pk} ({self.state})"

    def access_regions(self, at: datetime) -> frozenset[str]:
        """The region it was sent to; none for the whole network."""
        return frozenset({self.region_id} if self.region_id else ())

    @property
    def reason_words(self) -> str:
        """For people."""
        return REASON_WORDS[Reason(self.reason)]

    @property
    def state_words(self) -> str:
        """For people."""
        return STATE_WORDS[State(self.state)]

    @property
    def waits(self) -> bool:
        """Whether the next word is ours."""
        return self.state in (State.NEW.value, State.TAKEN.value)


class Message(models.Model):
    """One thing said after the first: by them, by us, or among us. ``message_id`` makes one mail one message."""

    enquiry = models.ForeignKey(Enquiry, on_delete=models.PROTECT, related_name="messages")
    kind = models.CharField(max_length=12, choices=[(k.value, w) for k, w in KIND_WORDS.items()])
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    text = models.TextField(blank=True)
    message_id = models.CharField(max_length=250, null=True, unique=True)

    class Meta:
        constraints = [
            CheckConstraint(
                name="enquiries_message_kind",
                condition=Q(kind__in=[k.value for k in Kind]),
                violation_error_message="A message is of one of five kinds.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} on enquiry {self.enquiry_id}"

    @property
    def kind_words(self) -> str:
        """For people."""
        return KIND_WORDS[Kind(self.kind)]


class SavedReply(models.Model):
    """Words that officers use again and again."""

    title = models.CharField(max_length=80, unique=True)
    text = models.TextField()

    def __str__(self) -> str:
        return self.title


class Cover(models.Model):
    """While ``away`` is away, from ``starts`` up to ``ends``, ``cover`` answers what ``away`` would."""

    away = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    cover = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    starts = models.DateField()
    ends = models.DateField()

    class Meta:
        constraints = [
            CheckConstraint(
                name="enquiries_cover_has_days",
                condition=Q(ends__gt=F("starts")),
                violation_error_message="The first day back comes after the first day away.",
            ),
            CheckConstraint(
                name="enquiries_cover_is_somebody_else",
                condition=~Q(cover=F("away")),
                violation_error_message="Nobody stands in for themselves.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.cover_id} for {self.away_id} from {self.starts}"
