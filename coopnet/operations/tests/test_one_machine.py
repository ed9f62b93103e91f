"""A data folder with SQLite is served by one machine at a time."""

from argparse import Namespace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from coopnet.kit.console import Refused
from coopnet.operations import running
from coopnet.operations.one_machine import STALE, claim, held

AT = datetime(2026, 9, 1, 9, tzinfo=UTC)


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, settings: Any) -> Path:
    settings.DATA_DIR = tmp_path
    return tmp_path


def test_the_same_machine_starts_as_many_processes_as_it_likes() -> None:
    claim(machine="one", at=AT)
    claim(machine="one", at=AT + timedelta(seconds=1))


def test_another_machine_is_refused_with_a_sentence_while_the_first_serves() -> None:
    claim(machine="one", at=AT)
    with pytest.raises(Refused, match=r"another machine, one.*PostgreSQL"):
        claim(machine="two", at=AT + STALE - timedelta(seconds=1))


def test_a_machine_that_fell_silent_is_followed() -> None:
    claim(machine="one", at=AT)
    claim(machine="two", at=AT + STALE)
    with pytest.raises(Refused, match="two"):
        claim(machine="one", at=AT + STALE)


@pytest.mark.parametrize("note", ["", "{", "[]", '{"machine": 1}', '{"machine": "x", "at": "yesterday"}'])
def test_a_damaged_note_stops_nobody(folder: Path, note: str) -> None:
    (folder / "served-by.json").write_text(note)
    claim(machine="one", at=AT)


def test_the_note_stays_when_one_of_two_processes_ends(db: None, folder: Path) -> None:
    """Serve ends, the worker goes on: another machine must not slip in between."""
    with held():
        with held():
            pass
        assert (folder / "served-by.json").exists() == (connection.vendor == "sqlite")


def test_serve_and_worker_ask_before_they_begin(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    if connection.vendor != "sqlite":
        with held():
            return
    begun: list[str] = []
    monkeypatch.setattr("coopnet.operations.one_machine.this_machine", lambda: "two")
    monkeypatch.setattr("coopnet.kit.clock.machine_now", lambda: AT)
    for name in ("serving.serve", "serving.refuse_taken_port", "Worker"):
        monkeypatch.setattr(f"coopnet.operations.running.{name}", lambda *a, name=name, **k: begun.append(name))
    claim(machine="one", at=AT)
    for command in (running._serve, running._worker):
        with pytest.raises(Refused, match="another machine, one"):
            command(Namespace(host="127.0.0.1", port=1, workers=1))
    assert set(begun) <= {"serving.refuse_taken_port"}
