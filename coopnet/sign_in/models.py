"""Codes by letter, and requests of officers to let somebody back in. Everything else stands in allauth's tables."""

from django.conf import settings
from django.db import models
from django.db.models import CheckConstraint, F, Index, Q, UniqueConstraint

from coopnet.sign_in.enums import CodeFor

PURPOSES = [(purpose.value, purpose.name) for purpose in CodeFor]


class SignInCode(models.Model):
    """A code that was asked for. Also kept where no account has the address, so that both look alike from outside.

    Times are machine time. The code itself is nowhere: only a keyed digest.
    """

    purpose = models.CharField(max_length=10, choices=PURPOSES)
    email = models.EmailField(max_length=254)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.CASCADE, related_name="+")
    digest = models.CharField(max_length=64)
    browser = models.CharField(max_length=64, help_text="Digest of a mark in the session of the browser that asked.")
    made_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    tries_here = models.PositiveSmallIntegerField(default=0)
    tries_elsewhere = models.PositiveSmallIntegerField(default=0)
    spent_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            CheckConstraint(
                name="sign_in_code_ends_after_it_is_made",
                condition=Q(ends_at__gt=F("made_at")),
                violation_error_message="A code must live for a while.",
            ),
        ]
        indexes = [Index(fields=["email", "ends_at"], name="sign_in_code_open")]

    def __str__(self) -> str:
        return f"{self.purpose} {self.pk}"


class Recovery(models.Model):
    """One officer asks that somebody be let back in; a second one confirms. Network time."""

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=500)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    confirmed_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    confirmed_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            CheckConstraint(
                name="sign_in_recovery_two_others",
                condition=~Q(asked_by=F("owner"))
                & (Q(confirmed_by__isnull=True) | (~Q(confirmed_by=F("owner")) & ~Q(confirmed_by=F("asked_by")))),
                violation_error_message="Two officers, neither of them the person, let somebody back in.",
            ),
            CheckConstraint(
                name="sign_in_recovery_confirmed_whole",
                condition=Q(confirmed_by__isnull=True, confirmed_at__isnull=True)
                | Q(confirmed_by__isnull=False, confirmed_at__isnull=False),
                violation_error_message="A confirmation has a person and a moment.",
            ),
            UniqueConstraint(
                name="sign_in_one_open_recovery",
                fields=["owner"],
                condition=Q(confirmed_at__isnull=True, withdrawn_at__isnull=True),
                violation_error_message="Somebody has asked for this person already.",
            ),
        ]

    def __str__(self) -> str:
        return f"recovery {self.pk}"
