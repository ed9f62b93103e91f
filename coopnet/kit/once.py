"""Pressed twice is once done; the same form with other words is told apart from a second press."""

import hashlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.http import HttpRequest

from coopnet.kit.models import Submission

# The request that is being answered, where there is one: its words are a part of what was pressed.
_sent: ContextVar[HttpRequest | None] = ContextVar("sent", default=None)


class OtherWords(Exception):
    """This form was acted upon already, with other words. What was sent first stands; the text says so, for people."""


@contextmanager
def answering(request: HttpRequest) -> Iterator[None]:
    """While this is open, the words of the request are what ``once`` compares."""
    before = _sent.set(request)
    try:
        yield
    finally:
        _sent.reset(before)


def _words() -> str:
    """SHA-256 of where and what was sent, but for the id and the token; empty outside of a request."""
    request = _sent.get()
    if request is None or request.method != "POST":
        return ""
    held = hashlib.sha256(request.get_full_path().encode())
    for name in sorted(request.POST):
        if name == "csrfmiddlewaretoken" or name.endswith("submission"):
            continue
        for value in request.POST.getlist(name):
            held.update(f"\x00{len(name)} {name}{len(value)} {value}".encode())
    for name in sorted(request.FILES):
        for file in request.FILES.getlist(name):
            held.update(f"\x00{name}\x00{file.name}\x00{file.size}".encode())
    return held.hexdigest()


def once(key: UUID, do: Callable[[], str], *, at: datetime) -> str:
    """Run ``do`` for the first press of a form and keep the address it returns; give later presses the same address.

    ``do`` runs in one transaction with the note that it ran: both stand or neither does. The unique key decides a race.
    Raises OtherWords where the form was acted upon with other words: a page that was gone back to and changed.
    """
    words = _words()
    try:
        with transaction.atomic():
            submission = Submission.objects.create(key=key, answer="", words=words, made_at=at)
            submission.answer = do()
            submission.save(update_fields=["answer"])
            return submission.answer
    except IntegrityError:
        earlier = Submission.objects.filter(key=key).exclude(answer="").first()
        if earlier is None:
            raise
        if words and earlier.words and earlier.words != words:
            raise OtherWords("This form was sent before, with other words. What was sent first stands.") from None
        return earlier.answer
