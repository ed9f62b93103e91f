"""The status page: one sentence for everybody, figures for those who look after the machine."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from django.test import Client

from coopnet.kit import registry
from coopnet.kit.access import acts
from coopnet.kit.freeze import why_frozen
from coopnet.kit.models import Network
from coopnet.operations import status
from coopnet.operations.models import FrozenSubject, RestoreTest, ScheduledJob
from tests.roles import holder

MACHINE = datetime(2026, 11, 25, 12, tzinfo=UTC)


def test_everybody_reads_whether_the_checks_held_and_nothing_of_the_machine(network: object, client: Client) -> None:
    ScheduledJob.objects.create(name="operations.promises", due_at=MACHINE, succeeded_at=MACHINE)
    page = client.get("/status/").content.decode()
    assert "all its own checks held" in page
    assert "Jobs by the clock" not in page
    assert "MB are free" not in page


def test_a_pause_is_told_to_everybody_without_its_details(network: object, client: Client) -> None:
    FrozenSubject.objects.create(subject="regions", promise="x", why="assignment 17 overlaps", since=MACHINE)
    page = client.get("/status/").content.decode()
    assert "paused while people look: regions" in page
    assert "assignment 17" not in page


def test_only_the_subject_that_failed_is_frozen(db: None) -> None:
    FrozenSubject.objects.create(subject="bodies", promise="x", why="Two hold one seat.", since=MACHINE)
    assert "Two hold one seat." in (why_frozen("terms") or "")
    assert why_frozen("register") is None


@pytest.mark.parametrize("subject", sorted({one.subject for one in registry.invariants()} - {"database"}))
def test_a_broken_promise_closes_a_door(subject: str, db: None) -> None:
    """The database as a whole has no door of its own: a breach there is told, and people decide."""
    FrozenSubject.objects.create(subject=subject, promise="x", why="Broken.", since=MACHINE)
    assert [act for act in acts() if why_frozen(act.partition(".")[0])]


def test_an_officer_lets_changes_go_on_with_a_reason(client: Client, network: Network) -> None:
    row = FrozenSubject.objects.create(subject="regions", promise="x", why="Broken.", since=MACHINE)
    client.force_login(holder("system-administrator").user)
    there = f"/status/paused/{row.pk}/"
    assert "Let changes to the regions go on" in client.get(there).text
    assert "Error:" in client.post(there, {"reason": "", "submission": uuid4()}).text
    assert client.post(there, {"reason": "Looked at it.", "submission": uuid4()}).status_code == 302


def test_a_worker_that_is_silent_is_told(db: None) -> None:
    lines = {line.words: line for line in status.machine_lines(MACHINE, MACHINE)}
    assert not lines["Worker"].good
    ScheduledJob.objects.create(name="operations.sweep", due_at=MACHINE, succeeded_at=MACHINE - timedelta(minutes=1))
    lines = {line.words: line for line in status.machine_lines(MACHINE, MACHINE)}
    assert lines["Worker"].good


@pytest.mark.parametrize("held, days, good", [(True, 3, True), (True, 60, False), (False, 3, False)])
def test_a_restore_test_must_be_recent_and_must_have_held(held: bool, days: int, good: bool, db: None) -> None:
    RestoreTest.objects.create(
        at=MACHINE - timedelta(days=days), archive="a.coopnet", held=held, words="62 tables came back equal.", seconds=9
    )
    line = next(line for line in status.machine_lines(MACHINE, MACHINE) if line.words == "Restore test")
    assert line.good is good
    assert "62 tables" in line.said


def test_health_is_asked_without_host_or_network(db: None, client: Client) -> None:
    live = client.get("/health/live", headers={"host": "anything.example"})
    ready = client.get("/health/ready", headers={"host": "anything.example"})
    assert (live.status_code, live.content) == (200, b"live\n")
    assert (ready.status_code, ready.content) == (200, b"ready\n")
