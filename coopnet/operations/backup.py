"""The whole network in one file: rows of every subject and uploaded files, as at one moment.

It holds no secret key, no session and no code; it does hold people's data and the stored forms of passwords, so it is
written for its owner alone and wants to be kept like the database itself.
"""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from coopnet.kit.models import Network
from coopnet.kit.one_moment import one_moment
from coopnet.operations import tables
from coopnet.operations.archive import Damaged, Writer, open_archive

__all__ = ["Damaged", "digests", "steps", "write"]


def write(path: Path, *, at: datetime) -> dict[str, int]:
    """Write the archive and return how many rows, files and bytes it holds. Others go on reading and writing meanwhile.

    The file appears in its place only when it is whole and on the disk. Needs no memory to speak of.
    """
    path = Path(path)
    rows = 0
    with one_moment(), Writer(path) as archive:
        for table in tables.tables():
            counted = _Counted()
            columns = [column.name for column in table.columns]
            archive.add(f"tables/{table.name}.jsonl", counted.lines(table), columns=columns)
            rows += counted.rows
        files = 0
        for file in media_files():
            archive.add(f"media/{file.relative_to(settings.MEDIA_ROOT).as_posix()}", _blocks(file))
            files += 1
        network = Network.objects.filter(pk=1).first()
        archive.finish(
            made_at=at.astimezone(UTC).isoformat(timespec="seconds"),
            version=version("coopnet"),
            network=network.name if network else "",
            steps=steps(),
            counters=tables.counters(),
        )
    return {"rows": rows, "files": files, "bytes": path.stat().st_size}


def digests(path: Path) -> dict[str, str]:
    """The digest of each part of an archive, by name. Raises Damaged."""
    with open_archive(path) as archive:
        return {name: part["sha256"] for name, part in archive.parts.items()}


def steps() -> list[str]:
    """The migration steps that this database has taken: an archive fits only where these are equal."""
    return sorted(f"{app}.{name}" for app, name in MigrationRecorder(connection).applied_migrations())


def media_files() -> Iterator[Path]:
    """Uploaded files in the order of their names; links are not followed."""
    root = Path(settings.MEDIA_ROOT)
    found = [path for path in root.rglob("*") if path.is_file() and not path.is_symlink()] if root.is_dir() else []
    yield from sorted(found, key=lambda path: path.relative_to(root).as_posix())


class _Counted:
    rows = 0

    def lines(self, table: tables.Table) -> Iterator[bytes]:
        for row in tables.rows(table):
            self.rows += 1
            yield json.dumps(row, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def _blocks(file: Path) -> Iterator[bytes]:
    with file.open("rb") as opened:
        while block := opened.read(1 << 20):
            yield block
