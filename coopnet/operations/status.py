"""What the status page says: first for everybody, then for those who look after the machine."""

import shutil
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings

from coopnet.kit import registry
from coopnet.operations import places
from coopnet.operations.models import FrozenSubject, RestoreTest, ScheduledJob

LATE = timedelta(minutes=15)
COPY_LATE = timedelta(minutes=20)
ARCHIVE_LATE = timedelta(hours=36)
RESTORE_LATE = timedelta(days=40)
LITTLE_ROOM = 500_000_000
ROOM = "Room on the disk"


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that is as it should be, or not. ``at`` is the machine's moment of the last good news."""

    words: str
    good: bool
    said: str
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class JobLine:
    """A job by the clock for the table."""

    words: str
    state: str
    good: bool
    last: datetime | None
    next: datetime | None
    said: str


def paused() -> list[FrozenSubject]:
    """Subjects whose changes are paused, oldest first. One query."""
    return list(FrozenSubject.objects.filter(ended_at__isnull=True).order_by("since", "pk"))


def public_line(machine: datetime) -> Line:
    """One sentence for everybody: when the network's own checks last held. Nothing about the machine."""
    promises = ScheduledJob.objects.filter(name="operations.promises").first()
    stopped = paused()
    if stopped:
        subjects = ", ".join(row.subject for row in stopped)
        return Line("Checks", False, f"Changes to these parts are paused while people look: {subjects}.")
    if promises is None or promises.succeeded_at is None:
        return Line("Checks", True, "The network answers. Its own checks have not run yet.")
    if promises.failures:
        return Line("Checks", False, "Some of the network’s own checks could not run.", promises.succeeded_at)
    return Line("Checks", True, "The network answers, and all its own checks held.", promises.succeeded_at)


def machine_lines(machine: datetime, at: datetime) -> list[Line]:
    """For officers: worker, copy, backup, restore test, room on the disk."""
    jobs = {row.name: row for row in ScheduledJob.objects.order_by("name")}
    return [
        _worker(jobs, machine),
        _copy(jobs.get("operations.copy"), machine),
        _archive(jobs.get("operations.archive")),
        _restore(at),
        _room(),
    ]


def _worker(jobs: dict[str, ScheduledJob], machine: datetime) -> Line:
    last = max((row.succeeded_at for row in jobs.values() if row.succeeded_at), default=None)
    if last is None or machine - last > LATE:
        return Line("Worker", False, "No job was done lately. Start it: coopnet worker", last)
    return Line("Worker", True, "It does jobs and posts letters.", last)


def _copy(row: ScheduledJob | None, machine: datetime) -> Line:
    if row is None or row.succeeded_at is None:
        return Line("Copy every five minutes", False, "None was made yet.")
    good = machine - row.succeeded_at < COPY_LATE
    return Line("Copy every five minutes", good, row.line, row.succeeded_at)


def _archive(row: ScheduledJob | None) -> Line:
    days = places.archive_days()
    when = row.succeeded_at if row is not None else None
    if not days:
        said = row.error if row is not None and row.error else "The first is made after 2am."
        return Line("Nightly backup", row is None or not row.error, said, when)
    file = places.archive_of(days[-1])
    size = file.stat().st_size // 1024
    return Line(
        "Nightly backup", row is None or not row.failures, f"{file.name}, {size} kB; archives kept: {len(days)}.", when
    )


def _restore(at: datetime) -> Line:
    test = RestoreTest.objects.order_by("-at", "-pk").first()
    if test is None:
        early = len(places.archive_days()) <= 2
        return Line("Restore test", early, "None was made yet. The worker tries the newest backup.")
    good = test.held and at - test.at < RESTORE_LATE
    return Line(
        "Restore test", good, f"{test.archive}: {test.words.rstrip('.')}. It took {test.seconds} seconds.", test.at
    )


def _room() -> Line:
    free = shutil.disk_usage(Path(settings.DATA_DIR)).free
    return Line(ROOM, free > LITTLE_ROOM, f"{free // 1_000_000:,} MB are free.")


def job_lines(machine: datetime) -> list[JobLine]:
    """For officers: every declared job, when it ran, when it runs again, what it said."""
    rows = {row.name: row for row in ScheduledJob.objects.order_by("name")}
    found = []
    for job in registry.jobs():
        row = rows.get(job.name)
        if row is None:
            found.append(JobLine(job.words, "new", True, None, None, ""))
        elif row.failures:
            found.append(JobLine(job.words, "failed", False, row.succeeded_at, row.due_at, row.error))
        elif row.lease_until is not None and row.lease_until > machine:
            found.append(JobLine(job.words, "at work", True, row.succeeded_at, None, row.line))
        elif row.due_at < machine - LATE:
            found.append(JobLine(job.words, "late", False, row.succeeded_at, row.due_at, row.line))
        else:
            found.append(JobLine(job.words, "waits", True, row.succeeded_at, row.due_at, row.line))
    return found
