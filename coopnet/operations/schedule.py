"""Jobs by the clock: which is due, who does it, what came of it.

Several workers may run: a guarded update decides who holds a job, so that none is done twice at once. A worker that was
killed holds its job only until the lease ends, or until the next worker on the same machine starts; one that could not
write down how a job ended, until it goes on.
"""

import os
import platform
import secrets
from collections.abc import Callable, Collection
from datetime import datetime, timedelta

import structlog
from django.db import transaction
from django.db.models import Q

from coopnet.kit import clock, registry
from coopnet.operations.models import ScheduledJob

LEASE = timedelta(hours=2)
RARE = timedelta(hours=6)
LATER = timedelta(minutes=10)
_log = structlog.get_logger("coopnet.jobs")


def worker_key() -> str:
    """A name for this worker: machine, process and a random word."""
    return f"{platform.node()}:{os.getpid()}:{secrets.token_hex(4)}"


def know_jobs(*, machine: datetime) -> None:
    """A row for each declared job. A new one is due at once; a rare one, which may be heavy, when the house is warm."""
    known = set(ScheduledJob.objects.values_list("name", flat=True))
    fresh = [
        ScheduledJob(name=job.name, due_at=machine + (LATER if job.every >= RARE else timedelta()))
        for job in registry.jobs()
        if job.name not in known
    ]
    if fresh:
        ScheduledJob.objects.bulk_create(fresh, ignore_conflicts=True)


def free_dead(*, machine: datetime, living: Collection[str]) -> int:
    """Take jobs back from workers of this machine that are no more. Returns how many.

    ``living``: the workers of this process that may be at a job now. Any other with our process number is gone: one of
    an earlier process (in a container that is always 1), or we ourselves, before the database went away.
    """
    freed = 0
    for row in ScheduledJob.objects.filter(lease_until__gt=machine).order_by("name"):
        node, _, rest = row.lease_key.partition(":")
        pid = rest.partition(":")[0]
        if node != platform.node() or not pid.isdigit() or row.lease_key in living:
            continue
        if int(pid) == os.getpid() or not _alive(int(pid)):
            freed += ScheduledJob.objects.filter(name=row.name, lease_key=row.lease_key).update(
                lease_until=None, lease_key="", due_at=machine
            )
    return freed


def _alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def due(*, machine: datetime) -> list[registry.Job]:
    """The declared jobs whose time has come and that nobody holds."""
    names = set(
        ScheduledJob.objects.filter(_free(machine), due_at__lte=machine).order_by("name").values_list("name", flat=True)
    )
    return [job for job in registry.jobs() if job.name in names]


def _free(machine: datetime) -> Q:
    return Q(lease_until__isnull=True) | Q(lease_until__lte=machine)


def claim(job: registry.Job, *, worker: str, machine: datetime) -> bool:
    """Take the job, if nobody was quicker."""
    taken = ScheduledJob.objects.filter(_free(machine), name=job.name, due_at__lte=machine).update(
        lease_until=machine + LEASE, lease_key=worker, began_at=machine
    )
    return taken == 1


def run(job: registry.Job, *, worker: str) -> bool:
    """Do a job that this worker holds and write down how it went. A failed job comes back after 1, 2, 4 … minutes,
    at the latest when it would have been due anyway."""
    mine = ScheduledJob.objects.filter(name=job.name, lease_key=worker)
    try:
        line = job.run(clock.now())
    except Exception as error:
        # Whatever a job does wrong must not end the worker: the others still have to run.
        machine = clock.machine_now()
        _log.exception("job failed", job=job.name)
        with transaction.atomic():
            failures = (mine.values_list("failures", flat=True).first() or 0) + 1
            wait = min(job.every, timedelta(minutes=2 ** min(failures - 1, 12)))
            words = f"{type(error).__name__}: {error}"[:300]
            mine.update(lease_until=None, lease_key="", due_at=machine + wait, failures=failures, error=words)
        return False
    machine = clock.machine_now()
    news = line != mine.values_list("line", flat=True).first()
    mine.update(
        lease_until=None,
        lease_key="",
        due_at=machine + job.every,
        succeeded_at=machine,
        line=line[:300],
        failures=0,
        error="",
    )
    if line and news:
        _log.info("job done", job=job.name, said=line)
    return True


def run_due(*, worker: str, which: Callable[[registry.Job], bool] = lambda job: True) -> list[str]:
    """Do everything that is due, one after another. Returns the names of the jobs done."""
    done = []
    for job in due(machine=clock.machine_now()):
        if which(job) and claim(job, worker=worker, machine=clock.machine_now()):
            run(job, worker=worker)
            done.append(job.name)
    return done
