"""The worker of the proof "mail", in a process without threads: it queues, and forks posters that are killed.

``python -m tests.proofs._mail_worker LETTERS KILLS SEED`` with the database and the mail server in the environment.
"""

import os
import random
import signal
import sys
import time
from datetime import UTC, datetime, timedelta

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "coopnet.config.settings"
django.setup()

from django.db import connections, transaction  # noqa: E402 - Django is ready only now

from coopnet.kit.actors import System  # noqa: E402 - Django must be set up first
from coopnet.notices import actions, tasks  # noqa: E402 - Django must be set up first
from coopnet.notices.enums import State  # noqa: E402 - Django must be set up first
from coopnet.notices.models import Letter  # noqa: E402 - Django must be set up first

AT = datetime(2026, 9, 1, 9, tzinfo=UTC)
FAULTS = {0: "+drop1", 1: "+4xx-rcpt1", 2: "+4xx-data1", 3: "+5xx-rcpt"}


def address(number: int) -> str:
    """Most letters are plain; some meet a fault once, a few are refused for good."""
    return f"school{number}{FAULTS.get(number % 100, '')}@example.org"


@transaction.atomic
def queue(letters: int) -> None:
    """All letters, one act."""
    for number in range(letters):
        actions.queue(
            kind="notice",
            key=f"proof:{number}",
            to=address(number),
            subject=f"Letter {number}",
            text="Dear school,\n\nthe forum meets on 9 October.",
            by=System("proof"),
            at=AT,
        )


def poster(at: datetime) -> None:
    """In a forked process: post all that is due and leave."""
    code = 1
    try:
        tasks.post_waiting(at)
        code = 0
    finally:
        os._exit(code)


def main(letters: int, kills: int, seed: int) -> int:
    """Post until nothing waits; returns how many posters were killed."""
    chance = random.Random(seed)
    queue(letters)
    killed, at = 0, AT
    while Letter.objects.filter(state=State.WAITING.value).exists():
        connections.close_all()
        child = os.fork()
        if child == 0:
            poster(at)
        if killed < kills:
            time.sleep(chance.uniform(0.02, 0.4))
            os.kill(child, signal.SIGKILL)
        _, status = os.waitpid(child, 0)
        killed += os.WIFSIGNALED(status)
        at += timedelta(minutes=20)
    return killed


if __name__ == "__main__":
    print(main(*(int(word) for word in sys.argv[1:])))
