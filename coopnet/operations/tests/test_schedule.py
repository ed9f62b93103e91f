"""Jobs by the clock: done when due, by one worker, again after a failure, taken back from the dead."""

import os
import platform
import threading
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from time_machine import TimeMachineFixture

from coopnet.kit import registry
from coopnet.kit.registry import Job
from coopnet.operations import schedule
from coopnet.operations.models import ScheduledJob

MACHINE = datetime(2026, 11, 25, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)


@pytest.fixture(autouse=True)
def machine_time(time_machine: TimeMachineFixture) -> None:
    time_machine.move_to(MACHINE)


@pytest.fixture
def only(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """One declared job, which notes each run; its text is what it says, or raises when it begins with !"""
    runs: list[str] = []

    def run(at: datetime) -> str:
        runs.append(at.isoformat())
        return "done"

    monkeypatch.setattr(registry, "jobs", lambda: [Job("a", HOUR, run, "A job")])
    return runs


def row() -> ScheduledJob:
    return ScheduledJob.objects.get(name="a")


def test_a_new_job_is_due_at_once_and_then_after_its_time(db: None, only: list[str]) -> None:
    schedule.know_jobs(machine=MACHINE)
    schedule.know_jobs(machine=MACHINE + HOUR)
    assert row().due_at == MACHINE
    assert schedule.run_due(worker="m:1:a") == ["a"]
    assert schedule.run_due(worker="m:1:a") == []
    assert len(only) == 1
    assert row().due_at > row().succeeded_at  # type: ignore[operator]  # it has succeeded
    assert row().line == "done"


def test_a_job_that_is_held_is_nobody_elses(db: None, only: list[str]) -> None:
    schedule.know_jobs(machine=MACHINE)
    (job,) = schedule.due(machine=MACHINE)
    assert schedule.claim(job, worker="m:1:a", machine=MACHINE)
    assert not schedule.claim(job, worker="m:2:b", machine=MACHINE)
    assert schedule.due(machine=MACHINE) == []
    assert schedule.claim(job, worker="m:2:b", machine=MACHINE + schedule.LEASE), "a lease ends"


def test_who_lost_the_lease_does_not_settle_the_job(db: None, only: list[str]) -> None:
    schedule.know_jobs(machine=MACHINE)
    (job,) = schedule.due(machine=MACHINE)
    schedule.claim(job, worker="m:1:a", machine=MACHINE)
    schedule.claim(job, worker="m:2:b", machine=MACHINE + schedule.LEASE)
    schedule.run(job, worker="m:1:a")
    assert row().lease_key == "m:2:b"


def test_a_job_that_fails_comes_back_soon_and_keeps_no_other_from_running(
    db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(at: datetime) -> str:
        raise RuntimeError("the mail server is down")

    jobs = [Job("a", HOUR, broken, "Breaks"), Job("b", HOUR, lambda at: "fine", "Holds")]
    monkeypatch.setattr(registry, "jobs", lambda: jobs)
    schedule.know_jobs(machine=MACHINE)
    assert schedule.run_due(worker="m:1:a") == ["a", "b"]
    failed = row()
    assert (failed.failures, failed.error) == (1, "RuntimeError: the mail server is down")
    assert failed.succeeded_at is None
    assert failed.began_at is not None
    assert failed.due_at - failed.began_at < timedelta(minutes=2)
    assert ScheduledJob.objects.get(name="b").failures == 0


def test_the_pause_after_failures_doubles_up_to_the_jobs_own_time(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(at: datetime) -> str:
        raise RuntimeError("again")

    job = Job("a", HOUR, broken, "Breaks")
    monkeypatch.setattr(registry, "jobs", lambda: [job])
    schedule.know_jobs(machine=MACHINE)
    pauses = []
    for _ in range(8):
        ScheduledJob.objects.update(due_at=MACHINE)
        schedule.run_due(worker="m:1:a")
        now = row()
        assert now.began_at is not None
        pauses.append(round((now.due_at - now.began_at).total_seconds() / 60))
    assert pauses == [1, 2, 4, 8, 16, 32, 60, 60]


def test_a_job_of_a_dead_worker_is_taken_back(db: None, only: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    schedule.know_jobs(machine=MACHINE)
    (job,) = schedule.due(machine=MACHINE)
    schedule.claim(job, worker=f"{platform.node()}:{os.getppid()}:a", machine=MACHINE)
    assert schedule.free_dead(machine=MACHINE, living=()) == 0, "it is alive"
    monkeypatch.setattr(schedule, "_alive", lambda pid: False)
    assert schedule.free_dead(machine=MACHINE, living=()) == 1
    assert schedule.due(machine=MACHINE) == [job]


def test_a_job_of_a_worker_with_our_own_number_is_taken_back_unless_it_lives(db: None, only: list[str]) -> None:
    """In a container the next worker has the number of the one that was killed."""
    schedule.know_jobs(machine=MACHINE)
    (job,) = schedule.due(machine=MACHINE)
    key = schedule.worker_key()
    schedule.claim(job, worker=key, machine=MACHINE)
    assert schedule.free_dead(machine=MACHINE, living=[key]) == 0
    assert schedule.free_dead(machine=MACHINE, living=[schedule.worker_key()]) == 1
    assert schedule.due(machine=MACHINE) == [job]


def test_of_many_workers_at_once_one_does_the_job(own_database: str, only: list[str]) -> None:
    schedule.know_jobs(machine=MACHINE)
    start = threading.Barrier(6)
    done: list[str] = []

    def work(number: int) -> None:
        start.wait()
        done.extend(schedule.run_due(worker=f"m:{number}:x"))
        connection.close()

    threads = [threading.Thread(target=work, args=(number,)) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert done == ["a"]
    assert len(only) == 1
