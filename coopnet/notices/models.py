"""The outbox: every letter that the network sends, what became of it, and who wants no news."""

from django.db import models
from django.db.models import CheckConstraint, Q
from django.db.models.functions import Lower

from coopnet.notices.enums import Kind, NoNews, Outcome, State, Why

WAITING, SENT = State.WAITING.value, State.SENT.value
CODE = Kind.CODE.value
UNDELIVERED = [State.FAILED.value, State.BOUNCED.value]


class Trouble(models.Model):
    """An address at which letters were not delivered, until somebody has seen to it. Then the row goes: what was done
    stands in the record of acts and with each letter."""

    address = models.CharField(max_length=254, unique=True)
    about = models.CharField(
        max_length=200, blank=True, help_text="The school, trust or person, as the letters name it."
    )
    why = models.CharField(max_length=10, choices=[(why.value, why.value) for why in Why])
    reason = models.CharField(max_length=500)
    since = models.DateTimeField()
    last_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.address


class Letter(models.Model):
    """One letter to one address. Its key makes it one, however often it is asked for; its Message-ID never changes.

    A worker that posts it takes a lease (``claimed_until``, ``claim``) by a guarded update, so that two workers never
    post it at the same time. The text of a letter with a code stands in ``Secret`` and goes as soon as it is posted.
    ``trouble``: it was not delivered and stands in the To do list against its address. ``printable``: whoever wrote it
    said that an officer may print it for the post; nobody sees the text of any other letter.
    """

    key = models.CharField(max_length=200, unique=True)
    kind = models.CharField(max_length=10, choices=[(kind.value, kind.value) for kind in Kind])
    to = models.CharField(max_length=254)
    to_name = models.CharField(max_length=160, blank=True)
    about = models.CharField(max_length=200, blank=True, help_text="The school or trust it is for, in words.")
    subject = models.CharField(max_length=200)
    text = models.TextField(blank=True)
    message_id = models.CharField(max_length=120, unique=True)
    made_at = models.DateTimeField(db_index=True)
    expires_at = models.DateTimeField(null=True)
    state = models.CharField(max_length=10, choices=[(state.value, state.value) for state in State])
    tries = models.PositiveIntegerField(default=0)
    next_try_at = models.DateTimeField(null=True)
    claimed_until = models.DateTimeField(null=True)
    claim = models.UUIDField(null=True)
    sent_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=500, blank=True)
    trouble = models.ForeignKey(Trouble, on_delete=models.PROTECT, null=True, related_name="letters")
    printable = models.BooleanField(default=False)

    class Meta:
        constraints = [
            CheckConstraint(
                name="notices_undelivered_letters_are_to_do",
                condition=Q(state__in=UNDELIVERED, trouble__isnull=False) & ~Q(kind=CODE)
                | Q(trouble__isnull=True) & (~Q(state__in=UNDELIVERED) | Q(kind=CODE)),
                violation_error_message="A letter that was not delivered stands against its address; no other does.",
            ),
            CheckConstraint(
                name="notices_waiting_letters_have_a_time",
                condition=Q(state=WAITING, next_try_at__isnull=False) | ~Q(state=WAITING) & Q(next_try_at__isnull=True),
                violation_error_message="A letter that waits has a time for its next try; no other has one.",
            ),
            CheckConstraint(
                name="notices_claims_are_whole",
                condition=Q(claim__isnull=True, claimed_until__isnull=True)
                | Q(claim__isnull=False, claimed_until__isnull=False, state=WAITING),
                violation_error_message="A claim has an owner and an end, and only a waiting letter is claimed.",
            ),
            CheckConstraint(
                name="notices_sent_letters_have_a_moment",
                condition=~Q(state=SENT) | Q(sent_at__isnull=False),
                violation_error_message="A letter that was sent says when.",
            ),
            CheckConstraint(
                name="notices_codes_stand_elsewhere",
                condition=~Q(kind=CODE) | Q(text="", expires_at__isnull=False),
                violation_error_message="The text of a letter with a code is kept apart and has an end.",
            ),
        ]
        indexes = [models.Index(fields=["state", "next_try_at"], name="notices_due")]

    def __str__(self) -> str:
        return f"{self.subject} ({self.state})"


class Secret(models.Model):
    """The text of a letter with a code, until it is posted, used or too old. Never in a backup, never on a screen."""

    letter = models.OneToOneField(Letter, on_delete=models.CASCADE, primary_key=True, related_name="secret")
    text = models.TextField()

    def __str__(self) -> str:
        return f"secret of letter {self.pk}"


class Attempt(models.Model):
    """One try to post a letter, or its coming back: the log of the post."""

    letter = models.ForeignKey(Letter, on_delete=models.PROTECT, related_name="attempts")
    at = models.DateTimeField()
    to = models.CharField(max_length=254)
    outcome = models.CharField(max_length=10, choices=[(outcome.value, outcome.value) for outcome in Outcome])
    reason = models.CharField(max_length=500, blank=True)

    def __str__(self) -> str:
        return f"{self.letter_id} {self.outcome}"


class OptOut(models.Model):
    """An address that gets no news, and why. Notices that are owed to it are still sent."""

    address = models.EmailField(max_length=254, unique=True)
    at = models.DateTimeField()
    why = models.CharField(max_length=10, choices=[(w.value, w.value) for w in NoNews], default=NoNews.DECLINED.value)
    source = models.CharField(max_length=40, blank=True, help_text="How we know.")

    class Meta:
        constraints = [
            CheckConstraint(
                name="notices_opt_out_lower_case",
                condition=Q(address=Lower("address")),
                violation_error_message="Addresses are kept in lower case.",
            ),
        ]

    def __str__(self) -> str:
        return self.address


class RefusalsList(models.Model):
    """A list of those who want no news was taken in, or somebody said that there is none (``none``). Until there is
    such a row no news leaves the house. The addresses themselves are ``OptOut``."""

    at = models.DateTimeField()
    none = models.BooleanField(default=False)
    declined = models.PositiveIntegerField(default=0)
    bounced = models.PositiveIntegerField(default=0)
    known = models.PositiveIntegerField(default=0, help_text="They got no news already.")

    def __str__(self) -> str:
        return f"refusals of {self.at:%Y-%m-%d}"
