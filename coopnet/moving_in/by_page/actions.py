"""Looking at an export that came by a page, asking for it, bringing it in by the worker, dropping it."""

import hashlib
import tempfile
import zipfile
import zlib
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

from django.core.files.uploadedfile import UploadedFile
from django.db import IntegrityError, transaction

from coopnet.accounts.models import User
from coopnet.audit.actions import record
from coopnet.kit.actors import Actor
from coopnet.moving_in import actions
from coopnet.moving_in.actions import NotPossible
from coopnet.moving_in.by_page.telling import progress_file, told_of
from coopnet.moving_in.enums import Stage
from coopnet.moving_in.models import Export, Move
from coopnet.moving_in.wordpress.plan import plan
from coopnet.moving_in.wordpress.reading import read
from coopnet.moving_in.wordpress.text import UnreadableExport

MOST_EXPORT = 100 * 1024 * 1024
MOST_UPLOADS = 500 * 1024 * 1024
UNPACKED = 1024 * 1024 * 1024
MOST_FILES = 20_000
# A worker that died leaves nothing half done, for all is one transaction; after this the export is taken up again.
LOST_AFTER = timedelta(hours=1)
OURS = "Something went wrong on our side, and nothing came in. Try once more, or tell whoever keeps the machine."
_BLOCK = 1 << 20


def _digest(file: UploadedFile[Any]) -> str:
    sha = hashlib.sha256()
    for chunk in file.chunks():
        sha.update(chunk)
    file.seek(0)
    return sha.hexdigest()


def _checked(file: UploadedFile[Any], uploads: UploadedFile[Any] | None) -> None:
    if (file.size or 0) > MOST_EXPORT:
        raise NotPossible("An export by this page has at most 100 MB. Send it as .gz or .zip, or use the command.")
    if uploads is None:
        return
    if (uploads.size or 0) > MOST_UPLOADS:
        raise NotPossible("The zip of files has at most 500 MB. Use the command for a larger one.")
    if not zipfile.is_zipfile(uploads):
        raise NotPossible("The files of the old site come as one zip of the folder wp-content/uploads.")
    uploads.seek(0)


@transaction.atomic
def look(*, file: UploadedFile[Any], uploads: UploadedFile[Any] | None, by: User, at: datetime) -> Export:
    """Keep an export and say what would happen. Nothing of the site changes.

    Raises NotPossible for what is no export, is too large, or is in already.
    """
    _checked(file, uploads)
    digest = _digest(file)
    if Move.objects.filter(digest=digest, undone_at__isnull=True).exists():
        raise NotPossible("This very file is brought in already. Take that back first.")
    earlier = Export.objects.filter(digest=digest, stage__in=[Stage.SEEN.value, Stage.WAITS.value, Stage.RUNS.value])
    if earlier.exists():
        raise NotPossible("This very file stands in the list already.")
    name = (file.name or "export.xml").replace("\\", "/").rpartition("/")[2][-200:]
    suffix = next((end for end in (".gz", ".zip") if name.lower().endswith(end)), ".xml")
    made = Export(name=name, digest=digest, told={}, stage=Stage.SEEN.value, sent_by=by, at=at)
    try:
        made.file.save(f"{uuid4()}{suffix}", file, save=False)
        if uploads is not None:
            made.uploads.save(f"{uuid4()}.zip", uploads, save=False)
        made.told = told_of(plan(read(Path(made.file.path))))
        made.save()
    except BaseException as error:
        _delete(made)
        if isinstance(error, UnreadableExport):
            raise NotPossible(str(error).replace(Path(made.file.name or "").name, name)) from error
        raise
    record("moving-in.export-seen", subject=f"export:{made.key}", words=f"Looked at {name}.", by=by, at=at)
    return made


def _delete(export: Export) -> None:
    for one in (export.file, export.uploads):
        if one:
            one.storage.delete(str(one.name))


def _locked(export: Export, *stages: Stage) -> Export:
    found = Export.objects.select_for_update(of=("self",)).get(pk=export.pk)
    if Stage(found.stage) not in stages:
        raise NotPossible("This export does not stand there any more. Load the page again.")
    return found


@transaction.atomic
def ask(*, export: Export, by: Actor, at: datetime) -> Export:
    """The worker brings it in next. Raises NotPossible while another one waits or is brought in."""
    Export.objects.select_for_update().filter(stage__in=[Stage.WAITS.value, Stage.RUNS.value]).first()
    found = _locked(export, Stage.SEEN, Stage.FAILED)
    if Export.objects.filter(stage__in=[Stage.WAITS.value, Stage.RUNS.value]).exists():
        raise NotPossible("Another export is being brought in. Wait until it is there.")
    found.stage, found.why = Stage.WAITS.value, ""
    found.save(update_fields=["stage", "why"])
    record("moving-in.export-asked", subject=f"export:{found.key}", words=f"Asked for {found.name}.", by=by, at=at)
    return found


@transaction.atomic
def drop(*, export: Export, by: Actor, at: datetime) -> None:
    """It is not wanted; its files go."""
    found = _locked(export, Stage.SEEN, Stage.WAITS, Stage.FAILED)
    found.stage = Stage.DROPPED.value
    found.save(update_fields=["stage"])
    record("moving-in.export-dropped", subject=f"export:{found.key}", words=f"Dropped {found.name}.", by=by, at=at)
    transaction.on_commit(lambda: _delete(found))


def bring_next(*, by: Actor, at: datetime) -> str:
    """Bring in the export that waits, if there is one; the name of what was done."""
    Export.objects.filter(stage=Stage.RUNS.value, begun_at__lt=at - LOST_AFTER).update(stage=Stage.WAITS.value)
    waiting = Export.objects.filter(stage=Stage.WAITS.value).order_by("at", "pk").first()
    if waiting is None:
        return ""
    try:
        with transaction.atomic():
            mine = Export.objects.filter(pk=waiting.pk, stage=Stage.WAITS.value)
            if not mine.update(stage=Stage.RUNS.value, begun_at=at):
                return ""
    except IntegrityError:
        return ""  # another worker has just taken one
    progress = progress_file(waiting)
    try:
        with tempfile.TemporaryDirectory() as folder:
            uploads = _unpacked(waiting, Path(folder))
            site = read(Path(waiting.file.path))
            with transaction.atomic():
                move = actions.bring_in(
                    plan=plan(site), file=Path(waiting.file.path), old_site=site.address, uploads=uploads,
                    say=lambda line: _say(progress, line), by=by, at=at,
                )  # fmt: skip
                move.file = waiting.name
                move.save(update_fields=["file"])
                Export.objects.filter(pk=waiting.pk).update(stage=Stage.DONE.value, move=move)
    except (UnreadableExport, NotPossible) as refusal:
        Export.objects.filter(pk=waiting.pk).update(stage=Stage.FAILED.value, why=str(refusal)[:500])
        return f"{waiting.name} could not be brought in"
    except Exception:
        # Whoever asked sees it, and it is not tried again by itself every hour; the log of the worker says what it was.
        Export.objects.filter(pk=waiting.pk).update(stage=Stage.FAILED.value, why=OURS)
        raise
    finally:
        progress.unlink(missing_ok=True)
    _delete(waiting)
    Export.objects.filter(pk=waiting.pk).update(file="", uploads="")
    return f"{waiting.name} is in"


def _say(progress: Path, line: str) -> None:
    progress.write_text(line)


def _unpacked(export: Export, folder: Path) -> Path | None:
    """The files of the old site, unpacked inside ``folder`` alone. Raises NotPossible for a zip that bursts."""
    if not export.uploads:
        return None
    left, count = UNPACKED, 0
    root = folder.resolve()
    try:
        with zipfile.ZipFile(export.uploads.path) as archive:
            for member in archive.infolist():
                place = (root / member.filename).resolve()
                if member.is_dir() or not place.is_relative_to(root) or member.flag_bits & 1:
                    continue
                count += 1
                if count > MOST_FILES or member.file_size > left:
                    raise NotPossible("The zip of files holds more than 1 GB or 20,000 files. Use the command instead.")
                place.parent.mkdir(parents=True, exist_ok=True)
                with archive.open(member) as inside, place.open("wb") as outside:
                    while block := inside.read(_BLOCK):
                        left -= len(block)
                        if left < 0:
                            raise NotPossible("The zip of files holds more than 1 GB. Use the command instead.")
                        outside.write(block)
    except NotImplementedError as error:
        raise NotPossible("The zip of files is packed in a way that we cannot read. Make it again.") from error
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError) as error:
        raise NotPossible("The zip of files is broken. Make it again, or leave it out.") from error
    return root
