"""Mail once: 10,000 letters, a mail server with faults, and a worker killed 500 times in the middle of its work.

Promised is "at least once, with the same Message-ID": a letter has one accepted copy, except where the worker was
killed between the server's answer and our note of it; that is at most one more a kill, and all copies carry one
Message-ID.
"""

import os
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from coopnet.notices.models import Letter

ROOT = Path(__file__).parent.parent.parent


@dataclass(frozen=True)
class Outcome:
    """What a run of the proof saw. ``cut``: letters that the server read and hung up on."""

    kills: int
    second_copies: int
    cut: int


@contextmanager
def sink(log: Path) -> Iterator[int]:
    """The mail server in a process of its own; gives its port."""
    server = subprocess.Popen([sys.executable, "-m", "tests.mail_sink", str(log)], cwd=ROOT)
    try:
        while not (log.exists() and log.read_text().endswith("\n")):
            assert server.poll() is None, "the mail server did not start"
            time.sleep(0.05)
        yield int(log.read_text().splitlines()[0])
    finally:
        server.kill()
        server.wait()


def run(url: str, *, letters: int, kills: int, seed: int, folder: Path) -> Outcome:
    """Queue, post, kill, go on; then check every letter against the server's own log."""
    log = folder / "sink.log"
    with sink(log) as port:
        done = subprocess.run(
            [sys.executable, "-m", "tests.proofs._mail_worker", str(letters), str(kills), str(seed)],
            cwd=ROOT,
            env={
                **os.environ,
                "DATABASE_URL": url,
                "COOPNET_DATA_DIR": str(folder),
                "EMAIL_URL": f"smtp://127.0.0.1:{port}",
            },
            capture_output=True,
            text=True,
            check=False,
        )
    assert done.returncode == 0, done.stderr
    return judge(letters, int(done.stdout), log)


def judge(letters: int, kills: int, log: Path) -> Outcome:
    """Compare the outbox with what the mail server says it took."""
    taken: dict[str, list[str]] = defaultdict(list)
    seen: dict[str, list[str]] = defaultdict(list)
    for line in log.read_text().splitlines()[1:]:
        what, to, message_id = line.split("\t")
        (taken if what == "taken" else seen)[to].append(message_id)
    rows = {row.to: row for row in Letter.objects.all()}
    assert len(rows) == letters
    for to, row in rows.items():
        if "+5xx" in to:
            assert (row.state, taken[to]) == ("failed", []), to
            continue
        assert row.state == "sent", (to, row.state, row.reason)
        assert set(taken[to]) == {row.message_id}, to
        assert set(seen[to]) <= {row.message_id}, to
    outcome = Outcome(kills, sum(len(copies) - 1 for copies in taken.values() if copies), sum(map(len, seen.values())))
    assert outcome.second_copies <= kills, outcome
    return outcome


def test_ten_thousand_letters_and_five_hundred_kills(own_database: str, tmp_path: Path, record_property: Any) -> None:
    outcome = run(own_database, letters=10_000, kills=500, seed=500, folder=tmp_path)
    record_property("size", f"10000 letters, {outcome.kills} kills, {outcome.second_copies} second copies")
    assert outcome.kills == 500
