"""The one question: may this account do this act, on this thing, at this moment?

The answer carries its reason. Nothing here knows where standing comes from: each subject registers its sources (terms
of office, affiliations) in ``apps.py``. Deny by default. An act that nobody declared may not be asked about.
"""

from collections.abc import Callable, Hashable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, Protocol, TypeAlias, TypeVar, runtime_checkable

from django.core.exceptions import PermissionDenied

from coopnet.kit.basis import Basis

if TYPE_CHECKING:
    # Only for types: each subject's apps.py imports this module before any model can be loaded.
    from django.contrib.auth.base_user import AbstractBaseUser
    from django.contrib.auth.models import AnonymousUser

Account: TypeAlias = "AbstractBaseUser | AnonymousUser"


@dataclass(frozen=True, slots=True)
class Act:
    """Something a person may be allowed to do. ``words`` completes the sentence "may …"; ``ask`` names who can help."""

    name: str
    words: str
    ask: str = "the network's co-ordinator"


@dataclass(frozen=True, slots=True)
class Answer:
    """Yes or no, with the reason in a sentence, and what the yes rests on."""

    allowed: bool
    reason: str
    basis: Basis | None = None

    def __bool__(self) -> bool:
        return self.allowed


@runtime_checkable
class Placed(Protocol):
    """A thing that belongs to regions. Standing that is limited to a region reaches only things placed in it."""

    def access_regions(self, at: datetime) -> frozenset[str]:
        """Keys of the regions that the thing belongs to at that moment."""


Source = Callable[[Account, str, object | None, datetime], Iterable[Answer]]

_acts: dict[str, Act] = {}
_sources: list[Source] = []
_together: ContextVar[dict[Hashable, Any] | None] = ContextVar("coopnet_access_together", default=None)
T = TypeVar("T")


@contextmanager
def together() -> Iterator[None]:
    """Questions asked inside, about one moment, share what their sources read: a menu asks twenty and reads once.

    Outside nothing is kept between two questions. Do not change anything inside.
    """
    token = _together.set({})
    try:
        yield
    finally:
        _together.reset(token)


def shared(key: Hashable, read: Callable[[], T]) -> T:
    """What ``read`` answers; inside ``together`` it is read once for a key. For sources of standing."""
    held = _together.get()
    if held is None:
        return read()
    if key not in held:
        held[key] = read()
    found: T = held[key]
    return found


def declare(act: Act) -> str:
    """Make an act known and return its name. Twice with other words is a mistake."""
    if _acts.get(act.name, act) != act:
        raise ValueError(f"The act {act.name} is declared twice with different words.")
    _acts[act.name] = act
    return act.name


def acts() -> dict[str, Act]:
    """All declared acts by name."""
    return dict(_acts)


def register_source(source: Source) -> None:
    """Add a source of standing. It yields an Answer for each ground it can speak about; silence means no ground."""
    if source not in _sources:
        _sources.append(source)


def may(account: Account, act: str, *, on: object | None = None, at: datetime) -> Answer:
    """Answer the question. Raises KeyError for an undeclared act.

    The first yes wins; otherwise the first no that a source explained; otherwise nobody has given this right.
    """
    words = _acts[act].words
    if not account.is_authenticated or not account.is_active:
        return Answer(False, f"Sign in first: only people with a role may {words}.")
    refusal: Answer | None = None
    for source in _sources:
        for answer in source(account, act, on, at):
            if answer.allowed:
                return answer
            if refusal is None:
                refusal = answer
    if refusal is None:
        refusal = Answer(False, f"No role that you hold today lets you {words}.")
    return refusal


class Denied(PermissionDenied):
    """Raised at a door; its page says who may see it and whom to ask, never whether a hidden thing exists."""

    def __init__(self, act: Act, answer: Answer) -> None:
        super().__init__(answer.reason)
        self.act = act
        self.answer = answer


def require(account: Account, act: str, *, on: object | None = None, at: datetime) -> Answer:
    """As ``may``, but a no is raised as Denied."""
    answer = may(account, act, on=on, at=at)
    if not answer:
        raise Denied(_acts[act], answer)
    return answer
