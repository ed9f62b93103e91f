"""Taking in a folder, correcting what was guessed, putting documents on the shelf, taking a folder back."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import uuid4

from django.core.files.base import ContentFile
from django.db import transaction

from coopnet.accounts.models import User
from coopnet.audit.actions import record
from coopnet.bodies.models import Body
from coopnet.kit.actors import Actor
from coopnet.kit.models import Network
from coopnet.kit.uploads import papers
from coopnet.library import actions as library
from coopnet.library.enums import Kind, Readers
from coopnet.library.models import Version
from coopnet.moving_in.actions import NotPossible
from coopnet.moving_in.enums import Tray
from coopnet.moving_in.folder.bodies import known_bodies
from coopnet.moving_in.folder.guess import Guess, guess
from coopnet.moving_in.folder.reading import Found
from coopnet.moving_in.models import Folder, FolderFile


@dataclass(frozen=True, slots=True)
class Taken:
    """How a folder came in: what is new, what was there already, what was refused and why."""

    folder: Folder | None
    new: int
    known: int
    refused: list[tuple[str, str]]


@transaction.atomic
def take_in(*, name: str, found: Iterable[Found], by: User, at: datetime) -> Taken:
    """Keep each document that is not here yet, private, with what its name tells. The same bytes are once, anywhere.

    Nothing is kept where the folder as a whole is refused while it is read. Raises what reading it raises.
    """
    # One folder at a time: what is here already is then the same for whoever asks.
    Network.objects.select_for_update().get(pk=1)
    bodies, slugs = known_bodies(), dict(Body.objects.values_list("slug", "pk"))
    folder = Folder.objects.create(name=name[:200], at=at, taken_by=by)
    written: list[FolderFile] = []
    refused: list[tuple[str, str]] = []
    known, here = 0, set[str]()
    try:
        for one in found:
            if one.paper is None:
                refused.append((one.path, one.refused))
                continue
            digest = hashlib.sha256(one.paper.data).hexdigest()
            if digest in here or _is_here(digest):
                known += 1
                continue
            here.add(digest)
            written.append(_keep(folder, one.path, one.paper, digest, guess(one.path, bodies), slugs))
    except BaseException:
        for row in written:
            row.file.delete(save=False)
        raise
    folder.refused = [[path[:300], why] for path, why in refused]
    folder.known = known
    if not written and not refused:
        # The whole folder was here: one more row would only be clutter.
        folder.delete()
    else:
        folder.save(update_fields=["refused", "known"])
    record(
        "moving-in.folder", subject=f"folder:{folder.pk or 0}", by=by, at=at,
        words=f"Took in {len(written)} documents of “{name}”; {known} were here, {len(refused)} were refused.",
    )  # fmt: skip
    return Taken(folder if folder.pk else None, len(written), known, refused)


def _is_here(digest: str) -> bool:
    kept = FolderFile.objects.filter(digest=digest).exclude(state=Tray.LEFT.value)
    return kept.exists() or Version.objects.filter(sha256=digest).exists()


def _keep(
    folder: Folder, path: str, paper: papers.Paper, digest: str, told: Guess, slugs: dict[str, int]
) -> FolderFile:
    row = FolderFile(
        folder=folder, path=path[:300], name=paper.name, suffix=paper.suffix, size=len(paper.data), digest=digest,
        title=told.title[:120] or paper.name, day=told.day, kind=told.kind, body_id=slugs.get(told.body),
        sure=told.sure, state=Tray.WAITS.value,
    )  # fmt: skip
    row.file.save(f"{uuid4()}{paper.suffix}", ContentFile(paper.data), save=False)
    row.save()
    return row


def _waiting(pk: int) -> FolderFile:
    row = FolderFile.objects.select_for_update(of=("self",)).get(pk=pk)
    if row.state != Tray.WAITS.value:
        raise NotPossible(f"“{row.title}” does not wait any more. Load the page again.")
    return row


@dataclass(frozen=True, slots=True)
class Told:
    """What a person says of a document. None: as it is."""

    title: str | None = None
    day: date | None = None
    clear_day: bool = False
    kind: Kind | None = None
    body: Body | None = None
    clear_body: bool = False


@transaction.atomic
def correct(*, told: Sequence[tuple[FolderFile, Told]], by: Actor, at: datetime) -> int:
    """Say of each document what it is; how many changed. Whatever a person looked at is certain from then on."""
    changed = 0
    for given, says in told:
        row = _waiting(given.pk)
        before = (row.title, row.day, row.kind, row.body_id, row.sure)
        row.title = says.title or row.title
        row.day = None if says.clear_day else says.day or row.day
        row.kind = says.kind.value if says.kind else row.kind
        row.body = None if says.clear_body else says.body or row.body
        row.sure = True
        if before != (row.title, row.day, row.kind, row.body_id, True):
            row.save(update_fields=["title", "day", "kind", "body", "sure"])
            changed += 1
    if changed:
        record("moving-in.corrected", subject="folder:0", words=f"Said what {changed} documents are.", by=by, at=at)
    return changed


@transaction.atomic
def shelve(*, files: Sequence[FolderFile], readers: Readers, by: User, at: datetime) -> int:
    """Put documents on the shelf, for officers or for everybody. Not before this is anything seen by anybody else."""
    for given in files:
        row = _waiting(given.pk)
        with row.file.open("rb") as file:
            sent = papers.Paper(row.name, row.suffix, file.read())
        body = row.body
        row.paper = library.add_paper(
            title=row.title, kind=Kind(row.kind), readers=readers, summary="", parties="",
            region=body.region if body else None, review_on=None, sent=sent, decided="", starts=None, day=row.day,
            body=body, by=by, at=at,
        )  # fmt: skip
        row.state = Tray.SHELVED.value
        row.save(update_fields=["state", "paper"])
    who = "for everybody" if readers is Readers.PUBLIC else "for people with a role"
    record("moving-in.shelved", subject="folder:0", words=f"Shelved {len(files)} documents {who}.", by=by, at=at)
    return len(files)


@transaction.atomic
def leave_out(*, files: Sequence[FolderFile], by: Actor, at: datetime) -> int:
    """These are not wanted: their bytes go, that they came stays."""
    rows = [_waiting(given.pk) for given in files]
    for row in rows:
        _forget(row)
    record("moving-in.left-out", subject="folder:0", words=f"Left out {len(rows)} documents.", by=by, at=at)
    return len(rows)


def _forget(row: FolderFile) -> None:
    name, storage = row.file.name, row.file.storage
    row.state, row.file = Tray.LEFT.value, ""
    row.save(update_fields=["state", "file"])
    if name:
        transaction.on_commit(lambda: storage.delete(name))


@transaction.atomic
def take_back(*, folder: Folder, by: Actor, at: datetime) -> None:
    """The whole folder goes. Raises NotPossible where one of its documents is on the shelf already."""
    held = Folder.objects.select_for_update().get(pk=folder.pk)
    if held.undone_at is not None:
        raise NotPossible("It was taken back already.")
    if held.files.filter(state=Tray.SHELVED.value).exists():
        raise NotPossible("Some of it is on the shelf already. Leave out what you do not want instead.")
    for row in held.files.select_for_update().filter(state=Tray.WAITS.value):
        _forget(row)
    held.undone_at = at
    held.save(update_fields=["undone_at"])
    record("moving-in.folder-back", subject=f"folder:{held.pk}", words=f"Took back “{held.name}”.", by=by, at=at)
