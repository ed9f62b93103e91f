"""What the worker does so that nothing is lost: online copies, nightly archives, the monthly restore test."""

import contextlib
import json
import os
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from pathlib import Path

from coopnet.kit.clock import london_day
from coopnet.operations import backup, database
from coopnet.operations.models import RestoreTest
from coopnet.operations.places import archive_days, archive_of, archives, copies, kept

NIGHT_HOUR = 2
TEST_EVERY = timedelta(days=28)
PATIENCE = 1800
_PROGRAM = """
import sys
from coopnet.__main__ import main
archive, again = sys.argv[1:]
sys.exit(main(["restore", archive]) or main(["verify", "--json"]) or main(["backup", again]))
"""


def copy_online(at: datetime) -> str:
    """A whole, sound copy of the SQLite file while everybody goes on working; the one before it is kept as well."""
    if not database.is_file():
        return "PostgreSQL keeps its own log; see the guide"
    folder = copies()
    folder.mkdir(parents=True, exist_ok=True)
    making, last, before = (folder / f"coopnet.{name}" for name in ("making", "sqlite3", "before.sqlite3"))
    making.unlink(missing_ok=True)
    with (
        contextlib.closing(sqlite3.connect(f"file:{database.path()}?mode=ro", uri=True)) as source,
        contextlib.closing(sqlite3.connect(making)) as target,
    ):
        source.backup(target)
        target.execute("PRAGMA journal_mode=DELETE")
    _to_disk(making)
    if last.exists():
        last.replace(before)
    making.replace(last)
    _to_disk(folder)
    return f"{last.stat().st_size // 1024} kB"


def _to_disk(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def archive_nightly(at: datetime) -> str:
    """Once a night, the whole network in one file. Asked every hour, so that a machine that slept makes up for it."""
    today = london_day(at)
    file = archive_of(today)
    if file.exists() or london_day(at - timedelta(hours=NIGHT_HOUR)) != today:
        return ""
    archives().mkdir(parents=True, exist_ok=True)
    backup.write(file, at=at)
    removed = _thin(today)
    return f"{file.name}, {file.stat().st_size // 1024} kB" + (f"; {removed} old ones removed" if removed else "")


def _thin(today: date) -> int:
    days = archive_days()
    gone = set(days) - kept(days, today)
    for day in gone:
        archive_of(day).unlink()
    return len(gone)


def restore_test_monthly(at: datetime) -> str:
    """Read the newest archive into an empty place, compare and check it, and write down what came of it."""
    newest = RestoreTest.objects.order_by("-at", "-pk").first()
    if newest is not None and newest.held and at - newest.at < TEST_EVERY:
        return ""
    if newest is not None and not newest.held and at - newest.at < timedelta(days=1):
        return ""
    days = archive_days()
    if not days:
        return ""
    test = restore_test(archive_of(days[-1]), at=at)
    return f"{test.archive}: {test.words}"


def restore_test(archive: Path, *, at: datetime, prepared: Path | None = None) -> RestoreTest:
    """One restore test, in processes of its own with a data folder of its own, on SQLite whatever our engine is: it
    cannot touch the network. ``prepared`` may name an empty database of this version, to spare making one.
    """
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="coopnet-restore-") as name:
        folder = Path(name)
        if prepared is not None:
            (folder / "coopnet.sqlite3").write_bytes(prepared.read_bytes())
        held, words = _restore_in(folder, archive)
    return RestoreTest.objects.create(
        at=at, archive=archive.name, held=held, words=words[:500], seconds=round(time.monotonic() - began)
    )


def _restore_in(folder: Path, archive: Path) -> tuple[bool, str]:
    apart = {
        k: v for k, v in os.environ.items() if k not in ("DATABASE_URL", "SECRET_KEY", "EMAIL_URL", "ALLOWED_HOSTS")
    }
    apart |= {"COOPNET_DATA_DIR": str(folder), "COOPNET_MODE": "embedded"}
    again = folder / "again.coopnet"
    code, said, complaint = _apart([str(archive), str(again)], apart, folder)
    if broken := _broken(said):
        return False, f"After the restore a check found something wrong: {broken}"
    if code != 0:
        return False, complaint
    ours, theirs = (backup.digests(path) for path in (archive, again))
    if different := _different(ours, theirs):
        return False, f"These tables came back otherwise: {', '.join(different[:5])}"
    return True, f"{len(ours)} tables came back equal, and every check held"


def _different(ours: Mapping[str, str], theirs: Mapping[str, str]) -> list[str]:
    return sorted(name for name in ours.keys() | theirs.keys() if ours.get(name) != theirs.get(name))


def _apart(arguments: list[str], environment: dict[str, str], folder: Path) -> tuple[int, str, str]:
    """Exit code, what was said and the last complaint of the process that restores, verifies and writes again."""
    try:
        ran = subprocess.run(  # noqa: S603 - our own program with two paths of our own
            [sys.executable, "-c", _PROGRAM, *arguments],
            env=environment,
            cwd=folder,
            capture_output=True,
            text=True,
            timeout=PATIENCE,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return -1, "", f"It took longer than {PATIENCE // 60} minutes."
    complaints = ran.stderr.strip().splitlines()
    return ran.returncode, ran.stdout, complaints[-1] if complaints else f"It ended with {ran.returncode}."


def _broken(said: str) -> str:
    """The promises that did not hold, from the one line of JSON among what was said."""
    for line in said.splitlines():
        with contextlib.suppress(ValueError):
            found = json.loads(line)
            return ", ".join(str(part["name"]) for part in found["broken"])
    return ""
