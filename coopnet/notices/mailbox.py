"""Reading the one mailbox to which answers come, if the network has named one: IMAP4rev1 (RFC 3501), or a Maildir
into which a mail server on the same machine puts them."""

import imaplib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol
from urllib.parse import unquote, urlsplit

# Seconds that a server may take for one answer.
PATIENCE = 20
# Of each mail so much is read: the words stand at its beginning, pictures at its end.
MOST_BYTES = 1024 * 1024
AT_ONCE = 100


@dataclass(frozen=True, slots=True)
class Place:
    """A mailbox. ``encrypted`` from the first byte, as ``imaps``; ``imap`` begins TLS where the server is elsewhere."""

    host: str
    port: int
    user: str
    password: str
    folder: str
    encrypted: bool


def place_of(url: str) -> Place:
    """``imaps://name:password@mail.example.org/INBOX``. Raises ValueError for what is no such address."""
    parts = urlsplit(url)
    if parts.scheme not in ("imap", "imaps") or not parts.hostname or not parts.username:
        raise ValueError("no address of a mailbox")
    encrypted = parts.scheme == "imaps"
    return Place(
        parts.hostname,
        parts.port or (993 if encrypted else 143),
        unquote(parts.username),
        unquote(parts.password or ""),
        unquote(parts.path.strip("/")) or "INBOX",
        encrypted,
    )


class Box(Protocol):
    """An open mailbox of either kind."""

    def waiting(self) -> Iterator[tuple[str, bytes]]:
        """Number and bytes of each mail that nobody has dealt with. Reading it does not mark it."""

    def done(self, number: str) -> None:
        """Mark a mail as dealt with. It stays."""


class Maildir:
    """A folder with the folders ``new`` and ``cur``: a mail that is dealt with moves from the first to the second."""

    def __init__(self, folder: Path) -> None:
        self._new, self._cur = folder / "new", folder / "cur"

    def waiting(self) -> Iterator[tuple[str, bytes]]:
        """As ``Box``; in the order of their names, which begin with the time. Raises OSError where there is none."""
        for path in sorted(self._new.iterdir())[:AT_ONCE]:
            if path.is_file() and not path.name.startswith("."):
                with path.open("rb") as file:
                    yield path.name, file.read(MOST_BYTES)

    def done(self, number: str) -> None:
        """As ``Box``."""
        self._cur.mkdir(exist_ok=True)
        (self._new / number).rename(self._cur / f"{number.partition(':')[0]}:2,S")


class Mailbox:
    """An open mailbox of a mail server."""

    def __init__(self, line: imaplib.IMAP4) -> None:
        self._line = line

    def waiting(self) -> Iterator[tuple[str, bytes]]:
        """Number and bytes of each mail that nobody has dealt with. Reading it does not mark it."""
        kind, found = self._line.uid("SEARCH", "UNSEEN")
        numbers = found[0].split() if kind == "OK" and found and isinstance(found[0], bytes) else []
        for number in numbers[:AT_ONCE]:
            kind, parts = self._line.uid("FETCH", number.decode(), f"(BODY.PEEK[]<0.{MOST_BYTES}>)")
            raw = next((part[1] for part in parts or [] if isinstance(part, tuple)), None)
            if kind == "OK" and raw is not None:
                yield number.decode(), raw

    def done(self, number: str) -> None:
        """Mark a mail as dealt with. It stays in the mailbox."""
        self._line.uid("STORE", number, "+FLAGS", r"(\Seen)")


@contextmanager
def opened(url: str) -> Iterator[Box]:
    """The mailbox at an address, as long as it is needed. Raises OSError or imaplib.IMAP4.error."""
    parts = urlsplit(url)
    if parts.scheme == "maildir":
        yield Maildir(Path(unquote(parts.path)))
        return
    with _signed_in(place_of(url)) as box:
        yield box


@contextmanager
def _signed_in(place: Place) -> Iterator[Mailbox]:
    if place.encrypted:
        line: imaplib.IMAP4 = imaplib.IMAP4_SSL(place.host, place.port, timeout=PATIENCE)
    else:
        line = imaplib.IMAP4(place.host, place.port, timeout=PATIENCE)
        if place.host not in ("127.0.0.1", "localhost", "::1"):
            line.starttls()
    try:
        line.login(place.user, place.password)
        kind, said = line.select(f'"{place.folder}"')
        if kind != "OK":
            raise imaplib.IMAP4.error(f"there is no folder {place.folder}: {said!r}")
        yield Mailbox(line)
    finally:
        with suppress(OSError, imaplib.IMAP4.error):
            line.logout()
