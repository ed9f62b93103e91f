"""A mailbox for tests: as much of IMAP4rev1 (RFC 3501) as a reader needs, on loopback, with faults on demand."""

import re
import socketserver
import threading
from dataclasses import dataclass, field
from typing import ClassVar


@dataclass
class Box:
    """What is in it, and what was done with it. ``hang_up_after``: so many mails are read and the line breaks."""

    mails: list[bytes]
    password: str = "right-word"
    hang_up_after: int = 10_000
    seen: set[int] = field(default_factory=set)
    read: int = 0


class _Talk(socketserver.StreamRequestHandler):
    box: ClassVar[Box]

    def say(self, text: str) -> None:
        self.wfile.write(text.encode() + b"\r\n")

    def handle(self) -> None:
        box = self.box
        self.say("* OK ready")
        for line in self.rfile:
            tag, _, command = line.decode().strip().partition(" ")
            verb = command.upper()
            if verb.startswith("CAPABILITY"):
                self.say("* CAPABILITY IMAP4rev1")
            elif verb.startswith("LOGIN") and box.password not in command:
                self.say(f"{tag} NO wrong")
                continue
            elif verb.startswith("SELECT"):
                if "INBOX" not in verb:
                    self.say(f"{tag} NO no such folder")
                    continue
                self.say(f"* {len(box.mails)} EXISTS")
            elif verb.startswith("UID SEARCH"):
                numbers = " ".join(str(n) for n in range(1, len(box.mails) + 1) if n not in box.seen)
                self.say(f"* SEARCH {numbers}".rstrip())
            elif found := re.match(r"UID FETCH (\d+) \(BODY\.PEEK\[\]<0\.(\d+)>\)", verb):
                if box.read >= box.hang_up_after:
                    return
                box.read += 1
                raw = box.mails[int(found[1]) - 1][: int(found[2])]
                self.say(f"* {found[1]} FETCH (UID {found[1]} BODY[]<0> {{{len(raw)}}}")
                self.wfile.write(raw + b")\r\n")
            elif found := re.match(r"UID STORE (\d+) \+FLAGS \(\\SEEN\)", verb):
                box.seen.add(int(found[1]))
            elif verb.startswith("LOGOUT"):
                self.say("* BYE")
                self.say(f"{tag} OK")
                return
            self.say(f"{tag} OK done")


class Server:
    """``with Server(Box([...])) as url``: an address for MAILBOX_URL."""

    def __init__(self, box: Box) -> None:
        handler = type("Talk", (_Talk,), {"box": box})
        self._server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), handler)
        self._server.daemon_threads = True
        self._thread = threading.Thread(target=self._server.serve_forever, daemon=True)

    def __enter__(self) -> str:
        self._thread.start()
        return f"imap://network:right-word@127.0.0.1:{self._server.server_address[1]}/INBOX"

    def __exit__(self, *details: object) -> None:
        self._server.shutdown()
        self._server.server_close()
