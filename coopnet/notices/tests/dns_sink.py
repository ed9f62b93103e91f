"""A name server for tests on loopback, over UDP and TCP, written from RFC 1035, with faults on demand."""

import socket
import struct
import threading
from dataclasses import dataclass, field

KINDS = {"A": 1, "CNAME": 5, "MX": 15, "TXT": 16, "AAAA": 28}
Row = tuple[str, str, str]  # owner, kind, value


def _wire(name: str) -> bytes:
    return b"".join(bytes([len(label)]) + label.encode() for label in name.split(".") if label) + b"\0"


def _data(kind: str, value: str) -> bytes:
    if kind == "A":
        return socket.inet_aton(value)
    if kind == "AAAA":
        return socket.inet_pton(socket.AF_INET6, value)
    if kind == "MX":
        return struct.pack("!H", 10) + _wire(value)
    if kind == "CNAME":
        return _wire(value)
    raw = value.encode()
    pieces = [raw[at : at + 255] for at in range(0, len(raw), 255)] or [b""]
    return b"".join(bytes([len(piece)]) + piece for piece in pieces)


@dataclass
class Zone:
    """What it knows. ``fault``: silent, broken, other-number, refused, loop, or a name that nothing is known of."""

    rows: list[Row]
    fault: str = ""
    asked: list[tuple[str, int]] = field(default_factory=list)
    by_tcp: int = 0

    def answer(self, query: bytes, *, room: int) -> bytes | None:
        """The answer to one question, cut short where it does not fit."""
        number, question = query[:2], query[12:]
        labels, at = [], 0
        while question[at]:
            labels.append(question[at + 1 : at + 1 + question[at]].decode())
            at += 1 + question[at]
        (kind,) = struct.unpack("!H", question[at + 1 : at + 3])
        name = ".".join(labels).lower()
        self.asked.append((name, kind))
        if self.fault == "silent":
            return None
        if self.fault == "broken":
            return number + b"\x81\x80" + b"\xff" * 40
        if self.fault == "loop":
            head = number + struct.pack("!HHHHH", 0x8180, 1, 1, 0, 0)
            pointer = struct.pack("!H", 0xC000 | (len(head) + len(question)))
            return head + question + pointer + struct.pack("!HHIH", kind, 1, 60, 0)
        code = 5 if self.fault == "refused" else 0 if any(owner == name for owner, _, _ in self.rows) else 3
        chain = {name}
        for owner, sort, value in self.rows:
            if sort == "CNAME" and owner in chain:
                chain.add(value)
        found = [row for row in self.rows if row[0] in chain and KINDS[row[1]] in (kind, KINDS["CNAME"])]
        body = b""
        for owner, sort, value in found:
            data = _data(sort, value)
            # The name asked about is pointed to, as name servers do.
            begin = struct.pack("!H", 0xC00C) if owner == name else _wire(owner)
            body += begin + struct.pack("!HHIH", KINDS[sort], 1, 60, len(data)) + data
        if self.fault == "other-number":
            number = bytes([number[0] ^ 1, number[1]])
        head = number + struct.pack("!HHHHH", 0x8180 | code, 1, len(found), 0, 0) + question
        if len(head + body) > room:
            return number + struct.pack("!HHHHH", 0x8380, 1, 0, 0, 0) + question
        return head + body


def _both() -> tuple[socket.socket, socket.socket]:
    """A packet socket and a line socket on one port that is free for both."""
    while True:
        line = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        line.bind(("127.0.0.1", 0))
        packet = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        try:
            packet.bind(line.getsockname())
        except OSError:  # somebody else has that port for packets
            line.close()
            packet.close()
            continue
        return packet, line


class NameServer:
    """``with NameServer(Zone([...])) as server``: an address for NAME_SERVERS."""

    def __init__(self, zone: Zone) -> None:
        self.zone = zone
        self._udp, self._tcp = _both()
        self._tcp.listen()
        self._threads = [threading.Thread(target=one, daemon=True) for one in (self._serve_udp, self._serve_tcp)]

    def _serve_udp(self) -> None:
        while True:
            try:
                query, peer = self._udp.recvfrom(4096)
            except OSError:
                return
            if not query:
                return
            answer = self.zone.answer(query, room=512)
            if answer is not None:
                self._udp.sendto(answer, peer)

    def _serve_tcp(self) -> None:
        while True:
            try:
                line, _ = self._tcp.accept()
            except OSError:
                return
            with line:
                head = line.recv(2)
                if len(head) < 2:
                    return
                query = line.recv(struct.unpack("!H", head)[0])
                self.zone.by_tcp += 1
                answer = self.zone.answer(query, room=65_000) or b""
                # In two pieces, as it comes over a real line.
                packed = struct.pack("!H", len(answer)) + answer
                line.sendall(packed[:7])
                line.sendall(packed[7:])

    def __enter__(self) -> tuple[str, int]:
        for thread in self._threads:
            thread.start()
        return "127.0.0.1", int(self._udp.getsockname()[1])

    def __exit__(self, *details: object) -> None:
        address = self._udp.getsockname()
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as last:
            last.sendto(b"", address)
        with socket.create_connection(address):
            pass
        for thread in self._threads:
            thread.join(10)
        self._udp.close()
        self._tcp.close()
