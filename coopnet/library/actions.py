"""Adding documents and versions, and saying which is in force."""

import hashlib
from datetime import date, datetime
from uuid import uuid4

from django.core.files.base import ContentFile
from django.db import transaction

from coopnet.accounts.models import User
from coopnet.audit.actions import record
from coopnet.bodies.models import Body
from coopnet.kit.actors import Actor
from coopnet.kit.uploads import papers
from coopnet.library.enums import Kind, Readers
from coopnet.library.models import InForce, Paper, Version
from coopnet.library.rules import slug_of
from coopnet.regions.models import Region


class NotPossible(ValueError):
    """It cannot be done as things stand; the text says why."""


def _note(what: str, words: str, paper: Paper, by: Actor, at: datetime) -> None:
    record(f"library.{what}", subject=f"paper:{paper.pk}", words=f"{words} “{paper.title}”", by=by, at=at)


def _held(paper: Paper) -> Paper:
    return Paper.objects.select_for_update().get(pk=paper.pk)


def _add(paper: Paper, sent: papers.Paper, changed: str, decided: str, by: User, at: datetime) -> Version:
    digest = hashlib.sha256(sent.data).hexdigest()
    if Version.objects.filter(paper=paper, sha256=digest).exists():
        raise NotPossible("This very file is a version of this document already.")
    last = Version.objects.filter(paper=paper).order_by("-number").values_list("number", flat=True).first() or 0
    version = Version(
        paper=paper, number=last + 1, name=sent.name, suffix=sent.suffix, size=len(sent.data), sha256=digest,
        changed=changed, decided=decided, added_at=at, added_by=by,
    )  # fmt: skip
    # Under a name of ours that nobody can guess: the door is the view, not the disk.
    version.file.save(f"{uuid4()}{sent.suffix}", ContentFile(sent.data), save=False)
    version.save()
    return version


@transaction.atomic
def add_paper(
    *,
    title: str,
    kind: Kind,
    readers: Readers,
    summary: str,
    parties: str,
    region: Region | None,
    review_on: date | None,
    sent: papers.Paper,
    decided: str,
    starts: date | None,
    day: date | None = None,
    body: Body | None = None,
    by: User,
    at: datetime,
) -> Paper:
    """Add a document with its first version; with ``starts`` it is in force from that day."""
    taken = set(Paper.objects.values_list("slug", flat=True)) | {"add"}
    paper = Paper.objects.create(
        slug=slug_of(title, taken), title=title, kind=kind.value, readers=readers.value, summary=summary,
        parties=parties, region=region, review_on=review_on, day=day, body=body, made_at=at,
    )  # fmt: skip
    version = _add(paper, sent, "", decided, by, at)
    if starts is not None:
        InForce.objects.create(paper=paper, version=version, starts=starts)
    _note("added", "Added", paper, by, at)
    return paper


@transaction.atomic
def add_version(
    *, paper: Paper, sent: papers.Paper, changed: str, decided: str, by: User, at: datetime
) -> Version:  # fmt: skip
    """Add a version, not yet in force. Raises NotPossible for a file that is a version already."""
    held = _held(paper)
    version = _add(held, sent, changed, decided, by, at)
    _note("version-added", f"Added version {version.number} of", held, by, at)
    return version


@transaction.atomic
def put_in_force(*, version: Version, starts: date, by: Actor, at: datetime) -> None:
    """From that day on this version holds, and the one before it does so no longer.

    Raises NotPossible where a later one is set already, or this one holds that day.
    """
    paper = _held(version.paper)
    later = InForce.objects.filter(paper=paper, starts__gte=starts).select_related("version").order_by("starts").first()
    if later is not None:
        raise NotPossible(
            f"Version {later.version.number} is in force from {later.starts:%d.%m.%Y}. Choose a later day than that."
        )
    running = InForce.objects.filter(paper=paper, ends__isnull=True).first()
    if running is not None and running.version_id == version.pk:
        raise NotPossible("This version is in force already.")
    if running is not None:
        running.ends = starts
        running.save(update_fields=["ends"])
    InForce.objects.create(paper=paper, version=version, starts=starts)
    _note("put-in-force", f"Put version {version.number} in force from {starts.isoformat()} of", paper, by, at)


@transaction.atomic
def end_force(*, paper: Paper, ends: date, by: Actor, at: datetime) -> None:
    """From that day on no version is in force. Raises NotPossible where none is, or it began on that day or later."""
    held = _held(paper)
    running = InForce.objects.filter(paper=held, ends__isnull=True).first()
    if running is None:
        raise NotPossible("No version is in force.")
    if ends <= running.starts:
        raise NotPossible("It must have been in force for a day at least.")
    running.ends = ends
    running.save(update_fields=["ends"])
    _note("ended", f"Ended from {ends.isoformat()} the force of", held, by, at)


@transaction.atomic
def change(
    *, paper: Paper, title: str, summary: str, parties: str, readers: Readers, review_on: date | None, by: Actor,
    at: datetime,
) -> None:  # fmt: skip
    """Change what is said about a document. Its address and its versions stay."""
    held = _held(paper)
    held.title, held.summary, held.parties, held.readers = title, summary, parties, readers.value
    held.review_on = review_on
    held.save(update_fields=["title", "summary", "parties", "readers", "review_on"])
    _note("changed", "Changed what is said about", held, by, at)
