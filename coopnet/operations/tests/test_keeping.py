"""Nothing is lost: copies while in use, nightly archives that thin out, a restore test that tells the truth."""

import sqlite3
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from coopnet.kit.models import Network
from coopnet.operations import backup, keeping, places
from coopnet.operations.models import RestoreTest
from tests.databases import CACHE, ENGINE, _migrations_hash

AT = datetime(2026, 11, 25, 3, tzinfo=UTC)


@pytest.fixture
def data(settings: object, tmp_path: Path) -> Path:
    """A data folder of the test's own."""
    settings.DATA_DIR = tmp_path  # type: ignore[attr-defined]  # pytest-django's settings take any name
    return tmp_path


def found(made: datetime) -> Network:
    return Network.objects.create(
        pk=1, name="A Network", short_name="AN", society_name="AS", contact_email="a@example.org", made_at=made
    )


def test_a_copy_is_whole_while_others_write_and_the_one_before_stays(own_database: str, data: Path) -> None:
    network = found(AT)
    said = keeping.copy_online(AT)
    if ENGINE == "postgres":
        assert "guide" in said, "PostgreSQL is left to its own log"
        assert not (data / "copies").exists()
        return
    network.name = "Renamed"
    network.save()
    keeping.copy_online(AT)
    names = []
    for name in ("coopnet.before.sqlite3", "coopnet.sqlite3"):
        copy = sqlite3.connect(data / "copies" / name)
        assert copy.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        names += copy.execute("SELECT name FROM kit_network").fetchone()
        copy.close()
    assert names == ["A Network", "Renamed"]
    assert [path.name for path in (data / "copies").glob("*.making*")] == []


def test_an_archive_is_written_once_a_night(db: None, data: Path) -> None:
    found(AT)
    before = datetime(2026, 11, 25, 1, 30, tzinfo=UTC)
    assert keeping.archive_nightly(before) == ""
    assert keeping.archive_nightly(AT).startswith("coopnet-2026-11-25.coopnet")
    assert keeping.archive_nightly(AT + timedelta(hours=20)) == ""
    assert places.archive_days() == [date(2026, 11, 25)]


def test_two_weeks_and_the_first_of_twelve_months_are_kept() -> None:
    today = date(2026, 11, 25)
    days = [today - timedelta(days=n) for n in range(500)]
    kept = places.kept(days, today)
    assert {today - timedelta(days=n) for n in range(14)} <= kept
    assert date(2025, 12, 1) in kept
    assert date(2025, 11, 1) not in kept
    assert len(kept) == 14 + 12


def test_old_archives_go_when_a_new_one_is_written(db: None, data: Path) -> None:
    found(AT)
    places.archives().mkdir()
    for day in (date(2026, 10, 1), date(2026, 10, 2), date(2026, 11, 1)):
        places.archive_of(day).write_text("x")
    assert "1 old ones removed" in keeping.archive_nightly(AT)
    assert places.archive_days() == [date(2026, 10, 1), date(2026, 11, 1), date(2026, 11, 25)]


def test_a_restore_test_is_made_each_month_and_soon_again_when_it_failed(
    db: None, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = []

    def restore_test(archive: Path, *, at: datetime) -> RestoreTest:
        asked.append(at)
        held = len(asked) != 2
        return RestoreTest.objects.create(at=at, archive=archive.name, held=held, words="said", seconds=1)

    monkeypatch.setattr(keeping, "restore_test", restore_test)
    assert keeping.restore_test_monthly(AT) == ""
    assert asked == []
    places.archives().mkdir()
    places.archive_of(date(2026, 11, 25)).write_text("x")
    moments = [AT, AT + timedelta(days=27), AT + timedelta(days=28), AT + timedelta(days=28, hours=6)]
    moments += [AT + timedelta(days=29), AT + timedelta(days=30)]
    for moment in moments:
        keeping.restore_test_monthly(moment)
    assert asked == [moments[0], moments[2], moments[4]]


def test_an_archive_is_restored_apart_and_compared(own_database: str, data: Path) -> None:
    found(AT)
    archive = data / "coopnet-2026-11-25.coopnet"
    backup.write(archive, at=AT)
    # Where the tests ran on SQLite before, there is an empty database of this version; else the restore makes its own.
    template = CACHE / f"template-{_migrations_hash()}.sqlite3"
    empty = template if template.exists() else None
    good = keeping.restore_test(archive, at=AT, prepared=empty)
    assert good.held, good.words
    assert "came back equal" in good.words


@pytest.mark.parametrize(
    "answer, words",
    [
        ((1, "", "coopnet: a.coopnet was cut."), "a.coopnet was cut"),
        ((1, '{"ok": false, "broken": [{"name": "bodies.one-in-a-seat"}]}\n', "logs"), "bodies.one-in-a-seat"),
        ((-1, "", "It took longer than 30 minutes."), "30 minutes"),
    ],
)
def test_a_restore_that_fails_is_told_with_its_reason(
    answer: tuple[int, str, str], words: str, db: None, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keeping, "_apart", lambda *given: answer)
    test = keeping.restore_test(data / "a.coopnet", at=AT)
    assert not test.held
    assert words in test.words


def test_a_table_that_came_back_otherwise_is_named(db: None, data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    parts = {"a.coopnet": {"tables/x": "1", "tables/y": "2"}, "again.coopnet": {"tables/x": "1", "tables/y": "3"}}
    monkeypatch.setattr(keeping, "_apart", lambda *given: (0, "", ""))
    monkeypatch.setattr(backup, "digests", lambda path: parts[path.name])
    test = keeping.restore_test(data / "a.coopnet", at=AT)
    assert not test.held
    assert "tables/y" in test.words
