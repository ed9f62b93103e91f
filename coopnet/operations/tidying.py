"""Tasks that a killed worker left behind, and rows that have served their time."""

from datetime import datetime, timedelta

from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from coopnet.kit import clock
from coopnet.kit.models import Submission

STUCK = timedelta(hours=1)
TRIES = 3
RESULTS_KEPT = timedelta(days=14)
PRESSES_KEPT = timedelta(days=30)


def sweep(at: datetime) -> str:
    """Give tasks whose worker was killed to another worker, up to three times. Task times are the machine's."""
    machine = clock.machine_now()
    again = given_up = 0
    for row in DBTaskResult.objects.filter(status=TaskResultStatus.RUNNING, started_at__lt=machine - STUCK):
        mine = DBTaskResult.objects.filter(pk=row.pk, status=TaskResultStatus.RUNNING)
        if len(row.worker_ids) < TRIES:
            again += mine.update(status=TaskResultStatus.READY)
        else:
            given_up += mine.update(
                status=TaskResultStatus.FAILED, finished_at=machine, traceback="Its worker was killed three times."
            )
    return f"{again} tasks given to another worker, {given_up} given up" if again or given_up else ""


def tidy(at: datetime) -> str:
    """Remove what is no longer needed: results of old tasks, ids of forms sent long ago."""
    machine = clock.machine_now()
    finished = DBTaskResult.objects.filter(
        status__in=[TaskResultStatus.SUCCESSFUL, TaskResultStatus.FAILED], finished_at__lt=machine - RESULTS_KEPT
    )
    results, _ = finished.delete()
    presses, _ = Submission.objects.filter(made_at__lt=at - PRESSES_KEPT).delete()
    removed = results + presses
    return f"{removed} old rows removed" if removed else ""
