"""An export that comes by a page: looked at, brought in once by the worker, dropped; nothing half done."""

import io
import tracemalloc
import zipfile
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from coopnet.accounts.models import User
from coopnet.bodies.enums import Office
from coopnet.kit.models import Network
from coopnet.moving_in import tasks
from coopnet.moving_in.actions import NotPossible
from coopnet.moving_in.by_page import actions
from coopnet.moving_in.enums import Stage
from coopnet.moving_in.models import Export, Move
from coopnet.moving_in.tests.old_site import BASE, Old, write
from coopnet.site.models import PostPage
from coopnet.site.tree import make_tree
from tests.roles import BEGAN_AT, BY, give, regions

AT = datetime(2026, 10, 5, 11, tzinfo=UTC)
PICTURE = f"{BASE}/wp-content/uploads/2019/01/note.txt"


def keeper() -> User:
    return User.objects.filter(name__icontains="ordinator").first() or give(Office.CO_ORDINATOR).user


pytestmark = pytest.mark.django_db


@pytest.fixture
def ready(network: Network, tmp_path: Path, settings: Any) -> Path:
    settings.MEDIA_ROOT = tmp_path / "media"
    regions()
    make_tree(network=network, by=BY, at=BEGAN_AT)
    return tmp_path


def export(folder: Path, items: list[Old] | None = None) -> SimpleUploadedFile:
    path = write(folder / "old.xml", items or [Old(1), Old(2, status="draft"), Old(3, kind="page")])
    return SimpleUploadedFile("old-site.xml", path.read_bytes())


def uploads(files: dict[str, bytes]) -> SimpleUploadedFile:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return SimpleUploadedFile("uploads.zip", out.getvalue())


def look(folder: Path, files: SimpleUploadedFile | None = None, items: list[Old] | None = None) -> Export:
    return actions.look(file=export(folder, items), uploads=files, by=keeper(), at=AT)


def kept(folder: Path) -> list[str]:
    return sorted(path.name for path in (folder / "media" / "exports").glob("*"))


def test_it_is_looked_at_and_nothing_changes(ready: Path) -> None:
    found = look(ready)
    assert (found.told["posts"], found.told["pages"], found.told["unseen"]) == (2, 1, 1)
    assert not Move.objects.exists()
    assert tasks.bring_in(AT) == ""
    with pytest.raises(NotPossible, match="stands in the list already"):
        look(ready)


def test_the_worker_brings_it_in_with_its_files_and_its_files_go(ready: Path) -> None:
    items = [Old(1), Old(9, kind="attachment", file_address=PICTURE)]
    found = look(ready, uploads({"2019/01/note.txt": b"Words of old.", "../../evil.txt": b"x"}), items)
    actions.ask(export=found, by=keeper(), at=AT)
    assert tasks.bring_in(AT) == "old-site.xml is in"
    found.refresh_from_db()
    assert found.move is not None
    assert found.move.file == "old-site.xml"
    assert not any("not come along" in line or "are not" in line for line in found.move.told)
    assert PostPage.objects.count() == 1
    assert kept(ready) == []
    assert not list(ready.rglob("evil.txt"))
    with pytest.raises(NotPossible, match="brought in already"):
        look(ready, items=items)


def test_one_at_a_time_and_a_lost_one_is_taken_up_again(ready: Path) -> None:
    first = look(ready)
    other = look(ready, items=[Old(5)])
    actions.ask(export=first, by=keeper(), at=AT)
    with pytest.raises(NotPossible, match="Another export"):
        actions.ask(export=other, by=keeper(), at=AT)
    Export.objects.filter(pk=first.pk).update(stage=Stage.RUNS.value, begun_at=AT)
    assert tasks.bring_in(AT + timedelta(minutes=30)) == ""
    assert tasks.bring_in(AT + timedelta(hours=2)) == "old-site.xml is in"
    assert tasks.bring_in(AT + timedelta(hours=2)) == ""


def test_what_cannot_be_brought_in_says_why_and_changes_nothing(ready: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(actions, "UNPACKED", 10)
    found = look(ready, uploads({"a.txt": b"0" * 100}))
    actions.ask(export=found, by=keeper(), at=AT)
    assert tasks.bring_in(AT) == "old-site.xml could not be brought in"
    found.refresh_from_db()
    assert "1 GB" in found.why
    assert not PostPage.objects.exists()
    actions.drop(export=found, by=keeper(), at=AT)
    with pytest.raises(NotPossible, match="does not stand there"):
        actions.drop(export=found, by=keeper(), at=AT)


def test_a_large_file_of_the_old_site_is_never_held_as_a_whole(ready: Path) -> None:
    found = look(ready, uploads({"film.bin": bytes(40_000_000)}))
    (ready / "there").mkdir()
    tracemalloc.start()
    try:
        actions._unpacked(found, ready / "there")
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert (ready / "there" / "film.bin").stat().st_size == 40_000_000
    assert most < 10_000_000


def test_a_zip_in_a_way_of_packing_that_we_cannot_read_is_told(ready: Path) -> None:
    strange = bytearray(uploads({"a.txt": b"words"}).read())
    for mark, offset in ((b"PK\x03\x04", 8), (b"PK\x01\x02", 10)):
        strange[strange.index(mark) + offset] = 9  # Deflate64, as Windows packs what is large
    found = look(ready, SimpleUploadedFile("u.zip", bytes(strange)))
    actions.ask(export=found, by=keeper(), at=AT)
    assert tasks.bring_in(AT) == "old-site.xml could not be brought in"
    found.refresh_from_db()
    assert "cannot read" in found.why


def test_a_fault_of_ours_is_shown_and_not_tried_for_ever(ready: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(**given: Any) -> None:
        raise KeyError("x")

    monkeypatch.setattr("coopnet.moving_in.by_page.actions.actions.bring_in", fail)
    found = look(ready)
    actions.ask(export=found, by=keeper(), at=AT)
    with pytest.raises(KeyError):
        tasks.bring_in(AT)
    assert tasks.bring_in(AT + timedelta(hours=2)) == ""
    found.refresh_from_db()
    assert (found.stage, found.why) == (Stage.FAILED.value, actions.OURS)
    actions.ask(export=found, by=keeper(), at=AT)  # it can be asked for again


def test_what_is_no_export_is_refused_and_not_kept(ready: Path) -> None:
    for data in (b"", b"hello", b"<html></html>", b"PK\x03\x04rest"):
        with pytest.raises(NotPossible):
            actions.look(file=SimpleUploadedFile("x.xml", data), uploads=None, by=keeper(), at=AT)
    with pytest.raises(NotPossible, match="as one zip"):
        actions.look(file=export(ready), uploads=SimpleUploadedFile("u.zip", b"no"), by=keeper(), at=AT)
    assert kept(ready) == []
    assert not Export.objects.exists()


def test_the_pages(client: Client, ready: Path) -> None:
    client.force_login(keeper())
    assert "Choose the export" in client.post("/moving-in/wordpress/", {"submission": uuid4()}).text
    wrong = client.post(
        "/moving-in/wordpress/", {"submission": uuid4(), "export": SimpleUploadedFile("x.xml", b"hello")}
    )
    assert "Error:" in wrong.text
    form = {"submission": uuid4(), "export": export(ready)}
    there = client.post("/moving-in/wordpress/", form).headers["Location"]
    page = client.get(there).text
    assert "Nothing has changed yet" in page
    client.post(f"{there}ask/", {"submission": uuid4()})
    assert "within a minute" in client.get(there).text
    tasks.bring_in(AT)
    assert "It is in." in client.get(there).text
    assert "old-site.xml" in client.get("/moving-in/").text
    client.force_login(give(Office.TREASURER).user)
    assert client.get(there).status_code == 403
