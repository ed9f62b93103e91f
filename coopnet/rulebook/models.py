"""Editions and their clauses. A clause holds in ``[starts, ends)``; of one key of one body one holds on a day."""

from django.db import models
from django.db.models import CheckConstraint, F, Q

from coopnet.kit.basis import Basis
from coopnet.rulebook.rules import KEYS, scope_words, words_of


class Edition(models.Model):
    """What was adopted together: one decision, from one day on. It is never changed; a later edition takes its place.

    ``registered_on``: a society's rules take effect only when the registrar has entered them.
    """

    number = models.PositiveIntegerField(unique=True)
    title = models.CharField(max_length=200)
    starts = models.DateField()
    basis_kind = models.CharField(max_length=40)
    basis_key = models.CharField(max_length=120, blank=True)
    basis_words = models.CharField(max_length=300)
    basis_day = models.DateField()
    registered_on = models.DateField(null=True, blank=True)
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            CheckConstraint(
                name="rulebook_edition_rests_on_an_act",
                condition=~Q(basis_kind="") & ~Q(basis_words=""),
                violation_error_message="Say by which decision the rules changed.",
            ),
        ]

    def __str__(self) -> str:
        return f"Edition {self.number}: {self.title}"

    @property
    def basis(self) -> Basis:
        """The decision that adopted it."""
        return Basis(self.basis_kind, self.basis_key, self.basis_words, self.basis_day)


class Clause(models.Model):
    """One typed clause. Only ``ends`` is ever set later, once, by the edition that takes its place."""

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="clauses")
    scope = models.CharField(max_length=60)
    key = models.CharField(max_length=40)
    value = models.JSONField()
    text = models.TextField(blank=True, help_text="The words of the rule, where somebody wrote them.")
    source = models.CharField(max_length=200, blank=True, help_text="Where it comes from: a model, a law, a custom.")
    starts = models.DateField()
    ends = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            CheckConstraint(
                name="rulebook_clause_ends_after_it_starts",
                condition=Q(ends__isnull=True) | Q(ends__gt=F("starts")),
                violation_error_message="A clause holds for a day at least.",
            ),
        ]
        indexes = [models.Index(name="rulebook_clause_of", fields=["scope", "key", "starts"])]

    def __str__(self) -> str:
        return f"{self.scope}, {self.key}"

    @property
    def question(self) -> str:
        """What it answers, for people."""
        return KEYS[self.key].question

    @property
    def words(self) -> str:
        """What it says, for people."""
        return words_of(self.key, self.value)

    @property
    def scope_words(self) -> str:
        """Whose rule it is, for people."""
        return scope_words(self.scope)
