"""Many presses of one form at one moment, each from a client of its own."""

from collections import Counter
from threading import Barrier, Thread

from django.db import connection
from django.test import Client


def press_at_once(path: str, form: dict[str, str], times: int, *, threads: int = 16) -> Counter[tuple[int, str]]:
    """Post the form so many times from so many threads; how often each answer came: status and where it leads."""
    answers: list[tuple[int, str]] = []
    failed: list[BaseException] = []
    gate = Barrier(threads)

    def run(count: int) -> None:
        try:
            gate.wait(30)
            for _ in range(count):
                answer = Client().post(path, form)
                answers.append((answer.status_code, answer.headers.get("Location", "")))
        except BaseException as error:
            failed.append(error)
        finally:
            connection.close()

    each, rest = divmod(times, threads)
    workers = [Thread(target=run, args=(each + (place < rest),)) for place in range(threads)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(120)
    assert failed == []
    return Counter(answers)
