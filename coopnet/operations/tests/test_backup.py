import json
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import IntegrityError, connection

from coopnet.accounts.models import User
from coopnet.audit.models import Entry, Head
from coopnet.kit.console import Refused
from coopnet.operations import archive as archives
from coopnet.operations import backup, restore, tables
from coopnet.operations.archive import Writer, open_archive
from tests import small_network
from tests.other_database import another, python, sqlite_folder
from tests.small_network import AT


@pytest.fixture(autouse=True)
def media(settings: Any, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path / "media"
    return tmp_path / "media"


_made: list[bytes] = []


@pytest.fixture
def full(django_db_setup: None, django_db_blocker: Any, tmp_path: Path, settings: Any) -> Path:
    """An archive of the small network, made once. Ask for ``own_database`` too where it is to be read back."""
    path = tmp_path / "first.coopnet"
    if not _made:
        settings.MEDIA_ROOT, before = tmp_path / "media-full", settings.MEDIA_ROOT
        with django_db_blocker.unblock(), another("full"):
            small_network.make()
            backup.write(path, at=AT)
        settings.MEDIA_ROOT = before
        _made.append(path.read_bytes())
    path.write_bytes(_made[0])
    path.chmod(0o600)
    return path


def test_a_network_comes_back_to_the_byte(own_database: str, full: Path, tmp_path: Path, media: Path) -> None:
    restore.read(full)
    backup.write(tmp_path / "second.coopnet", at=AT)
    assert (media / "pictures/bee.bin").stat().st_size == 128_000
    # Life goes on: a number that was given out is not given again, and the guards stand.
    assert User.objects.create_user("new@example.org", name="New", made_at=AT).pk > 12
    with pytest.raises(Exception, match="append-only"):
        Entry.objects.filter(number=1).update(what="x")
    assert (tmp_path / "second.coopnet").read_bytes() == full.read_bytes()
    assert (tmp_path / "second.coopnet").stat().st_mode & 0o777 == 0o600
    with pytest.raises(Refused, match="holds the network"):
        restore.read(full)


def test_a_network_moves_to_sqlite_and_back_equal_to_the_byte(own_database: str, full: Path, tmp_path: Path) -> None:
    """Run with PostgreSQL, this is the way to the other engine and back."""
    folder = tmp_path / "sqlite"
    folder.mkdir()
    restore.read(full)
    backup.write(tmp_path / "here.coopnet", at=AT)
    environment = sqlite_folder(folder)
    python(["-c", MOVE, str(tmp_path / "here.coopnet"), str(folder / "there.coopnet")], environment)
    with another("back"):
        restore.read(folder / "there.coopnet")
        backup.write(tmp_path / "back.coopnet", at=AT)
    assert (folder / "there.coopnet").read_bytes() == full.read_bytes()
    assert (tmp_path / "back.coopnet").read_bytes() == full.read_bytes()


MOVE = """
import sys, django; django.setup()
from datetime import UTC, datetime
from pathlib import Path
from coopnet.operations import backup, restore
from django.db import IntegrityError, connection
assert connection.vendor == "sqlite"
restore.read(Path(sys.argv[1]))
backup.write(Path(sys.argv[2]), at=datetime(2026, 9, 1, 9, 30, 15, 123456, tzinfo=UTC))
"""


def test_secrets_are_not_in_the_archive(full: Path) -> None:
    with open_archive(full) as archive:
        everything = b"".join(line for name in archive.parts for line in archive.read(name))
    assert b"314159" not in everything
    assert b"school1@example.org" in everything  # the control: what is carried is found this way
    assert not any("session" in name for name in archive.parts)


def torn(whole: bytes, chance: random.Random) -> bytes:
    """The archive cut short, or with one bit turned, anywhere."""
    if chance.random() < 0.5:
        return whole[: chance.randrange(len(whole))]
    place = chance.randrange(len(whole))
    return whole[:place] + bytes([whole[place] ^ 1 << chance.randrange(8)]) + whole[place + 1 :]


def refuse_torn(full: Path, tmp_path: Path, count: int) -> None:
    """Every torn archive is refused with a sentence, and the empty network that it was offered to stays as it is."""
    chance, whole = random.Random(200), full.read_bytes()
    bad = tmp_path / "torn.coopnet"
    backup.write(tmp_path / "before.coopnet", at=AT)
    for _ in range(count):
        bad.write_bytes(torn(whole, chance))
        with pytest.raises(Refused, match=r"torn\.coopnet"):
            restore.read(bad)
    backup.write(tmp_path / "after.coopnet", at=AT)
    assert (tmp_path / "before.coopnet").read_bytes() == (tmp_path / "after.coopnet").read_bytes()


def test_torn_archives_are_refused(own_database: str, full: Path, tmp_path: Path) -> None:
    """The small twin of the proof "torn"."""
    refuse_torn(full, tmp_path, 20)


def test_without_the_check_sum_a_turned_bit_goes_unseen(
    own_database: str, full: Path, tmp_path: Path, monkeypatch: Any
) -> None:
    """The control: a bit in a field that no unpacker looks at."""
    whole = bytearray(full.read_bytes())
    whole[10] ^= 1  # the time of the first part
    bad = tmp_path / "torn.coopnet"
    bad.write_bytes(whole)
    monkeypatch.setattr(archives, "_file_digest", lambda path: bytes(whole[-64:]).decode())
    restore.read(bad)


def forged(full: Path, path: Path, change: Any) -> Path:
    """An archive whose check sums fit but whose rows do not."""
    with open_archive(full) as archive, Writer(path) as writer:
        for name, said in archive.parts.items():
            lines = change(name, list(archive.read(name)))
            extra = {"columns": said["columns"]} if "columns" in said else {}
            writer.add(name, lines, **extra)
        manifest = {k: v for k, v in archive.manifest.items() if k not in ("parts", "format")}
        writer.finish(**manifest)
    return path


@pytest.fixture
def empty_but_for_files(own_database: str, full: Path, media: Path) -> Path:
    media.mkdir()
    (media / "mine.txt").write_text("mine")
    return full


def test_rows_that_break_a_promise_change_nothing(empty_but_for_files: Path, tmp_path: Path, media: Path) -> None:
    def orphan(name: str, lines: list[bytes]) -> list[bytes]:
        return lines[1:] if name == "tables/notices_letter.jsonl" else lines

    backup.write(tmp_path / "before.coopnet", at=AT)
    with pytest.raises(Refused):
        restore.read(forged(empty_but_for_files, tmp_path / "forged.coopnet", orphan))
    backup.write(tmp_path / "after.coopnet", at=AT)
    assert (tmp_path / "before.coopnet").read_bytes() == (tmp_path / "after.coopnet").read_bytes()
    assert (media / "mine.txt").read_text() == "mine"
    with pytest.raises(IntegrityError):
        Head.objects.all().delete()


def test_what_is_no_backup_of_ours_is_refused_with_a_sentence(own_database: str, full: Path, tmp_path: Path) -> None:
    with open_archive(full) as archive, Writer(tmp_path / "old.coopnet") as writer:
        manifest = {k: v for k, v in archive.manifest.items() if k not in ("parts", "format")}
        writer.finish(**{**manifest, "steps": manifest["steps"][:-1], "version": "0.0.9"})
    with pytest.raises(Refused, match=r"made by version 0\.0\.9"):
        restore.read(tmp_path / "old.coopnet")
    for name in ("../x", "/etc/x", "media/../../x", "other/x"):
        with Writer(tmp_path / "slip.coopnet") as writer:
            writer.add(name, [b"x"])
            writer.finish(steps=backup.steps())
        with pytest.raises(Refused, match="a name that no backup has"):
            restore.read(tmp_path / "slip.coopnet")
    for content in (b"", b"hello", b"PK\x05\x06" + bytes(18)):
        (tmp_path / "else.zip").write_bytes(content)
        with pytest.raises(Refused, match="not a whole backup"):
            restore.read(tmp_path / "else.zip")
    with pytest.raises(Refused, match="cannot be read"):
        restore.read(tmp_path / "nowhere.zip")


def test_a_backup_that_fails_leaves_no_file(db: None, tmp_path: Path, monkeypatch: Any) -> None:
    def broken(table: object) -> Iterator[list[Any]]:
        yield []
        raise OSError("disk full")

    monkeypatch.setattr(tables, "rows", broken)
    with pytest.raises(OSError, match="disk full"):
        backup.write(tmp_path / "never.coopnet", at=AT)
    assert list(tmp_path.glob("*.coopnet*")) == []
    assert list(tmp_path.glob(".never*")) == []


def test_every_table_is_carried_or_left_out_for_a_reason(db: None) -> None:
    carried = {table.name for table in tables.tables()}
    there = {name for name in connection.introspection.table_names() if not name.startswith("wagtailsearch_")}
    assert there - carried - tables.LEFT_OUT.keys() == set()
    assert carried - there == set()


def test_the_manifest_names_what_it_holds(full: Path) -> None:
    with open_archive(full) as archive:
        manifest = archive.manifest
        letters = [json.loads(line) for line in archive.read("tables/notices_letter.jsonl")]
    assert manifest["network"] == "Co-operative Schools Network"
    assert manifest["counters"]["accounts_user"] == 12
    assert len(letters) == 6
