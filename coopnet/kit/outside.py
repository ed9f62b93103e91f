"""The one door to the outside web: every address that the server itself asks goes through here.

Only public addresses are asked: the name is resolved once, every address it has must be public, and that very address
is connected to, also after a redirect. A local server of a test is handed in by argument, never by a setting.
"""

import http.client
import ipaddress
import socket
import ssl
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from threading import Timer
from urllib.parse import quote, urljoin, urlsplit

MOST_REDIRECTS = 5
TIMEOUT = 30.0
REDIRECTS = (301, 302, 303, 307, 308)
# Addresses in whose last part another one may be wrapped, by which a router would lead inside.
_WRAPPED = tuple(ipaddress.IPv6Network(net) for net in ("64:ff9b::/96", "64:ff9b:1::/48", "::ffff:0:0:0/96", "::/96"))
LONGEST_ADDRESS = 500
_AS_IT_STANDS = "/?%:=&~+!$,;'@()*[]#"

Address = tuple[str, int]


class NotFetched(Exception):
    """Nothing could be had from an address. Its text says why."""


class NotAsked(NotFetched):
    """Nobody was asked: the address leads where the server does not go."""


@dataclass(frozen=True, slots=True)
class Door:
    """Where connections may go. ``also`` holds addresses that are allowed though they are not public (a test's own)."""

    resolve: Callable[[str, int], list[str]]
    also: frozenset[Address] = frozenset()

    def open(self, host: str, port: int) -> str:
        """The address to connect to. Raises NotFetched if the name has none, NotAsked if any of them is not public."""
        found = self.resolve(host, port)
        if not found:
            raise NotFetched(f"{host} has no address.")
        for address in found:
            if (address, port) not in self.also and not is_public(address):
                raise NotAsked(f"{host} leads to {address}, which is not a public address.")
        return found[0]


def resolve(host: str, port: int) -> list[str]:
    """The addresses of a name, as the machine's resolver tells them."""
    try:
        return [str(found[4][0]) for found in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
    except (OSError, UnicodeError):
        return []


def is_public(text: str) -> bool:
    """Whether an address belongs to the open internet; one wrapped in an IPv6 form counts as what it wraps."""
    try:
        address = ipaddress.ip_address(text.split("%")[0])
    except ValueError:
        return False
    if isinstance(address, ipaddress.IPv6Address):
        inner = address.ipv4_mapped or address.sixtofour or (address.teredo[1] if address.teredo else None)
        if inner is None and any(address in net for net in _WRAPPED):
            inner = ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
        if inner is not None:
            return is_public(str(inner))
    return address.is_global and not address.is_multicast


def connect(address: str, door: Door, *, plain: bool = False) -> http.client.HTTPConnection:
    """A connection, not yet open, to the checked address of a web address. ``plain``: http is welcome too; without it
    only a test's own server is asked so. Raises NotFetched."""
    try:
        parts = urlsplit(address)
        host, port = parts.hostname, parts.port or (443 if parts.scheme == "https" else 80)
    except ValueError:
        raise NotAsked(f"{address!r} is not an address that can be fetched.") from None
    if parts.scheme not in ("http", "https") or not host or parts.username or parts.password:
        raise NotAsked(f"{address!r} is not an address that can be fetched.")
    target = door.open(host, port)
    if parts.scheme == "https":
        return _SecureConnection(host, port, target)
    if not plain and (target, port) not in door.also:
        raise NotAsked(f"{address} is without encryption. Only https is fetched.")
    return _Connection(host, port, target)


def path_of(address: str) -> str:
    """What a request asks the server for: letters that no request may hold are written as signs that it may."""
    parts = urlsplit(address)
    return quote((parts.path or "/") + (f"?{parts.query}" if parts.query else ""), safe=_AS_IT_STANDS)


def following(address: str, location: str, *, plain: bool = False) -> str:
    """Where a redirect leads. Raises NotAsked where encryption would end, unless ``plain``."""
    found = urljoin(address, location)
    if not plain and urlsplit(address).scheme == "https" and urlsplit(found).scheme != "https":
        raise NotAsked(f"{address} leads to an address without encryption.")
    return found


class _Connection(http.client.HTTPConnection):
    """Connects to the address that was checked, not to whatever the name means a moment later."""

    def __init__(self, host: str, port: int, target: str) -> None:
        super().__init__(host, port, timeout=TIMEOUT)
        self._target = target

    def connect(self) -> None:
        self.sock = socket.create_connection((self._target, self.port), self.timeout)


class _SecureConnection(http.client.HTTPSConnection):
    """The same, encrypted; the certificate must be that of the name."""

    def __init__(self, host: str, port: int, target: str) -> None:
        self._context_of_ours = ssl.create_default_context()
        super().__init__(host, port, timeout=TIMEOUT, context=self._context_of_ours)
        self._target = target

    def connect(self) -> None:
        plain = socket.create_connection((self._target, self.port), self.timeout)
        self.sock = plain  # so that whoever ends a slow connection ends a slow greeting too
        self.sock = self._context_of_ours.wrap_socket(plain, server_hostname=self.host)


@dataclass(slots=True)
class _Watch:
    """Ends whatever connection is open when the time is up: a server that sends a letter a second never ends."""

    open: list[http.client.HTTPConnection] = field(default_factory=list)
    over: bool = False

    def end(self) -> None:
        """Called by the timer, from its own thread."""
        self.over = True
        for connection in self.open:
            if connection.sock is not None:
                with suppress(OSError):
                    connection.sock.shutdown(socket.SHUT_RDWR)


@contextmanager
def _within(seconds: float) -> Iterator[_Watch]:
    watch = _Watch()
    timer = Timer(seconds, watch.end)
    timer.daemon = True
    timer.start()
    try:
        yield watch
    finally:
        timer.cancel()


def status(address: str, *, door: Door | None = None, seconds: float = 15.0) -> int:
    """What the end of an address answers (200, 404, …), behind at most five redirects. Nothing of a page is read.

    http and https alike; the whole walk takes at most ``seconds``. Asks for the head alone first, and for the page
    where a server does not like that. Raises NotFetched.
    """
    door = door or Door(resolve)
    with _within(seconds) as watch:
        try:
            answer = _walk("HEAD", address, door, watch, seconds)
        except NotAsked:
            raise
        except NotFetched:
            answer = 0  # some servers hang up on whoever asks for the head alone
        return answer if 0 < answer < 400 or answer == 429 else _walk("GET", address, door, watch, seconds)


def _walk(method: str, address: str, door: Door, watch: _Watch, seconds: float) -> int:
    for _ in range(MOST_REDIRECTS + 1):
        if watch.over:
            raise NotFetched("It takes too long to answer.")
        if len(address) > LONGEST_ADDRESS * 4:
            raise NotFetched("It leads to an address that is too long.")
        with closing(connect(address, door, plain=True)) as connection:
            connection.timeout = seconds
            watch.open[:] = [connection]
            try:
                connection.connect()
                if watch.over:  # the time was up before there was anything to end
                    raise NotFetched("It takes too long to answer.")
                connection.request(method, path_of(address), headers={"User-Agent": "Coopnet link check"})
                answer = connection.getresponse()
                if answer.status not in REDIRECTS:
                    return answer.status
                location = answer.getheader("Location") or ""
                answer.close()
            except ssl.SSLError:
                raise _broken(watch, "Its certificate does not hold.") from None
            except (OSError, http.client.HTTPException, ValueError) as error:
                raise _broken(watch, f"The connection broke ({type(error).__name__}).") from None
        address = following(address, location, plain=True)
    raise NotFetched(f"It leads on more than {MOST_REDIRECTS} times.")


def _broken(watch: _Watch, words: str) -> NotFetched:
    return NotFetched("It takes too long to answer." if watch.over else words)
