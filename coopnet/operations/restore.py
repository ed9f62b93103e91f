"""Reading a network back from its archive, on either engine, all or nothing."""

import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import DatabaseError, connection, transaction

from coopnet.kit.console import Refused
from coopnet.kit.models import Network
from coopnet.operations import backup, tables
from coopnet.operations.archive import Archive, Damaged, open_archive


def read(path: Path, *, instead: bool = False) -> dict[str, int]:
    """Read the archive into this network, which must be empty. Raises Refused with a sentence; then nothing changed.

    ``instead``: in place of a network that rehearses, and of no other.

    Rows that an empty network has already (schools of the package, first pages) give way to those of the archive.
    Derived indexes are not in an archive: build them anew afterwards.
    """
    try:
        with open_archive(Path(path)) as archive:
            _fits(archive, instead=instead)
            with _files_of(archive) as files:
                rows = _rows_of(archive, files)
    except Damaged as damage:
        raise Refused(str(damage)) from None
    except (DatabaseError, ValueError, TypeError) as error:
        raise Refused(f"{Path(path).name} could not be read into this database: {error}") from error
    ContentType.objects.clear_cache()
    return {"rows": rows, "files": len([name for name in archive.parts if name.startswith("media/")])}


def _fits(archive: Archive, *, instead: bool) -> None:
    name = archive.path.name
    network = Network.objects.filter(pk=1).first()
    if network is not None and not (instead and network.rehearsing_since is not None):
        raise Refused(
            f"This database holds the network “{network.name}”. A backup is read into an empty place: "
            "set COOPNET_DATA_DIR to a new folder, or DATABASE_URL to a new database."
        )
    ours, theirs = set(backup.steps()), set(archive.manifest["steps"])
    if ours != theirs:
        version = archive.manifest.get("version")
        raise Refused(
            f"{name} was made by version {version}, whose tables differ from ours "
            f"({len(ours ^ theirs)} steps). Install that version, read the backup, then run: coopnet upgrade"
        )
    here = {f"tables/{table.name}.jsonl": [column.name for column in table.columns] for table in tables.tables()}
    there = {part: said["columns"] for part, said in archive.parts.items() if part.startswith("tables/")}
    if here != there:
        raise Refused(f"{name} does not hold the tables that this version has.")


def _rows_of(archive: Archive, files: "_Files") -> int:
    """Everything in one transaction; the files change places just before it is made good."""
    ours = tables.tables()
    with transaction.atomic():
        with _guards_off([table.name for table in ours]):
            _empty([table.name for table in ours] + tables.left_out_here())
            rows = sum(tables.insert(table, _lines(archive, table)) for table in ours)
            connection.check_constraints()
        files.put_in_place()
        tables.set_counters(archive.manifest["counters"])  # last: PostgreSQL does not take this one back
    files.keep()
    return rows


def _lines(archive: Archive, table: tables.Table) -> Iterator[list[object]]:
    for line in archive.read(f"tables/{table.name}.jsonl"):
        yield json.loads(line)


@contextmanager
def _guards_off(names: list[str]) -> Iterator[None]:
    """Triggers guard what people do to a living network; here the archive is the judge. They come back in the same
    transaction, so no other connection ever sees the tables without them."""
    marks = ", ".join(["%s"] * len(names))
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(
                f"SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name IN ({marks})",  # noqa: S608 - marks only
                names,
            )
            triggers = cursor.fetchall()
            for name, _ in triggers:
                cursor.execute(f"DROP TRIGGER {connection.ops.quote_name(name)}")
            yield
            for _, statement in triggers:
                cursor.execute(statement)
            return
        cursor.execute(
            f"""SELECT DISTINCT c.relname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
            WHERE NOT t.tgisinternal AND pg_table_is_visible(c.oid) AND c.relname IN ({marks})""",  # noqa: S608 - marks only
            names,
        )
        guarded = [connection.ops.quote_name(row[0]) for row in cursor.fetchall()]
        for name in guarded:
            cursor.execute(f"ALTER TABLE {name} DISABLE TRIGGER USER")
        yield
        for name in guarded:
            cursor.execute(f"ALTER TABLE {name} ENABLE TRIGGER USER")


def _empty(names: list[str]) -> None:
    quoted = [connection.ops.quote_name(name) for name in names]
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(f"TRUNCATE {', '.join(quoted)}")
            return
        for name in quoted:
            cursor.execute(f"DELETE FROM {name}")  # noqa: S608 - quoted names of our own models


class _Files:
    """Uploaded files: read beside their place, moved there with the transaction, moved back if it fails."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.new = root.with_name(f".{root.name}-new-{os.getpid()}")
        self.old = root.with_name(f".{root.name}-old-{os.getpid()}")
        self._moved = False

    def put_in_place(self) -> None:
        if self.root.exists():
            self.root.rename(self.old)
        self._moved = True
        self.new.rename(self.root)

    def keep(self) -> None:
        self._moved = False

    def back(self) -> None:
        if self._moved:
            shutil.rmtree(self.root, ignore_errors=True)
            if self.old.exists():
                self.old.rename(self.root)
        shutil.rmtree(self.new, ignore_errors=True)
        shutil.rmtree(self.old, ignore_errors=True)


@contextmanager
def _files_of(archive: Archive) -> Iterator[_Files]:
    files = _Files(Path(settings.MEDIA_ROOT))
    shutil.rmtree(files.new, ignore_errors=True)
    files.new.mkdir(parents=True)
    try:
        for name in archive.parts:
            if not name.startswith("media/"):
                continue
            place = files.new.joinpath(*PurePosixPath(name).parts[1:])
            place.parent.mkdir(parents=True, exist_ok=True)
            with place.open("wb") as file:
                for block in archive.read(name):
                    file.write(block)
        yield files
    finally:
        files.back()
