"""The steps of a new member, what is ticked by hand, its contact, the school beside it, and how it went.

The ninety days themselves are kept nowhere: they follow from the first day of the membership.
"""

from django.conf import settings
from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint

from coopnet.membership.models import Member, Period
from coopnet.people.models import Person
from coopnet.welcome.enums import BESIDE_WORDS, FACT_WORDS, Beside, Fact
from coopnet.welcome.rules import OPEN


class Step(models.Model):
    """Something to do by a day of the ninety (the first is one). It holds for those who join in ``[starts, ends)``."""

    slug = models.SlugField(max_length=40)
    words = models.CharField(max_length=120)
    fact = models.CharField(max_length=20, choices=[(f.value, w) for f, w in FACT_WORDS.items()])
    by_day = models.PositiveSmallIntegerField()
    address = models.CharField(max_length=120, blank=True, help_text="The page where it is done.")
    starts = models.DateField()
    ends = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            CheckConstraint(
                name="welcome_step_fact",
                condition=Q(fact__in=[f.value for f in Fact]),
                violation_error_message="Choose what shows that it is done.",
            ),
            CheckConstraint(
                name="welcome_step_within",
                condition=Q(by_day__gte=1, by_day__lte=90),
                violation_error_message="A day of the first ninety.",
            ),
            CheckConstraint(
                name="welcome_step_has_days",
                condition=Q(ends__isnull=True) | Q(ends__gt=F("starts")),
                violation_error_message="The last day comes after the first.",
            ),
            UniqueConstraint(
                name="welcome_step_once",
                fields=["slug"],
                condition=Q(ends__isnull=True),
                violation_error_message="There is such a step already.",
            ),
        ]

    def __str__(self) -> str:
        return self.words


class Plan(models.Model):
    """What was chosen for one membership: another contact than the region's ambassador, or no letters."""

    period = models.OneToOneField(Period, on_delete=models.PROTECT, related_name="+")
    contact = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    quiet = models.BooleanField(default=False)


class Tick(models.Model):
    """A step that somebody says is done. What the records show is never kept here."""

    period = models.ForeignKey(Period, on_delete=models.PROTECT, related_name="+")
    step = models.ForeignKey(Step, on_delete=models.PROTECT, related_name="+")
    day = models.DateField()

    class Meta:
        constraints = [
            UniqueConstraint(
                name="welcome_tick_once",
                fields=["period", "step"],
                violation_error_message="It is ticked already.",
            )
        ]


class Buddy(models.Model):
    """A member that may walk beside a new one. The new one is asked first, then the other; both may say no."""

    period = models.ForeignKey(Period, on_delete=models.PROTECT, related_name="+")
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=12, choices=[(s.value, w) for s, w in BESIDE_WORDS.items()])
    asked_at = models.DateTimeField()
    new_yes_at = models.DateTimeField(null=True, blank=True)
    buddy_yes_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            CheckConstraint(
                name="welcome_buddy_state",
                condition=Q(state__in=[s.value for s in Beside]),
                violation_error_message="Choose where it stands.",
            ),
            CheckConstraint(
                name="welcome_buddy_both_said_yes",
                condition=~Q(state=Beside.AGREED.value) | Q(new_yes_at__isnull=False, buddy_yes_at__isnull=False),
                violation_error_message="Both say yes before either knows whom to write to.",
            ),
            UniqueConstraint(
                name="welcome_buddy_one_at_a_time",
                fields=["period"],
                condition=Q(state__in=sorted(s.value for s in OPEN)),
                violation_error_message="A school is asked already.",
            ),
            UniqueConstraint(
                name="welcome_buddy_asked_once",
                fields=["period", "member"],
                violation_error_message="This school was asked before.",
            ),
        ]

    @property
    def words(self) -> str:
        """Where it stands, for officers."""
        return BESIDE_WORDS[Beside(self.state)]


class Went(models.Model):
    """How it went, in the school's own words: for its contact and the co-ordinator, for half a year."""

    period = models.OneToOneField(Period, on_delete=models.PROTECT, related_name="+")
    said_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    text = models.TextField()
    said_at = models.DateTimeField()

    class Meta:
        constraints = [
            CheckConstraint(
                name="welcome_went_has_words", condition=~Q(text=""), violation_error_message="Write how it went."
            )
        ]
