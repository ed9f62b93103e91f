"""Acts recorded at once stand in one line without a gap. PostgreSQL is the judge; SQLite writes one at a time."""

import threading
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from django.db import IntegrityError, connection, connections, transaction

from coopnet.audit import actions, checks
from coopnet.audit.models import Entry, Head
from coopnet.kit.actors import System

AT = datetime(2026, 9, 1, 9, tzinfo=UTC)


def at_once(work: Callable[[int], None], threads: int) -> list[BaseException]:
    """Run ``work`` in threads with connections of their own; returns what they raised."""
    faults: list[BaseException] = []
    name = connection.settings_dict["NAME"]

    def run(number: int) -> None:
        connections["default"].settings_dict["NAME"] = name
        try:
            work(number)
        except BaseException as fault:
            faults.append(fault)
        finally:
            connections.close_all()

    running = [threading.Thread(target=run, args=(number,)) for number in range(threads)]
    for thread in running:
        thread.start()
    for thread in running:
        thread.join(60)
    return faults


def write(number: int) -> None:
    for each in range(10):
        try:
            with transaction.atomic():
                actions.record("t.done", subject=f"t:{number}.{each}", words="x", by=System("t"), at=AT)
                if each % 3 == 2:
                    raise InterruptedError  # taken back: it must leave no gap
        except InterruptedError:
            pass


def test_acts_recorded_at_once_leave_no_gap(own_database: str) -> None:
    assert at_once(write, 4) == []
    assert list(Entry.objects.order_by("number").values_list("number", flat=True)) == list(range(1, 29))
    assert list(checks.unbroken(AT)) == []


def test_without_the_lock_two_acts_would_take_one_place(own_database: str, monkeypatch: Any) -> None:
    """The control: both read the same end of the record; the database itself then refuses the second."""
    end = Head.objects.get()
    monkeypatch.setattr(actions, "_end", lambda: end)
    actions.record("t.done", subject="t:1", words="x", by=System("t"), at=AT)
    try:
        actions.record("t.done", subject="t:2", words="x", by=System("t"), at=AT)
    except IntegrityError:
        pass
    else:
        raise AssertionError("two acts took one place")
    assert Entry.objects.count() == 1
