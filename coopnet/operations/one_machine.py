"""SQLite belongs to one machine: its locks do not reach across a shared folder, and two machines would ruin it.

Whoever serves a network on SQLite notes in the data folder which machine that is, and renews the note every minute.
Another machine that finds a fresh note does not start. On PostgreSQL nothing is noted, and any number may serve.
"""

import json
import socket
import threading
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db import connection

from coopnet.kit import clock
from coopnet.kit.console import Refused

RENEWED = timedelta(minutes=1)
STALE = timedelta(minutes=3)


def this_machine() -> str:
    """Name and hardware address: a copied machine has another name, a renamed one is known again after STALE."""
    return f"{socket.gethostname()} ({uuid.getnode():012x})"


def _note() -> Path:
    return Path(settings.DATA_DIR) / "served-by.json"


def _read() -> tuple[str, datetime] | None:
    """Which machine noted itself, and when; nothing where no note can be read."""
    try:
        noted = json.loads(_note().read_text())
        return str(noted["machine"]), datetime.fromisoformat(noted["at"])
    except (OSError, ValueError, KeyError, TypeError):
        return None


def claim(*, machine: str, at: datetime) -> None:
    """Note that this machine serves the data folder. Raises Refused while another one does."""
    held = _read()
    if held and held[0] != machine and at - held[1] < STALE:
        raise Refused(
            f"The data folder {settings.DATA_DIR} is being served by another machine, {held[0]}. A network on SQLite "
            "runs on one machine; for several, move it to PostgreSQL (docs/guide/postgresql.md). If that machine was "
            f"switched off a moment ago, wait {STALE.seconds // 60} minutes and start again. Nothing was changed."
        )
    made = _note().with_suffix(".new")
    made.write_text(json.dumps({"machine": machine, "at": at.isoformat()}))
    made.replace(_note())


@contextmanager
def held() -> Iterator[None]:
    """Hold the data folder for this machine while something serves it, where the database is SQLite."""
    if connection.vendor != "sqlite":
        yield
        return
    machine = this_machine()
    claim(machine=machine, at=clock.machine_now())
    ended = threading.Event()

    def renew() -> None:
        while not ended.wait(RENEWED.total_seconds()):
            # Another machine that took over is left alone; it was told to wait until this one was silent.
            with suppress(Refused, OSError):
                claim(machine=machine, at=clock.machine_now())

    thread = threading.Thread(target=renew, name="coopnet-machine", daemon=True)
    thread.start()
    try:
        yield
    finally:
        # The note stays: the other process of this machine may still be at work, and a silent one is passed over.
        ended.set()
        thread.join()
