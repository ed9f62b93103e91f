"""A task for the tests of the worker."""

import threading

from django_tasks import task

DONE = threading.Event()


@task()
def ring() -> str:
    """Tell the test that it ran."""
    DONE.set()
    return "rung"
