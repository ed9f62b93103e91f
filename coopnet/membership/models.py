"""Members, their periods, states and schools, who pays, who acts for them, and who asked to join."""

from datetime import datetime
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint

from coopnet.kit.basis import Basis
from coopnet.membership.enums import ASKED_WORDS, DUTY_WORDS, STATE_WORDS, Asked, Duty, Question, State, Verdict
from coopnet.people.models import Organisation, Person
from coopnet.register.models import Establishment, Group


def _asked_again(name: str, states: list[str]) -> CheckConstraint:
    """Words only beside a day, and a day only in one of these states (none given: in any)."""
    there = Q(ask_again_on__isnull=False)
    return CheckConstraint(
        name=name,
        condition=(there & Q(state__in=states) if states else there) | Q(ask_again_on__isnull=True, ask_again_words=""),
        violation_error_message="Only one that left or was refused has a day to be asked again.",
    )


def _days(name: str) -> CheckConstraint:
    return CheckConstraint(
        name=name,
        condition=Q(ends__isnull=True) | Q(ends__gt=F("starts")),
        violation_error_message="The last day comes after the first.",
    )


class MembershipClass(models.Model):
    """A kind of membership. What it gives is dated: ``Rights``."""

    slug = models.SlugField(max_length=30, unique=True)
    name = models.CharField(max_length=60)
    summary = models.CharField(max_length=300)
    rank = models.PositiveSmallIntegerField()

    def __str__(self) -> str:
        return self.name


class Rights(models.Model):
    """What a kind of membership gives on the days ``[starts, ends)``. Of one kind one row holds on a day."""

    membership_class = models.ForeignKey(MembershipClass, on_delete=models.PROTECT, related_name="rights")
    votes = models.BooleanField()
    full = models.BooleanField(help_text="Whoever joins it must be part of a co-operative trust, or an exception.")
    starts = models.DateField()
    ends = models.DateField(null=True, blank=True)
    basis_words = models.CharField(max_length=300)

    class Meta:
        constraints = [_days("membership_rights_have_days")]


class Member(models.Model):
    """An organisation that belongs or belonged: one row for good, whatever it left and came back.

    ``number``: its place in the register of members, in the order of entry.
    """

    number = models.PositiveIntegerField(unique=True)
    organisation = models.OneToOneField(Organisation, on_delete=models.PROTECT, related_name="+")
    people_confirmed_on = models.DateField(
        null=True, blank=True, help_text="When it last said: our people, still right."
    )
    ask_again_on = models.DateField(null=True, blank=True, help_text="Of one that left: when to speak with it again.")
    ask_again_words = models.TextField(blank=True, help_text="Why then; for officers alone.")
    made_at = models.DateTimeField()

    class Meta:
        constraints = [_asked_again("membership_member_asked_again", [])]

    def __str__(self) -> str:
        return self.organisation.name


class MembersLoad(models.Model):
    """A sheet of members that was loaded. ``made`` names every row it made, so that it can be undone whole."""

    name = models.CharField(max_length=100)
    sha256 = models.CharField(max_length=64)
    lines = models.PositiveIntegerField()
    left_out = models.PositiveIntegerField()
    made = models.JSONField(default=dict)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            UniqueConstraint(
                name="membership_same_sheet_once",
                fields=["sha256"],
                condition=Q(undone_at__isnull=True),
                violation_error_message="This very sheet is loaded already.",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Period(models.Model):
    """A member belongs from ``starts`` up to, not including, ``ends``, by the decision that is named."""

    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="periods")
    membership_class = models.ForeignKey(MembershipClass, on_delete=models.PROTECT, related_name="+")
    starts = models.DateField()
    ends = models.DateField(null=True, blank=True)
    basis_kind = models.CharField(max_length=40)
    basis_key = models.CharField(max_length=120, blank=True)
    basis_words = models.CharField(max_length=300)
    basis_day = models.DateField()
    certain = models.BooleanField(default=True, help_text="False where an old list is all that we have.")
    load = models.ForeignKey(MembersLoad, on_delete=models.PROTECT, null=True, blank=True, related_name="periods")
    said = models.JSONField(default=dict, help_text="What the old list said of it, cell by cell.")

    class Meta:
        constraints = [_days("membership_period_has_days")]

    def __str__(self) -> str:
        return f"{self.member} from {self.starts}"

    @property
    def basis(self) -> Basis:
        """The decision it rests on."""
        return Basis(self.basis_kind, self.basis_key, self.basis_words, self.basis_day)


class StateChange(models.Model):
    """From ``day`` on the period stands so. Rows are never changed; a later row of the same day puts one right.

    ``private_words``: why a school left is for officers alone.
    """

    period = models.ForeignKey(Period, on_delete=models.PROTECT, related_name="changes")
    state = models.CharField(max_length=20, choices=[(s.value, w) for s, w in STATE_WORDS.items()])
    day = models.DateField()
    words = models.CharField(max_length=300, blank=True)
    private_words = models.TextField(blank=True)
    basis_kind = models.CharField(max_length=40, blank=True)
    basis_key = models.CharField(max_length=120, blank=True)
    basis_words = models.CharField(max_length=300, blank=True)
    correction = models.BooleanField(default=False)
    closed = models.JSONField(default=dict, help_text="What ended with it, so that taking it back opens just that.")
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            CheckConstraint(
                name="membership_state",
                condition=Q(state__in=[s.value for s in State]),
                violation_error_message="Choose where the membership stands.",
            ),
        ]
        indexes = [models.Index(name="membership_state_then", fields=["period", "day", "id"])]

    @property
    def state_words(self) -> str:
        """For people."""
        return STATE_WORDS[State(self.state)]


class Coverage(models.Model):
    """A membership covers a school in ``[starts, ends)``. A school is covered by one at a time."""

    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="coverage")
    establishment = models.ForeignKey(Establishment, on_delete=models.PROTECT, related_name="+")
    starts = models.DateField()
    ends = models.DateField(null=True, blank=True)
    words = models.CharField(
        max_length=300, blank=True, help_text="Why it begins, ends or goes on, if not with the rest."
    )

    class Meta:
        constraints = [_days("membership_coverage_has_days")]


class Payer(models.Model):
    """Another organisation pays for a member in ``[starts, ends)``; without a row the member pays for itself."""

    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="payers")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    starts = models.DateField()
    ends = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [_days("membership_payer_has_days")]


class Holding(models.Model):
    """Shares of the society that a member holds; ``paid_pence`` is what it has paid for them, in whole pence."""

    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="holdings")
    shares = models.PositiveIntegerField()
    paid_pence = models.PositiveIntegerField()
    starts = models.DateField(help_text="The day of allotment.")
    ends = models.DateField(null=True, blank=True, help_text="The day of cancellation.")

    class Meta:
        constraints = [_days("membership_holding_has_days")]


class Inspection(models.Model):
    """Somebody was shown the register of members, or its duplicate without holdings, on this day."""

    who = models.CharField(max_length=200)
    duplicate = models.BooleanField(default=True)
    day = models.DateField()
    made_at = models.DateTimeField()


class Mandate(models.Model):
    """A person has a duty for a member in ``[starts, ends)``. Of each duty one person holds it at a time."""

    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="mandates")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    duty = models.CharField(max_length=12, choices=[(d.value, w) for d, w in DUTY_WORDS.items()])
    starts = models.DateField()
    ends = models.DateField(null=True, blank=True)
    basis_kind = models.CharField(max_length=40)
    basis_key = models.CharField(max_length=120, blank=True)
    basis_words = models.CharField(max_length=300)
    basis_day = models.DateField()

    class Meta:
        constraints = [
            _days("membership_mandate_has_days"),
            CheckConstraint(
                name="membership_mandate_duty",
                condition=Q(duty__in=[d.value for d in Duty]),
                violation_error_message="Choose what the person does.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.duty} of {self.member}"

    @property
    def duty_words(self) -> str:
        """For people."""
        return DUTY_WORDS[Duty(self.duty)]

    @property
    def basis(self) -> Basis:
        """How it is known that the person has this duty."""
        return Basis(self.basis_kind, self.basis_key, self.basis_words, self.basis_day)


class VoterQuestion(models.Model):
    """The question to a chair of governors: does this person vote for you? ``link`` dies with the answer."""

    key = models.UUIDField(default=uuid4, unique=True, editable=False)
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="questions")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    duty = models.CharField(max_length=12)
    chair_name = models.CharField(max_length=120)
    chair_email = models.EmailField(max_length=254)
    state = models.CharField(max_length=10, default=Question.ASKED.value)
    asked_at = models.DateTimeField()
    until = models.DateField()
    answered_at = models.DateTimeField(null=True, blank=True)
    words = models.CharField(max_length=300, blank=True, help_text="The minute, as the chair wrote it.")

    class Meta:
        constraints = [
            CheckConstraint(
                name="membership_question_duty",
                condition=Q(duty__in=[Duty.VOTES.value, Duty.SUBSTITUTE.value]),
                violation_error_message="A chair is asked about the voter or the substitute.",
            ),
            UniqueConstraint(
                name="membership_question_once",
                fields=["member", "duty"],
                condition=Q(state=Question.ASKED.value),
                violation_error_message="The chair has been asked already.",
            ),
        ]


class Application(models.Model):
    """Somebody asks that a school or a trust may join. What the school list said then stays with it."""

    key = models.UUIDField(default=uuid4, unique=True, editable=False)
    establishment = models.ForeignKey(Establishment, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    group = models.ForeignKey(Group, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    name = models.CharField(max_length=120)
    role = models.CharField(max_length=24)
    email = models.EmailField(max_length=254)
    phone = models.CharField(max_length=40, blank=True)
    words = models.TextField(blank=True)
    governors_know = models.BooleanField(default=False)
    verdict = models.CharField(max_length=12)
    verdict_words = models.CharField(max_length=400)
    region_key = models.CharField(max_length=20, blank=True)
    state = models.CharField(max_length=20, default=Asked.APPLIED.value)
    made_at = models.DateTimeField()
    due_on = models.DateField()
    decided_on = models.DateField(null=True, blank=True)
    decided_by = models.CharField(max_length=300, blank=True, help_text="Which body, by which decision.")
    reason = models.TextField(blank=True, help_text="Told to whoever asked.")
    member = models.ForeignKey(Member, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    forgotten_at = models.DateTimeField(null=True, blank=True)
    ask_again_on = models.DateField(null=True, blank=True, help_text="Of one that was refused: when to ask it again.")
    ask_again_words = models.TextField(blank=True, help_text="Why then; for officers alone.")

    class Meta:
        constraints = [
            _asked_again(
                "membership_application_asked_again",
                [Asked.REFUSED.value, Asked.REFUSED_FOR_GOOD.value, Asked.WITHDRAWN.value],
            ),
            CheckConstraint(
                name="membership_application_of_one",
                condition=Q(establishment__isnull=False, group__isnull=True)
                | Q(establishment__isnull=True, group__isnull=False),
                violation_error_message="Choose a school or a trust.",
            ),
            CheckConstraint(
                name="membership_application_state",
                condition=Q(state__in=[s.value for s in Asked]),
                violation_error_message="Choose where the application stands.",
            ),
            CheckConstraint(
                name="membership_application_verdict",
                condition=Q(verdict__in=[v.value for v in Verdict]),
                violation_error_message="Say what the school list tells.",
            ),
            CheckConstraint(
                name="membership_application_decided_with_reason",
                condition=~Q(state__in=[Asked.APPROVED.value, Asked.REFUSED.value, Asked.REFUSED_FOR_GOOD.value])
                | (Q(decided_on__isnull=False) & ~Q(decided_by="") & ~Q(reason="")),
                violation_error_message="Say who decided, and why.",
            ),
        ]
        indexes = [models.Index(name="membership_applications_due", fields=["state", "due_on"])]

    def __str__(self) -> str:
        return self.applicant

    @property
    def applicant(self) -> str:
        """The name of the school or trust."""
        thing = self.establishment or self.group
        return thing.name if thing else ""

    @property
    def state_words(self) -> str:
        """For people."""
        return ASKED_WORDS[Asked(self.state)]

    def access_regions(self, at: datetime) -> frozenset[str]:
        """The region it was in when it asked."""
        return frozenset({self.region_key} - {""})
