"""What a record of a lower floor rests on: a vote, a minute, a founding act, a file.

A lower floor may not name a model above itself. It keeps kind, key, words and day; ``config`` knows how to link them.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Basis:
    """Kind (``founding-act``, ``election``, ``register-file`` …), the key in that kind, words for people, its day."""

    kind: str
    key: str
    words: str
    day: date


_links: dict[str, Callable[[str], str]] = {}
_finders: dict[str, Callable[[str], Basis | None]] = {}


def register_link(kind: str, address: Callable[[str], str]) -> None:
    """Say how a key of this kind becomes an address. Called once per kind, from an ``apps.py``."""
    _links[kind] = address


def link(basis: Basis) -> str | None:
    """The page where the basis can be read, if it has one."""
    make = _links.get(basis.kind)
    return make(basis.key) if make else None


def register_finder(kind: str, find: Callable[[str], Basis | None]) -> None:
    """Say how a key of this kind is looked up, for floors below the subject that keeps it. Called from ``apps.py``."""
    _finders[kind] = find


def find(kind: str, key: str) -> Basis | None:
    """The basis of that kind and key, if there is one; None too where nobody keeps that kind."""
    look = _finders.get(kind)
    return look(key) if look else None
