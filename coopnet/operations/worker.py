"""The worker: does jobs by the clock and queued tasks, until told to stop.

Jobs that come round within a minute have a thread of their own: a code to sign in by must not wait for the nightly
backup or for a restore test.
"""

import signal
import threading
from collections.abc import Callable
from datetime import timedelta
from functools import partial

import structlog
from django.db import DatabaseError, InterfaceError, close_old_connections, connection
from django_tasks_db.management.commands.db_worker import Worker as TaskWorker

from coopnet.kit import clock
from coopnet.kit.registry import Job
from coopnet.operations import schedule

BRISK = timedelta(minutes=1)
PAUSE = 1.0
AFTER_FAULT = 5.0
_log = structlog.get_logger("coopnet.worker")


def is_brisk(job: Job) -> bool:
    """Whether people wait for it."""
    return job.every <= BRISK


def is_steady(job: Job) -> bool:
    """Whether it may take its time."""
    return not is_brisk(job)


class Worker:
    """Three threads and a way to stop them. A database that goes away is waited for, not died of; so is any fault."""

    def __init__(self) -> None:
        self._keys: dict[Callable[[Job], bool], str] = {
            is_brisk: schedule.worker_key(),
            is_steady: schedule.worker_key(),
        }
        self._stop = threading.Event()
        self._tasks = TaskWorker(
            queue_names=["*"],
            interval=PAUSE,
            batch=False,
            backend_name="default",
            startup_delay=False,
            max_tasks=None,
            worker_id=schedule.worker_key()[:64],
            excluded_queue_names=[],
        )
        self._threads = [
            threading.Thread(target=self._keep_on, args=(partial(self._clock, which),), name=name, daemon=True)
            for which, name in ((is_brisk, "coopnet-brisk"), (is_steady, "coopnet-clock"))
        ]
        self._threads.append(
            threading.Thread(target=self._keep_on, args=(self._queue,), name="coopnet-tasks", daemon=True)
        )

    def start(self) -> None:
        """Begin; returns at once."""
        for thread in self._threads:
            thread.start()

    def stop(self, *, wait: float = 20) -> bool:
        """Finish what is being done and end. False when something still runs after ``wait`` seconds."""
        self._stop.set()
        self._tasks.running = False
        for thread in self._threads:
            thread.join(wait)
        return not any(thread.is_alive() for thread in self._threads)

    def wait(self) -> None:
        """Until stopped by SIGTERM or SIGINT. For the main thread of ``coopnet worker``."""
        for sign in (signal.SIGTERM, signal.SIGINT):
            signal.signal(sign, lambda *_: self._stop.set())
        self._stop.wait()

    def _keep_on(self, step: Callable[[], None]) -> None:
        while not self._stop.is_set():
            try:
                step()
            except (DatabaseError, InterfaceError) as error:
                _log.warning("the database does not answer; trying again", error=str(error)[:200])
                connection.close()
                self._stop.wait(AFTER_FAULT)
            except Exception:
                # A thread that ends in silence would leave letters lying until somebody looks.
                _log.exception("the worker stumbled; going on")
                connection.close()
                self._stop.wait(AFTER_FAULT)
        connection.close()

    def _clock(self, which: Callable[[Job], bool]) -> None:
        machine = clock.machine_now()
        mine = self._keys[which]
        schedule.know_jobs(machine=machine)
        schedule.free_dead(machine=machine, living=set(self._keys.values()) - {mine})
        while not self._stop.is_set():
            close_old_connections()
            schedule.run_due(worker=mine, which=which)
            self._stop.wait(PAUSE)

    def _queue(self) -> None:
        self._tasks.running = not self._stop.is_set()
        self._tasks.run()
