"""Fetching a file from the official address, if an operator asks for it.

Only public addresses are asked: the name is resolved once, every address it has must be public, and that very address
is connected to, also after a redirect. A local server of a test is handed in by argument, never by a setting.
"""

import http.client
import ipaddress
import re
import socket
import ssl
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from urllib.parse import urljoin, urlsplit

from coopnet.register.enums import FileKind
from coopnet.register.files.opening import MOST_BYTES

HOME = "https://ea-edubase-api-prod.azurewebsites.net/edubase/downloads/public/"
NAMES = {
    FileKind.ESTABLISHMENTS: "edubasealldata{day}.csv",
    FileKind.LINKS: "links_edubasealldata{day}.csv",
    FileKind.TRUST_LINKS: "grouplinks_edubaseallacademiesandfree{day}.csv",
    FileKind.GROUPS: "allgroupsdata{day}.csv",
}
MOST_REDIRECTS = 5
TIMEOUT = 30.0
BLOCK = 1 << 16
TYPES = ("text/csv", "application/csv", "application/octet-stream", "application/zip", "application/gzip")
TYPES_ALSO = ("application/x-zip-compressed", "application/x-gzip", "text/plain", "application/vnd.ms-excel")

Address = tuple[str, int]


class NotFetched(Exception):
    """The file could not be had. Its text says why."""


@dataclass(frozen=True, slots=True)
class Door:
    """Where connections may go. ``also`` holds addresses that are allowed though they are not public (a test's own)."""

    resolve: Callable[[str, int], list[str]]
    also: frozenset[Address] = frozenset()

    def open(self, host: str, port: int) -> str:
        """The address to connect to. Raises NotFetched if any address of the name is not public."""
        found = self.resolve(host, port)
        if not found:
            raise NotFetched(f"{host} has no address.")
        for address in found:
            if (address, port) not in self.also and not is_public(address):
                raise NotFetched(f"{host} leads to {address}, which is not a public address.")
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
        if inner is None and address in ipaddress.ip_network("64:ff9b::/96"):
            inner = ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
        if inner is not None:
            return is_public(str(inner))
    return address.is_global and not address.is_multicast


def official_address(kind: FileKind, day: date) -> str:
    """Where the publisher puts the file of a day."""
    if kind not in NAMES:
        raise NotFetched(f"There is no official address for files of the kind {kind.value}.")
    return HOME + NAMES[kind].format(day=f"{day:%Y%m%d}")


def fetch(address: str, folder: Path, *, door: Door | None = None, most_bytes: int = MOST_BYTES) -> Path:
    """Fetch into a folder and return the path; whole or not at all. Raises NotFetched."""
    door = door or Door(resolve)
    for _ in range(MOST_REDIRECTS + 1):
        with closing(_connect(address, door)) as connection:
            parts = urlsplit(address)
            path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
            try:
                connection.request(
                    "GET", path, headers={"Accept": "text/csv, application/zip", "User-Agent": "Coopnet"}
                )
                answer = connection.getresponse()
                if answer.status in (301, 302, 303, 307, 308):
                    address = _next(address, answer.getheader("Location") or "")
                    continue
                return _keep(answer, address, folder, most_bytes)
            except (OSError, http.client.HTTPException, ValueError) as error:
                raise NotFetched(
                    f"{address}: the connection broke ({type(error).__name__}). Try again later."
                ) from None
    raise NotFetched(f"{address}: more than {MOST_REDIRECTS} redirects.")


def _next(address: str, location: str) -> str:
    following = urljoin(address, location)
    if urlsplit(address).scheme == "https" and urlsplit(following).scheme != "https":
        raise NotFetched(f"{address} leads to an address without encryption.")
    return following


def _connect(address: str, door: Door) -> http.client.HTTPConnection:
    parts = urlsplit(address)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.username or parts.password:
        raise NotFetched(f"{address!r} is not an address that can be fetched.")
    try:
        port = parts.port or (443 if parts.scheme == "https" else 80)
    except ValueError:
        raise NotFetched(f"{address!r} is not an address that can be fetched.") from None
    target = door.open(parts.hostname, port)
    if parts.scheme == "http":
        if (target, port) not in door.also:
            raise NotFetched(f"{address} is without encryption. Only https is fetched.")
        return _Connection(parts.hostname, port, target)
    return _SecureConnection(parts.hostname, port, target)


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
        self.sock = self._context_of_ours.wrap_socket(plain, server_hostname=self.host)


def _keep(answer: http.client.HTTPResponse, address: str, folder: Path, most_bytes: int) -> Path:
    if answer.status != 200:
        raise NotFetched(f"{address}: the server answers {answer.status} {answer.reason}. Is there a file of that day?")
    kind = (answer.getheader("Content-Type") or "").split(";")[0].strip().lower()
    if kind and kind not in TYPES + TYPES_ALSO:
        raise NotFetched(f"{address}: the server sends {kind}, not a table.")
    announced = answer.length
    if announced is not None and announced > most_bytes:
        raise NotFetched(f"{address}: the file has {announced:,} bytes; at most {most_bytes:,} are fetched.")
    path = folder / (re.sub(r"[^\w.-]", "_", urlsplit(address).path.rsplit("/", 1)[-1])[-100:] or "download.csv")
    part = path.with_name(f"{path.name}.part")
    taken = 0
    try:
        with part.open("wb") as file:
            while block := answer.read(BLOCK):
                taken += len(block)
                if taken > most_bytes:
                    raise NotFetched(f"{address}: the file has more than {most_bytes:,} bytes.")
                file.write(block)
        if announced is not None and taken < announced:
            raise NotFetched(
                f"{address}: the connection broke after {taken:,} of {announced:,} bytes. Try again later."
            )
        if taken == 0:
            raise NotFetched(f"{address}: the file is empty.")
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
    return path
