"""Where else an address stands, told by the floors above: whose it is, and how else they are reached."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from coopnet.kit.access import Account


@dataclass(frozen=True, slots=True)
class Owner:
    """Somebody at whom an address stands: ``address`` is the page on which it is put right."""

    words: str
    address: str


@dataclass(frozen=True, slots=True)
class Instead:
    """Another address at which the same person or the same school is reached."""

    email: str
    words: str


@dataclass(frozen=True, slots=True)
class Known:
    """What a book says of an address."""

    owners: tuple[Owner, ...] = ()
    instead: tuple[Instead, ...] = ()


# Gets the address in lower case, who asks, and when; says no more than this account may see.
Book = Callable[[str, Account, datetime], Known]

_books: list[Book] = []


def add_book(book: Book) -> None:
    """Declare a book of addresses."""
    if book not in _books:
        _books.append(book)


def look_up(address: str, account: Account, at: datetime) -> Known:
    """What all books say of an address, each address once."""
    found = [book(address.lower(), account, at) for book in _books] if address else []
    instead = {one.email.lower(): one for known in found for one in known.instead if one.email.lower() != address}
    return Known(tuple(owner for known in found for owner in known.owners), tuple(instead.values()))
