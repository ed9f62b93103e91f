"""Drafts, letters to many as they were handed in, who gets each and why, groups by name, readers of the newsletter."""

from uuid import uuid4

from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint
from django.db.models.functions import Lower

from coopnet.accounts.models import User
from coopnet.mailings.enums import LEFT_WORDS, SORT_WORDS, STATE_WORDS, Left, Sort, State
from coopnet.mailings.rules import Group, read_group


class Draft(models.Model):
    """A letter that is being written. It goes when it is handed in or thrown away."""

    key = models.UUIDField(default=uuid4, unique=True, editable=False)
    sort = models.CharField(max_length=10)
    subject = models.CharField(max_length=150)
    text = models.TextField()
    policy = models.BooleanField(default=False)
    public = models.BooleanField(default=True, help_text="Of a newsletter: whether it stands in the archive.")
    group = models.JSONField()
    made_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.subject

    @property
    def whom(self) -> Group:
        """The group it goes to."""
        return read_group(self.group)


class Mailing(models.Model):
    """A letter to many as it was handed in. Its words and its group are never changed.

    ``number``: of an issue of the newsletter, without a gap among those that have left.
    """

    key = models.UUIDField(default=uuid4, unique=True, editable=False)
    sort = models.CharField(max_length=10)
    subject = models.CharField(max_length=150)
    text = models.TextField()
    policy = models.BooleanField()
    public = models.BooleanField()
    group = models.JSONField()
    made_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    state = models.CharField(max_length=10)
    agreed_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    agreed_at = models.DateTimeField(null=True)
    begun_at = models.DateTimeField(null=True)
    done_at = models.DateTimeField(null=True)
    total = models.PositiveIntegerField(help_text="How many letters, when it was handed in.")
    number = models.PositiveIntegerField(null=True, unique=True)

    class Meta:
        constraints = [
            CheckConstraint(
                name="mailings_second_is_another",
                condition=Q(agreed_by__isnull=True) | ~Q(agreed_by=F("made_by")),
                violation_error_message="Somebody else than whoever wrote it agrees.",
            ),
            CheckConstraint(
                name="mailings_state_has_its_moments",
                condition=Q(state__in=[State.WAITS.value, State.TAKEN_BACK.value], begun_at__isnull=True)
                | Q(state__in=[State.SENDING.value, State.STOPPED.value], begun_at__isnull=False, done_at__isnull=True)
                | Q(state=State.DONE.value, begun_at__isnull=False, done_at__isnull=False),
                violation_error_message="A letter that leaves says since when.",
            ),
        ]

    def __str__(self) -> str:
        return self.subject

    @property
    def whom(self) -> Group:
        """The group it goes to."""
        return read_group(self.group)

    @property
    def state_words(self) -> str:
        """How it stands, for people."""
        return STATE_WORDS[State(self.state)]

    @property
    def sort_words(self) -> str:
        """What kind it is, for people."""
        return SORT_WORDS[Sort(self.sort)]


class Recipient(models.Model):
    """One reader of a letter to many, with why; or somebody left out, with why not. Set when it begins to leave."""

    mailing = models.ForeignKey(Mailing, on_delete=models.PROTECT, related_name="recipients")
    address = models.CharField(max_length=254, blank=True)
    name = models.CharField(max_length=160, blank=True)
    school = models.CharField(max_length=200, blank=True)
    region = models.CharField(max_length=80, blank=True)
    why = models.CharField(max_length=300)
    left_out = models.CharField(max_length=12, blank=True)
    queued_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            UniqueConstraint(
                Lower("address"), "mailing", name="mailings_each_address_once", condition=Q(left_out=""),
                violation_error_message="Each address gets it once.",
            ),
            CheckConstraint(
                name="mailings_left_out_gets_none",
                condition=Q(left_out="") & ~Q(address="") | ~Q(left_out="") & Q(queued_at__isnull=True),
                violation_error_message="Whoever is left out gets no letter.",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.address or self.school

    @property
    def left_words(self) -> str:
        """Why there is no letter, for people."""
        return LEFT_WORDS[Left(self.left_out)] if self.left_out else ""


class SavedGroup(models.Model):
    """A group under a name, to choose again."""

    name = models.CharField(max_length=80, unique=True)
    group = models.JSONField()
    made_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name


class Reader(models.Model):
    """An address that asked for the newsletter. It gets it once the link in a letter was pressed, and not before.

    Whoever leaves is among those who want no news (``notices``), and this row goes.
    """

    address = models.EmailField(max_length=254, unique=True)
    asked_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True)
    source = models.CharField(max_length=40)

    class Meta:
        constraints = [
            CheckConstraint(
                name="mailings_reader_lower_case",
                condition=Q(address=Lower("address")),
                violation_error_message="Addresses are kept in lower case.",
            ),
        ]

    def __str__(self) -> str:
        return self.address
