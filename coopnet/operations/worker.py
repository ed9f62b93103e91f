"""The worker: does jobs by the clock in one thread and queued tasks in another, until told to stop."""

import signal
import threading
from collections.abc import Callable

import structlog
from django.db import DatabaseError, InterfaceError, close_old_connections, connection
from django_tasks_db.management.commands.db_worker import Worker as TaskWorker

from coopnet.kit import clock
from coopnet.operations import schedule

PAUSE = 1.0
AFTER_FAULT = 5.0
_log = structlog.get_logger("coopnet.worker")


class Worker:
    """Two threads and a way to stop them. A database that goes away is waited for, not died of."""

    def __init__(self) -> None:
        self.key = schedule.worker_key()
        self._stop = threading.Event()
        self._tasks = TaskWorker(
            queue_names=["*"],
            interval=PAUSE,
            batch=False,
            backend_name="default",
            startup_delay=False,
            max_tasks=None,
            worker_id=self.key[:64],
            excluded_queue_names=[],
        )
        self._threads = [
            threading.Thread(target=self._keep_on, args=(self._clock,), name="coopnet-clock", daemon=True),
            threading.Thread(target=self._keep_on, args=(self._queue,), name="coopnet-tasks", daemon=True),
        ]

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
        connection.close()

    def _clock(self) -> None:
        machine = clock.machine_now()
        schedule.know_jobs(machine=machine)
        schedule.free_dead(machine=machine)
        while not self._stop.is_set():
            close_old_connections()
            schedule.run_due(worker=self.key)
            self._stop.wait(PAUSE)

    def _queue(self) -> None:
        self._tasks.running = not self._stop.is_set()
        self._tasks.run()
