"""What the worker does for letters."""

import time
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta

import structlog
from django.conf import settings
from django.core.mail import get_connection
from django.core.mail.backends.base import BaseEmailBackend

from coopnet.notices import posting
from coopnet.notices.enums import State

log = structlog.get_logger("coopnet.notices")

LONGEST_RUN = timedelta(minutes=5)
"""Shorter than the lease of a letter, so that no letter taken in a run is given away while it lasts."""


class _Line:
    """The connection to the mail server, opened when first needed and again after it broke."""

    def __init__(self) -> None:
        self.connection: BaseEmailBackend | None = None

    def open(self) -> BaseEmailBackend:
        if self.connection is None:
            connection = get_connection()
            connection.open()
            self.connection = connection
        return self.connection

    def close(self) -> None:
        if self.connection is not None:
            with suppress(OSError):  # it broke; nothing is left to close
                self.connection.close()
            self.connection = None


def post_waiting(at: datetime) -> str:
    """Post every letter that is due, and say how many went; nothing is said when there was nothing to do.

    At least once each: a worker killed between the server's answer and our note of it leads to a second copy with the
    same Message-ID, never to a lost letter. When the mail server cannot be reached at all, letters keep their turn.
    """
    began = time.monotonic()
    given_up = posting.sweep_codes(at)
    caught = posting.catch()
    done: Counter[str] = Counter()
    line = _Line()
    trouble = ""

    def now() -> datetime:
        return at + timedelta(seconds=time.monotonic() - began)

    try:
        while (waiting := posting.due(now())) and not trouble and now() - at < LONGEST_RUN:
            for pk in waiting:
                try:
                    connection = line.open()
                except (OSError, ValueError) as error:  # smtplib's own errors are OSErrors
                    trouble = f"the mail server cannot be reached ({type(error).__name__})"
                    break
                if now() - at >= LONGEST_RUN:
                    break
                state = _post(pk, connection, line, now)
                if state is not None:
                    done[state.value] += 1
    finally:
        line.close()
    if caught:
        return f"{caught} caught in the rehearsal"
    if not (done or given_up or trouble):
        return ""
    words = f"{done[State.SENT.value]} sent, {done[State.WAITING.value]} put off, {done[State.FAILED.value]} failed"
    if given_up:
        words += f", {given_up} too late"
    return f"{words}; {trouble}" if trouble else words


def _post(pk: int, connection: BaseEmailBackend, line: _Line, now: Callable[[], datetime]) -> State | None:
    letter = posting.take(pk, now())
    if letter is None:
        return None
    refusal = posting.hand_over(letter, connection, base_url=settings.WAGTAILADMIN_BASE_URL)
    if refusal is not None and refusal.line_down:
        line.close()
    state = posting.settle(letter, refusal, now())
    if refusal is not None:
        log.warning("letter not taken", letter=letter.pk, state=state.value, reason=refusal.reason)
    return state
