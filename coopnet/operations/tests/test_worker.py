"""The worker does jobs and tasks, outlives a database that goes away, and stops when told."""

import threading
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import OperationalError
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from coopnet.kit import clock, registry
from coopnet.kit.models import Submission
from coopnet.kit.registry import Job
from coopnet.operations import schedule, tidying, worker
from coopnet.operations.models import ScheduledJob
from coopnet.operations.tests import sample_task

AT = datetime(2026, 11, 25, 12, tzinfo=UTC)
PATIENCE = 60


def test_jobs_and_tasks_are_done_and_the_worker_stops(own_database: str, monkeypatch: pytest.MonkeyPatch) -> None:
    done = threading.Event()

    def run(at: datetime) -> str:
        done.set()
        return "done"

    monkeypatch.setattr(worker, "PAUSE", 0.02)
    monkeypatch.setattr(registry, "jobs", lambda: [Job("a", timedelta(hours=1), run, "A job")])
    sample_task.DONE.clear()
    sample_task.ring.enqueue()
    working = worker.Worker()
    working.start()
    try:
        assert done.wait(PATIENCE)
        assert sample_task.DONE.wait(PATIENCE)
    finally:
        assert working.stop(wait=PATIENCE)
    assert ScheduledJob.objects.get(name="a").lease_key == ""
    assert DBTaskResult.objects.get().status == TaskResultStatus.SUCCESSFUL


def test_letters_do_not_wait_for_a_long_job(own_database: str, monkeypatch: pytest.MonkeyPatch) -> None:
    begun, posted, released = threading.Event(), threading.Event(), []

    def backup(at: datetime) -> str:
        begun.set()
        released.append(posted.wait(PATIENCE))
        return "written"

    def post(at: datetime) -> str:
        if begun.wait(PATIENCE):
            posted.set()
        return "posted"

    jobs = [
        Job("a-backup", timedelta(hours=1), backup, "Takes long"),
        Job("letters", timedelta(seconds=10), post, "Waits for nothing"),
    ]
    monkeypatch.setattr(worker, "PAUSE", 0.02)
    monkeypatch.setattr(registry, "jobs", lambda: jobs)
    working = worker.Worker()
    working.start()
    try:
        assert posted.wait(PATIENCE)
    finally:
        assert working.stop(wait=PATIENCE)
    assert released == [True]


@pytest.mark.parametrize("fault", [OperationalError("server closed the connection unexpectedly"), RuntimeError("?")])
def test_a_database_that_goes_away_is_waited_for(
    fault: Exception, own_database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers = threading.Event()
    asked = []

    def run_due(*, worker: str, which: object) -> list[str]:
        asked.append(worker)
        if len(asked) == 1:
            raise fault
        answers.set()
        return []

    monkeypatch.setattr(worker, "PAUSE", 0.02)
    monkeypatch.setattr(worker, "AFTER_FAULT", 0.02)
    monkeypatch.setattr(schedule, "run_due", run_due)
    working = worker.Worker()
    working.start()
    try:
        assert answers.wait(PATIENCE)
    finally:
        assert working.stop(wait=PATIENCE)


def task_row(started: datetime, tries: int) -> Any:
    sample_task.ring.enqueue()
    row = DBTaskResult.objects.order_by("-enqueued_at").first()
    assert row is not None
    DBTaskResult.objects.filter(pk=row.pk).update(
        status=TaskResultStatus.RUNNING, started_at=started, worker_ids=["w"] * tries
    )
    return row


def test_a_task_of_a_killed_worker_is_given_to_another_three_times_at_most(db: None) -> None:
    old = clock.machine_now() - timedelta(hours=2)
    again, given_up, fresh = task_row(old, 1), task_row(old, 3), task_row(clock.machine_now(), 1)
    assert tidying.sweep(AT) == "1 tasks given to another worker, 1 given up"
    states = [DBTaskResult.objects.get(pk=row.pk).status for row in (again, given_up, fresh)]
    assert states == [TaskResultStatus.READY, TaskResultStatus.FAILED, TaskResultStatus.RUNNING]
    assert tidying.sweep(AT) == ""


def test_what_has_served_its_time_goes_and_nothing_else(db: None) -> None:
    for days in (1, 31):
        Submission.objects.create(
            key=f"00000000-0000-4000-8000-0000000000{days:02}", answer="/", made_at=AT - timedelta(days=days)
        )
    old, new = task_row(AT, 1), task_row(AT, 1)
    finished = {old: clock.machine_now() - timedelta(days=15), new: clock.machine_now()}
    for row, moment in finished.items():
        DBTaskResult.objects.filter(pk=row.pk).update(status=TaskResultStatus.SUCCESSFUL, finished_at=moment)
    assert tidying.tidy(AT) == "2 old rows removed"
    assert Submission.objects.count() == 1
    assert DBTaskResult.objects.get().pk == new.pk
