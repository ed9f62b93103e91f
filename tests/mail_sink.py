"""A mail server for tests that can misbehave: it hangs, hangs up behind the letter, puts off, refuses.

What it does to a letter is told by the words before the @ of the address, like ``anna+hang`` or ``anna+5xx-data``; a
fault in front of a number (``drop2``) happens that many times and then the letter is taken. As a program
(``python -m tests.mail_sink LOG``) it writes its port as the first line of the log, then one line for each letter.
"""

import asyncio
import re
import sys
import threading
from collections import Counter
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import Message
from pathlib import Path
from typing import Any, TextIO

from aiosmtpd.smtp import SMTP, Envelope, Session

_FAULT = re.compile(r"\+(hang|drop|4xx-rcpt|4xx-data|5xx-rcpt|5xx-data|421)(\d*)@")


@dataclass
class Handler:
    """Keeps what it answered 250 to in ``taken`` (address, Message-ID), and all that it read in ``seen``."""

    log: TextIO | None = None
    taken: list[tuple[str, str]] = field(default_factory=list)
    seen: list[tuple[str, str]] = field(default_factory=list)
    mails: list[Message] = field(default_factory=list)
    envelopes: list[str] = field(default_factory=list)
    faults: Counter[str] = field(default_factory=Counter)

    def _fault(self, address: str) -> str:
        found = _FAULT.search(address)
        if not found:
            return ""
        kind, times = found.groups()
        if times and self.faults[address] >= int(times):
            return ""
        return kind

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        fault = self._fault(address)
        if fault.endswith("-rcpt"):
            self.faults[address] += 1
            return "450 busy, come again" if fault.startswith("4") else "550 no such mailbox here"
        envelope.rcpt_tos.append(address)
        return "250 ok"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        address = envelope.rcpt_tos[0]
        raw = envelope.content
        mail = message_from_bytes(raw if isinstance(raw, bytes) else (raw or "").encode())
        key = (address, str(mail["Message-ID"]))
        fault = self._fault(address)
        self.faults[address] += 1
        self.seen.append(key)
        if fault == "hang":
            await asyncio.sleep(3600)
        if fault in ("drop", "hang"):
            self._write("seen", key)
            assert isinstance(server.transport, asyncio.WriteTransport)
            server.transport.abort()
            return "250 never heard"
        if fault == "421":
            return "421 closing for today"
        if fault.endswith("-data"):
            return "451 try again later" if fault.startswith("4") else "554 not wanted"
        self.taken.append(key)
        self.mails.append(mail)
        self.envelopes.append(envelope.mail_from or "")
        self._write("taken", key)
        return "250 ok"

    def _write(self, what: str, key: tuple[str, str]) -> None:
        if self.log:
            self.log.write(f"{what}\t{key[0]}\t{key[1]}\n")
            self.log.flush()


class Sink:
    """The server on a free port of the loopback, in a thread of its own. Use it as a context."""

    def __init__(self) -> None:
        self.handler = Handler()
        self.port = 0
        self._loop = asyncio.new_event_loop()
        self._ready = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)

    def _run(self) -> None:
        asyncio.set_event_loop(self._loop)
        server = self._loop.run_until_complete(listen(self._loop, self.handler))
        self.port = server.sockets[0].getsockname()[1]
        self._ready.set()
        self._loop.run_forever()
        server.close()
        for task in asyncio.all_tasks(self._loop):
            task.cancel()
        self._loop.run_until_complete(asyncio.sleep(0.01))
        self._loop.close()

    def __enter__(self) -> "Sink":
        self._thread.start()
        assert self._ready.wait(30)
        return self

    def __exit__(self, *_: object) -> None:
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(30)


async def listen(loop: asyncio.AbstractEventLoop, handler: Handler) -> Any:
    """Start serving on a free port of the loopback."""
    return await loop.create_server(lambda: SMTP(handler, loop=loop, hostname="sink.example.org"), "127.0.0.1", 0)


async def main(log: Path) -> None:
    """Serve until killed."""
    with log.open("a") as file:
        server = await listen(asyncio.get_running_loop(), Handler(log=file))
        file.write(f"{server.sockets[0].getsockname()[1]}\n")
        file.flush()
        await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[1])))
