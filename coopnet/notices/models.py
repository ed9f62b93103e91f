"""The outbox: every letter that the network sends, what became of it, and who wants no news."""

from django.db import models
from django.db.models import CheckConstraint, Q
from django.db.models.functions import Lower

from coopnet.notices.enums import Kind, Outcome, State

WAITING, SENT = State.WAITING.value, State.SENT.value
CODE = Kind.CODE.value


class Letter(models.Model):
    """One letter to one address. Its key makes it one, however often it is asked for; its Message-ID never changes.

    A worker that posts it takes a lease (``claimed_until``, ``claim``) by a guarded update, so that two workers never
    post it at the same time. The text of a letter with a code stands in ``Secret`` and goes as soon as it is posted.
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

    class Meta:
        constraints = [
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
    """An address that wants no news. Notices that are owed to it are still sent."""

    address = models.EmailField(max_length=254, unique=True)
    at = models.DateTimeField()

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
