"""The record of acts: one row an act, chained by hashes; what may one day be erased stands in a row beside it."""

from django.db import models
from django.db.models import CheckConstraint, Q


class Entry(models.Model):
    """One act. Never changed, never removed: triggers refuse both on either engine.

    The chain covers number, moment, act, subject, actor and the salted digest of the details, nothing else; so the
    details can be erased and the chain still holds.
    """

    number = models.BigIntegerField(primary_key=True, help_text="1, 2, 3 … without a gap.")
    at = models.DateTimeField(db_index=True)
    what = models.CharField(max_length=80, db_index=True, help_text="The act, like terms.begun.")
    subject = models.CharField(max_length=160, db_index=True, help_text="The thing acted upon, like term:12.")
    actor_key = models.CharField(max_length=120, db_index=True, help_text="Like user:<uuid> or system:import.")
    detail_digest = models.CharField(max_length=64)
    digest = models.CharField(max_length=64, unique=True)

    class Meta:
        constraints = [
            CheckConstraint(
                name="audit_numbers_begin_at_one",
                condition=Q(number__gte=1),
                violation_error_message="The record counts from one.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.what} {self.subject}"


class Detail(models.Model):
    """What may be erased of an act: the actor's name, words, values. It goes only after an act says so."""

    entry = models.OneToOneField(Entry, on_delete=models.PROTECT, primary_key=True, related_name="detail")
    salt = models.CharField(max_length=32)
    actor_name = models.CharField(max_length=160)
    words = models.TextField()
    values = models.TextField(help_text="One JSON object, keys in order: the digest covers this very text.")

    def __str__(self) -> str:
        return self.words


class Head(models.Model):
    """The end of the chain, one row. Whoever records takes this row first, so acts stand in one line."""

    number = models.BigIntegerField()
    digest = models.CharField(max_length=64)

    class Meta:
        constraints = [
            CheckConstraint(
                name="audit_one_head",
                condition=Q(pk=1),
                violation_error_message="A record of acts has one end.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.digest}"
