"""Asks name servers what a domain says of itself: texts, mail servers, addresses (RFC 1035, over UDP, then TCP).

Small on purpose: it asks the servers that the machine asks, trusts their answer as the machine does, and keeps nothing.
"""

import secrets
import socket
import struct
import time
from collections.abc import Sequence
from ipaddress import IPv4Address, IPv6Address
from pathlib import Path

A, CNAME, MX, TXT, AAAA = 1, 5, 15, 16, 28
_IN = 1
_LONGEST_CHAIN = 8
# Seconds for one answer, and for everything that is asked for one page.
PATIENCE = 2.0
BUDGET = 8.0


class NoAnswer(OSError):
    """No name server gave an answer that can be used. It says nothing about the domain."""


def machine_servers(path: Path = Path("/etc/resolv.conf")) -> list[tuple[str, int]]:
    """The name servers that this machine asks."""
    try:
        lines = path.read_text().splitlines()
    except OSError:
        return []
    words = [line.split() for line in lines]
    return [(word[1].partition("%")[0], 53) for word in words if len(word) > 1 and word[0] == "nameserver"]


class Resolver:
    """Answers are remembered as long as it lives: the length of one page."""

    def __init__(
        self, servers: Sequence[tuple[str, int]], *, patience: float = PATIENCE, budget: float = BUDGET
    ) -> None:
        self._servers = list(servers)
        self._patience = patience
        self._until = time.monotonic() + budget
        self._known: dict[tuple[str, int], list[bytes | str]] = {}

    def texts(self, name: str) -> list[str]:
        """The texts of a name, each in one piece; none where there is no such name."""
        return [str(found) for found in self._ask(name, TXT)]

    def mail_servers(self, name: str) -> list[str]:
        """The hosts that take mail for a name."""
        return [str(found) for found in self._ask(name, MX)]

    def addresses(self, name: str) -> list[IPv4Address | IPv6Address]:
        """The addresses of a host."""
        four = [IPv4Address(found) for found in self._ask(name, A) if isinstance(found, bytes)]
        six = [IPv6Address(found) for found in self._ask(name, AAAA) if isinstance(found, bytes)]
        return [*four, *six]

    def _ask(self, name: str, kind: int) -> list[bytes | str]:
        key = (name.lower().rstrip("."), kind)
        if key not in self._known:
            self._known[key] = self._fresh(*key)
        return self._known[key]

    def _fresh(self, name: str, kind: int) -> list[bytes | str]:
        question = _question(name, kind)
        trouble = "no name server is known"
        for server in self._servers:
            try:
                return _answers(self._talk(server, question), question, kind)
            except (OSError, struct.error, IndexError, ValueError) as error:
                trouble = f"{type(error).__name__}: {error}"
        raise NoAnswer(trouble)

    def _left(self) -> float:
        left = min(self._patience, self._until - time.monotonic())
        if left <= 0:
            raise NoAnswer("it took too long")
        return left

    def _talk(self, server: tuple[str, int], question: bytes) -> bytes:
        family = socket.AF_INET6 if ":" in server[0] else socket.AF_INET
        number = secrets.token_bytes(2)
        with socket.socket(family, socket.SOCK_DGRAM) as line:
            line.connect(server)  # so that nobody else's answer is heard
            line.send(number + question)
            while True:
                line.settimeout(self._left())
                answer = line.recv(4096)
                if answer[:2] == number and len(answer) >= 12 and answer[2] & 0x80:
                    break
        return answer[2:] if not answer[2] & 0x02 else self._talk_long(server, family, number, question)

    def _talk_long(self, server: tuple[str, int], family: int, number: bytes, question: bytes) -> bytes:
        """The answer did not fit into one packet."""
        with socket.socket(family, socket.SOCK_STREAM) as line:
            line.settimeout(self._left())
            line.connect(server)
            line.sendall(struct.pack("!H", len(question) + 2) + number + question)
            (length,) = struct.unpack("!H", self._exactly(line, 2))
            answer = self._exactly(line, length)
        if answer[:2] != number:
            raise ValueError("an answer to another question")
        return answer[2:]

    def _exactly(self, line: socket.socket, count: int) -> bytes:
        found = b""
        while len(found) < count:
            line.settimeout(self._left())
            piece = line.recv(count - len(found))
            if not piece:
                raise ValueError("the answer broke off")
            found += piece
        return found


def _question(name: str, kind: int) -> bytes:
    """Everything behind the number of the question. Raises NoAnswer for what can be no name."""
    try:
        labels = [label.encode("ascii") if label.isascii() else label.encode("idna") for label in name.split(".")]
    except UnicodeError as error:
        raise NoAnswer("this can be no name") from error
    if not all(0 < len(label) < 64 for label in labels) or sum(len(label) + 1 for label in labels) > 254:
        raise NoAnswer("this can be no name")
    wire = b"".join(bytes([len(label)]) + label for label in labels) + b"\0"
    return struct.pack("!HHHHH", 0x0100, 1, 0, 0, 0) + wire + struct.pack("!HH", kind, _IN)


def _answers(answer: bytes, question: bytes, kind: int) -> list[bytes | str]:
    """What an answer (without its number) says. Other names than the one asked about count only along its chain."""
    flags, _, count, _, _ = struct.unpack("!HHHHH", answer[:10])
    if flags & 0x000F == 3:
        return []
    if flags & 0x000F:
        raise ValueError(f"the name server could not say (code {flags & 0x000F})")
    if answer[10 : len(question)].lower() != question[10:].lower():
        raise ValueError("an answer to another question")
    asked, at = _name(answer, 10)
    at += 4
    rows: list[tuple[str, int, int, int]] = []
    for _ in range(count):
        owner, at = _name(answer, at)
        sort, group, _, length = struct.unpack("!HHIH", answer[at : at + 10])
        at += 10
        if at + length > len(answer):
            raise ValueError("the answer breaks off")
        if group == _IN:
            rows.append((owner, sort, at, length))
        at += length
    names = {asked}
    for _ in range(_LONGEST_CHAIN):
        names |= {_name(answer, begin)[0] for owner, sort, begin, _ in rows if sort == CNAME and owner in names}
    return [
        _value(answer, sort, begin, length) for owner, sort, begin, length in rows if sort == kind and owner in names
    ]


def _value(answer: bytes, sort: int, at: int, length: int) -> bytes | str:
    data = answer[at : at + length]
    if sort == MX:
        return _name(answer, at + 2)[0]
    if sort != TXT:
        return data
    pieces, position = [], 0
    while position < len(data):
        size = data[position]
        pieces.append(data[position + 1 : position + 1 + size])
        position += 1 + size
    return b"".join(pieces).decode("utf-8", errors="replace")


def _name(answer: bytes, at: int) -> tuple[str, int]:
    """A name, and where it ends. Pointers lead backwards only, so a chain of them ends; they count the number too."""
    labels: list[str] = []
    end, lowest = -1, at
    while True:
        size = answer[at]
        if size & 0xC0 == 0xC0:
            target = (struct.unpack("!H", answer[at : at + 2])[0] & 0x3FFF) - 2
            end = at + 2 if end < 0 else end
            if not 10 <= target < lowest:
                raise ValueError("a name that leads nowhere")
            at = lowest = target
        elif size & 0xC0:
            raise ValueError("a name of an unknown kind")
        elif size == 0:
            return ".".join(labels).lower(), end if end >= 0 else at + 1
        else:
            piece = answer[at + 1 : at + 1 + size]
            if len(piece) < size or len(labels) > 127:
                raise ValueError("a name without an end")
            labels.append(piece.decode("latin-1"))
            at += 1 + size
