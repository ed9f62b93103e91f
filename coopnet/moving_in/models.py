"""What was brought in from an old site, so that it can be looked over and taken back; and which old addresses are
still asked for in vain."""

from django.db import models
from django.db.models import CheckConstraint, Q

from coopnet.moving_in.enums import Sort


class Move(models.Model):
    """One export brought in. ``told`` holds what people should look at, a sentence each."""

    file = models.CharField(max_length=200)
    digest = models.CharField(max_length=64, help_text="SHA-256 of the file.")
    address = models.CharField(max_length=300, blank=True, help_text="The old site, as the export names it.")
    at = models.DateTimeField()
    by_name = models.CharField(max_length=160)
    told = models.JSONField(default=list)
    undone_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="moving_in_a_file_is_brought_in_once",
                fields=["digest"],
                condition=Q(undone_at__isnull=True),
                violation_error_message="This file is brought in already.",
            )
        ]

    def __str__(self) -> str:
        return self.file


class Brought(models.Model):
    """One thing that a move made here: a page, a picture, a document or an old address."""

    move = models.ForeignKey(Move, on_delete=models.PROTECT, related_name="brought")
    sort = models.CharField(max_length=10, choices=[(one.value, one.value) for one in Sort])
    number = models.BigIntegerField(default=0, help_text="Its number on the old site.")
    title = models.CharField(max_length=255, blank=True)
    target = models.BigIntegerField(help_text="The key of the page, picture, document or redirect here.")
    hidden = models.BooleanField(default=False, help_text="It was a draft or private there, and is not shown here.")

    class Meta:
        constraints = [
            CheckConstraint(
                name="moving_in_sort",
                condition=Q(sort__in=[one.value for one in Sort]),
                violation_error_message="A move brings pages, pictures, documents and addresses.",
            )
        ]
        indexes = [models.Index(fields=["move", "sort"], name="moving_in_of_move")]

    def __str__(self) -> str:
        return f"{self.sort} {self.title}"


class AskedFor(models.Model):
    """An address that was asked for and is not here. Nothing of who asked is kept."""

    path = models.CharField(max_length=255, unique=True)
    times = models.PositiveIntegerField(default=0)
    first_on = models.DateField()
    last_on = models.DateField()

    def __str__(self) -> str:
        return self.path
