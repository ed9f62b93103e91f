"""The database: is it there, is it of this version, and if it is our own file, make it so."""

import os
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from fcntl import LOCK_EX, flock
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.core.management.commands import migrate
from django.db import connection
from django.db.migrations.migration import Migration
from django.db.migrations.recorder import MigrationRecorder

from coopnet.kit import clock, registry
from coopnet.kit.actors import System
from coopnet.kit.console import Refused, say
from coopnet.kit.models import Network
from coopnet.register import facts

Step = tuple[str, str]
Echo = Callable[[str], None]


def shipped() -> set[Step]:
    """Every migration step on disk. Reads file names only, so that a start does not pay for importing them."""
    found: set[Step] = set()
    for app in apps.get_app_configs():
        for path in Path(app.path, "migrations").glob("*.py"):
            if path.name[0] not in "_~":
                found.add((app.label, path.stem))
    return found


def recorded() -> set[Step]:
    """Every step that the database says it has taken; none for an empty database."""
    recorder = MigrationRecorder(connection)
    if not recorder.has_table():
        return set()
    return set(recorder.migration_qs.values_list("app", "name"))


def state() -> str:
    """``empty``, ``current``, ``behind`` (steps are missing) or ``ahead`` (made by a newer Coopnet)."""
    done = recorded()
    if not done:
        return "empty"
    ours = {app.label for app in apps.get_app_configs() if app.name.startswith("coopnet.")}
    ship = shipped()
    if any(step[0] in ours for step in done - ship):
        return "ahead"
    return "behind" if ship - done else "current"


def ensure(*, echo: Echo = say, with_facts: bool = True, upgrade: bool = False) -> None:
    """Make the database ready for this version. Costs a few milliseconds when it is.

    Our own SQLite file is made or brought up to date by whatever command opens it, after a copy beside it. A PostgreSQL
    database is filled when it is empty, and changed only by ``coopnet upgrade`` (``upgrade=True``).
    ``with_facts`` loads the small table of co-operative schools into a new database.
    """
    with _one_at_a_time():
        found = state()
        if found == "ahead":
            raise Refused(
                "This database was made by a newer Coopnet. Install that version or later; this one would harm it."
            )
        if found == "current":
            if upgrade:
                complete(echo)
            return
        if found == "behind":
            if connection.vendor != "sqlite" and not upgrade:
                raise Refused(
                    "The database is of an older version. Make a backup, try the upgrade on a copy, then run: "
                    "coopnet upgrade"
                )
            _keep_a_copy(echo)
        _migrate("Making the database" if found == "empty" else "Bringing the database up to date", echo)
        if with_facts and found == "empty":
            load_facts(echo)
        if found == "behind":
            complete(echo)


def complete(echo: Echo = say) -> None:
    """Give a network of an older version what a new one is founded with. Doing it again changes nothing."""
    if Network.objects.exists():
        for upgrade in registry.upgrades():
            if words := upgrade.run(clock.now()):
                echo(words)


def load_facts(echo: Echo = say) -> None:
    """The co-operative schools that the package ships. Loading them again changes nothing."""
    echo("Reading the table of co-operative schools")
    facts.load(by=System("facts"), at=clock.now())


def is_file() -> bool:
    """Whether the database is our own SQLite file."""
    return connection.vendor == "sqlite"


def path() -> Path:
    """Where the SQLite file is."""
    return Path(str(connection.settings_dict["NAME"]))


def _migrate(heading: str, echo: Echo) -> None:
    total = len(shipped() - recorded())
    echo(f"{heading}: {total} steps")
    began = last = time.monotonic()
    done = 0

    class Told(migrate.Command):
        def migration_progress_callback(
            self, action: str, migration: Migration | None = None, fake: bool = False
        ) -> None:
            nonlocal done, last
            if action == "apply_success":
                done += max(1, len(migration.replaces)) if migration else 1
                if time.monotonic() - last > 4:
                    last = time.monotonic()
                    echo(f"  {min(done, total)} of {total}")

    with _quick_while_empty():
        call_command(Told(), verbosity=0, interactive=False)
    echo(f"  done in {time.monotonic() - began:.0f} seconds")


@contextmanager
def _quick_while_empty() -> Iterator[None]:
    """A file that holds nothing yet need not reach the disk at each of two hundred steps; once, at the end, it must."""
    if not is_file() or recorded():
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA synchronous=OFF")
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA synchronous=FULL")
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _keep_a_copy(echo: Echo) -> None:
    """Before an upgrade, the file as it was."""
    if not is_file():
        return
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    folder = Path(settings.DATA_DIR) / "copies"
    folder.mkdir(parents=True, exist_ok=True)
    copy = folder / f"before-upgrade-{clock.machine_now():%Y%m%dT%H%M%S}.sqlite3"
    shutil.copy2(path(), copy)
    echo(f"The database as it was is kept in {copy}")


@contextmanager
def _one_at_a_time() -> Iterator[None]:
    """Two processes that start together must not both make the database."""
    if is_file():
        lock = Path(settings.DATA_DIR) / "upgrade.lock"
        lock.parent.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(lock, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            flock(descriptor, LOCK_EX)
            yield
        finally:
            os.close(descriptor)
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(20091)")
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(20091)")
