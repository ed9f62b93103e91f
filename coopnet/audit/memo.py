"""Answers that are worked out once and kept in memory until the next act.

Every change of the network is an act in the record, and the end of the chain is different after each. So an answer that
depends on the database alone holds as long as the end of the chain is the same: one small question in place of many.
"""

from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from threading import Lock
from typing import Any, TypeVar

from django.db import connection
from django.utils.translation import get_language

from coopnet.audit.models import Head

T = TypeVar("T")

# More answers than the pages of a day need; past it all go, and are worked out anew.
MOST = 128

_lock = Lock()
_kept: dict[Hashable, Any] = {}
_end: list[tuple[str, str]] = [("", "")]
# The end of the chain as this page saw it when it began; nothing where the database is to be asked.
_seen: ContextVar[str | None] = ContextVar("seen", default=None)


@contextmanager
def one_state(digest: str) -> Iterator[None]:
    """Take this for the end of the chain until left, in place of asking each time: for a page that only reads."""
    before = _seen.set(digest)
    try:
        yield
    finally:
        _seen.reset(before)


def forget() -> None:
    """An act was recorded here after all: ask the database from now on."""
    if _seen.get() is not None:
        _seen.set(None)


def remembered(key: Hashable, make: Callable[[], T]) -> T:
    """What ``make`` answers, from memory where no act was recorded since. The answer must not be changed by whoever
    gets it, must depend on ``key`` and the database alone (no clock), and must be of a kind that ``key`` names.

    Inside a transaction nothing is kept or taken: there the database may hold what no act tells of yet. The end of the
    chain is read before ``make`` reads, so that an answer can be newer than its key, and never older. Each language
    has answers of its own, for they may hold words of the interface.
    """
    if connection.in_atomic_block:
        return make()
    seen = _seen.get()
    digest = Head.objects.values_list("digest", flat=True).filter(pk=1).first() or "" if seen is None else seen
    key = (get_language(), key)
    end = (str(connection.settings_dict["NAME"]), digest)
    with _lock:
        if _end[0] == end and key in _kept:
            found: T = _kept[key]
            return found
    made = make()
    with _lock:
        if _end[0] != end or len(_kept) >= MOST:
            _kept.clear()
            _end[0] = end
        _kept[key] = made
    return made
