"""What was brought in from an old site, so that it can be looked over and taken back; and which old addresses are
still asked for in vain."""

from uuid import uuid4

from django.db import models
from django.db.models import CheckConstraint, Q

from coopnet.accounts.models import User
from coopnet.bodies.models import Body
from coopnet.library.models import Paper
from coopnet.moving_in.enums import Sort, Stage, Tray


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


class Folder(models.Model):
    """One folder of documents that came in. ``refused`` holds path and sentence of each file that was not taken."""

    name = models.CharField(max_length=200)
    at = models.DateTimeField()
    taken_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    refused = models.JSONField(default=list)
    known = models.PositiveIntegerField(default=0, help_text="Files of it that were here already.")
    undone_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.name


class FolderFile(models.Model):
    """One document of a folder, private until somebody puts it on the shelf. What is said of it was guessed from its
    name until a person has looked (``sure``)."""

    folder = models.ForeignKey(Folder, on_delete=models.PROTECT, related_name="files")
    path = models.CharField(max_length=300)
    file = models.FileField(upload_to="folder/", max_length=200, blank=True)
    name = models.CharField(max_length=100)
    suffix = models.CharField(max_length=6)
    size = models.PositiveIntegerField()
    digest = models.CharField(max_length=64, help_text="SHA-256 of the file.")
    title = models.CharField(max_length=120)
    day = models.DateField(null=True)
    kind = models.CharField(max_length=10)
    body = models.ForeignKey(Body, on_delete=models.PROTECT, null=True, related_name="+")
    sure = models.BooleanField()
    state = models.CharField(max_length=10)
    paper = models.OneToOneField(Paper, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="moving_in_a_document_is_taken_once",
                fields=["digest"],
                condition=~Q(state=Tray.LEFT.value),
                violation_error_message="This document is here already.",
            ),
            CheckConstraint(
                name="moving_in_tray",
                condition=Q(state=Tray.SHELVED.value, paper__isnull=False)
                | Q(state__in=[Tray.WAITS.value, Tray.LEFT.value], paper__isnull=True),
                violation_error_message="What is on the shelf is a document there.",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Export(models.Model):
    """An export that came by a page. ``told`` is what would happen, counted before anything does; its files go when it
    is in or dropped."""

    key = models.UUIDField(default=uuid4, unique=True, editable=False)
    name = models.CharField(max_length=200)
    file = models.FileField(upload_to="exports/", max_length=200, blank=True)
    uploads = models.FileField(upload_to="exports/", max_length=200, blank=True)
    digest = models.CharField(max_length=64)
    told = models.JSONField()
    stage = models.CharField(max_length=10)
    why = models.CharField(max_length=500, blank=True)
    sent_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    begun_at = models.DateTimeField(null=True)
    move = models.OneToOneField(Move, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="moving_in_one_export_at_a_time",
                fields=["stage"],
                condition=Q(stage=Stage.RUNS.value),
                violation_error_message="Another export is being brought in.",
            ),
            CheckConstraint(
                name="moving_in_export_in",
                condition=Q(stage=Stage.DONE.value, move__isnull=False) | ~Q(stage=Stage.DONE.value),
                violation_error_message="What is in names its move.",
            ),
        ]

    def __str__(self) -> str:
        return self.name
