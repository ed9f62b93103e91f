"""Whom a demo offers to be. Subjects above say who is worth being; without them, every open account is offered."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from coopnet.accounts.models import User


@dataclass(frozen=True, slots=True)
class Offered:
    """Somebody to be: the account, and in words what they do ("Co-ordinator", "Ambassador, Western")."""

    user: User
    words: str


Source = Callable[[date], Iterable[Offered]]

_sources: list[Source] = []


def offer(source: Source) -> None:
    """Declare a source of people to be, from an ``apps.py``."""
    if source not in _sources:
        _sources.append(source)


def offered(on: date) -> list[Offered]:
    """Everybody on offer that day, each account once."""
    found = [one for source in _sources for one in source(on)]
    if not found:
        found = [Offered(user, "") for user in User.objects.filter(is_active=True).order_by("name", "pk")[:50]]
    return list({one.user.pk: one for one in reversed(found)}.values())[::-1]
