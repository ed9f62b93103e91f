"""A folder of documents: what names tell, what a hostile zip may not do, private until somebody says otherwise."""

import io
import zipfile
from datetime import date
from pathlib import Path
from threading import Barrier, Thread
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from coopnet.accounts.models import User
from coopnet.bodies.enums import BodyKind, Office
from coopnet.bodies.models import Body
from coopnet.library.enums import Kind, Readers
from coopnet.library.models import Paper, Version
from coopnet.membership.tests import ground as on
from coopnet.moving_in.actions import NotPossible
from coopnet.moving_in.enums import Tray
from coopnet.moving_in.folder import actions, reading
from coopnet.moving_in.folder.actions import Taken, Told
from coopnet.moving_in.folder.guess import day_in, guess
from coopnet.moving_in.models import Folder, FolderFile
from tests.roles import give, regions

BODIES = [
    ("nab", ["National Advisory Board", "NAB"]),
    ("north-board", ["Northern regional board", "Northern board", "Northern"]),
    ("laser-board", ["London and South East board", "London & South East", "LASER"]),
]


@pytest.mark.parametrize(
    ("name", "day", "sure"),
    [
        ("Minutes 12.03.24", date(2024, 3, 12), True),
        ("2023-11-07 NAB agenda", date(2023, 11, 7), True),
        ("20190314_minutes", date(2019, 3, 14), True),
        ("AGM Minutes 5th March 2019", date(2019, 3, 5), True),
        ("minutes March 5, 2019", date(2019, 3, 5), True),
        ("Board 3-4-19", date(2019, 4, 3), True),
        ("notes 1sept2020", date(2020, 9, 1), True),
        ("AGM Minutes March 2019", date(2019, 3, 1), False),
        ("2023-11 NAB agenda", date(2023, 11, 1), False),
        ("Minutes 1.2.19 and 3.2.19", date(2019, 2, 1), False),
        ("Minutes 31.02.24", None, False),
        ("Report 2019", None, False),
        ("Invoice 1234567890", None, False),
        ("Room 101.202", None, False),
    ],
)
def test_the_day_in_a_name(name: str, day: date | None, sure: bool) -> None:
    assert day_in(name) == (day, sure)


@pytest.mark.parametrize(
    ("path", "title", "kind", "body"),
    [
        ("NAB/Minutes 12.03.24 FINAL.pdf", "Minutes", "minutes", "nab"),
        ("Drive/London & South East/2023-11-07_minutes_v2.docx", "Minutes", "minutes", "laser-board"),
        ("Northern board terms of reference.pdf", "Northern board terms of reference", "terms", "north-board"),
        ("scan.pdf", "Scan", "other", ""),
        ("scan 004.pdf", "Scan 004", "other", ""),
        ("policies/Travel.pdf", "Travel", "policy", ""),
        ("The constitution (signed).pdf", "The constitution", "rules", ""),
        ("nabbed.pdf", "Nabbed", "other", ""),
    ],
)
def test_title_kind_and_body_of_a_name(path: str, title: str, kind: str, body: str) -> None:
    told = guess(path, BODIES)
    assert (told.title, told.kind, told.body) == (title, kind, body)


def test_two_bodies_named_alike_are_uncertain() -> None:
    told = guess("NAB and ABC minutes 1.2.2020.pdf", [("a", ["NAB"]), ("b", ["ABC"])])
    assert not told.body_sure
    assert not told.sure


@given(st.text(max_size=120))
def test_no_name_breaks_the_guess(path: str) -> None:
    told = guess(path, BODIES)
    assert len(told.title) <= 120
    assert told.kind in set(Kind)


def zipped(files: dict[str, bytes]) -> io.BytesIO:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    out.seek(0)
    return out


def sent(files: dict[str, bytes]) -> list[SimpleUploadedFile]:
    return [SimpleUploadedFile(name, data) for name, data in files.items()]


def keeper() -> User:
    return User.objects.filter(name__icontains="ordinator").first() or give(Office.CO_ORDINATOR).user


def take(files: dict[str, bytes]) -> Taken:
    return actions.take_in(name="Shared drive", found=reading.read(sent(files)), by=keeper(), at=on.AT)


@pytest.fixture
def ground(db: None, tmp_path: Path, settings: Any) -> None:
    settings.MEDIA_ROOT = tmp_path
    on.ground()
    region = regions()["north"]
    Body.objects.create(kind=BodyKind.NATIONAL_BOARD.value, slug="nab", name="National Advisory Board")
    Body.objects.create(
        kind=BodyKind.REGIONAL_BOARD.value, slug="northern-board", name="Northern regional board", region=region
    )


DRIVE = {
    "NAB minutes 12.03.24.txt": b"We met.",
    "Northern board minutes 1.2.2023.txt": b"We met too.",
    "something.txt": b"Words.",
}


@pytest.mark.usefixtures("ground")
def test_all_of_it_is_private_until_somebody_says_otherwise(client: Client) -> None:
    took = take(DRIVE)
    assert (took.new, took.known, took.refused) == (3, 0, [])
    assert not Paper.objects.exists()
    rows = {row.path: row for row in FolderFile.objects.select_related("body")}
    nab = rows["NAB minutes 12.03.24.txt"]
    assert (nab.day, nab.kind, nab.body and nab.body.slug, nab.sure) == (date(2024, 3, 12), "minutes", "nab", True)
    assert not rows["something.txt"].sure
    address = f"/moving-in/folder/file/{nab.pk}/"
    for user in (None, give(Office.TREASURER).user, give(Office.AMBASSADOR, "north").user):
        if user:
            client.force_login(user)
        assert client.get(address).status_code in (302, 403)
    assert "NAB" not in client.get("/library/").text
    actions.shelve(files=[nab], readers=Readers.OFFICERS, by=keeper(), at=on.AT)
    client.logout()
    assert "NAB minutes" not in client.get("/library/").text
    actions.shelve(files=[rows["Northern board minutes 1.2.2023.txt"]], readers=Readers.PUBLIC, by=keeper(), at=on.AT)
    page = client.get("/library/").text
    assert "Northern board minutes" in page
    paper = Paper.objects.get(readers=Readers.PUBLIC.value)
    assert (paper.day, paper.body and paper.body.slug, paper.region_id) == (date(2023, 2, 1), "northern-board", "north")


@pytest.mark.usefixtures("ground")
def test_the_same_folder_twice_is_once() -> None:
    assert take(DRIVE).new == 3
    again = take(DRIVE)
    assert (again.folder, again.new, again.known) == (None, 0, 3)
    assert take({"other name.txt": b"Words.", "twice.txt": b"New.", "thrice.txt": b"New."}).new == 1
    assert Folder.objects.count() == 2
    row = FolderFile.objects.get(path="something.txt")
    actions.shelve(files=[row], readers=Readers.OFFICERS, by=keeper(), at=on.AT)
    assert take({"again.txt": b"Words."}).known == 1
    assert Version.objects.count() == 1


@pytest.mark.usefixtures("ground")
def test_what_is_refused_is_named_and_the_rest_comes_in() -> None:
    took = take({"good.txt": b"Words.", "bad.exe": b"MZ", "page.txt": b"<script>alert(1)</script>"})
    assert took.new == 1
    assert dict(took.refused)["bad.exe"].startswith("This kind of file is not taken")
    assert took.folder is not None
    assert len(took.folder.refused) == 2


@pytest.mark.usefixtures("ground")
def test_a_zip_comes_in_by_its_paths_and_litter_is_left() -> None:
    data = zipped(
        {"NAB/minutes 1.2.2020.txt": b"A", "../../etc/passwd.txt": b"B", "__MACOSX/x.txt": b"C", "a/.DS_Store": b"D"}
    ).read()
    took = take({"drive.zip": data})
    assert (took.new, took.refused) == (2, [])
    assert set(FolderFile.objects.values_list("path", flat=True)) == {"NAB/minutes 1.2.2020.txt", "etc/passwd.txt"}
    assert FolderFile.objects.get(path__startswith="NAB").body is not None


@pytest.mark.usefixtures("ground")
def test_a_zip_that_lies_or_bursts_is_refused_and_nothing_stays(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    with pytest.raises(reading.TooMuch, match="broken"):
        take({"drive.zip": b"PK no zip"})
    monkeypatch.setattr(reading, "MOST_FILES", 2)
    with pytest.raises(reading.TooMuch, match="at most 2"):
        take({"drive.zip": zipped({f"{n}.txt": b"x%d" % n for n in range(3)}).read()})
    with pytest.raises(reading.TooMuch, match="at most 2"):
        take({f"{n}.txt": b"x%d" % n for n in range(3)})
    monkeypatch.setattr(reading, "MOST_FILES", 500)
    monkeypatch.setattr(reading, "MOST_BYTES", 1000)
    with pytest.raises(reading.TooMuch, match="200 MB"):
        take({"drive.zip": zipped({"a.txt": b"x", "bomb.txt": b"0" * 5000}).read()})
    assert not Folder.objects.exists()
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []
    monkeypatch.undo()


@pytest.mark.usefixtures("ground")
def test_a_locked_member_and_a_zip_in_a_zip_are_named() -> None:
    data = bytearray(zipped({"a.txt": b"Words.", "b.txt": b"More."}).read())
    for mark in (b"PK\x03\x04", b"PK\x01\x02"):
        place = data.find(mark)
        data[place + (6 if mark == b"PK\x03\x04" else 8)] |= 1
    took = take({"drive.zip": bytes(data), "inner.txt": b"x"})
    assert dict(took.refused)["a.txt"].startswith("It is locked by a password")
    nested = take({"d.zip": zipped({"deep.zip": b"PK", "fine.txt": b"fine"}).read()})
    assert dict(nested.refused)["deep.zip"].startswith("This kind of file is not taken")
    assert nested.new == 1


@pytest.mark.usefixtures("ground")
def test_a_folder_is_taken_back_unless_it_is_on_the_shelf() -> None:
    took = take(DRIVE)
    assert took.folder is not None
    row = FolderFile.objects.get(path="something.txt")
    actions.shelve(files=[row], readers=Readers.OFFICERS, by=keeper(), at=on.AT)
    with pytest.raises(NotPossible, match="on the shelf already"):
        actions.take_back(folder=took.folder, by=keeper(), at=on.AT)
    with pytest.raises(NotPossible, match="does not wait"):
        actions.shelve(files=[row], readers=Readers.PUBLIC, by=keeper(), at=on.AT)
    other = take({"x.txt": b"X"})
    assert other.folder is not None
    actions.take_back(folder=other.folder, by=keeper(), at=on.AT)
    assert FolderFile.objects.get(path="x.txt").state == Tray.LEFT.value
    assert take({"x.txt": b"X"}).new == 1


@pytest.mark.usefixtures("ground")
def test_corrections_one_by_one_and_for_many() -> None:
    take(DRIVE)
    row = FolderFile.objects.get(path="something.txt")
    assert actions.correct(told=[(row, Told(title="A word", day=date(2020, 1, 2)))], by=keeper(), at=on.AT) == 1
    row.refresh_from_db()
    assert (row.title, row.day, row.sure) == ("A word", date(2020, 1, 2), True)
    everything = [(one, Told(kind=Kind.POLICY)) for one in FolderFile.objects.all()]
    assert actions.correct(told=everything, by=keeper(), at=on.AT) == 3
    assert set(FolderFile.objects.values_list("kind", flat=True)) == {"policy"}
    assert actions.correct(told=everything, by=keeper(), at=on.AT) == 0


def test_two_people_at_once_bring_one_folder_once(own_database: str, tmp_path: Path, settings: Any) -> None:
    settings.MEDIA_ROOT = tmp_path
    on.ground()
    by, gate, news = keeper(), Barrier(2), []

    def run() -> None:
        try:
            gate.wait(10)
            took = actions.take_in(name="Drive", found=reading.read(sent(DRIVE)), by=by, at=on.AT)
            news.append(took.new)
        finally:
            connection.close()

    threads = [Thread(target=run) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert sorted(news) == [0, 3]
    assert FolderFile.objects.count() == 3


@pytest.mark.usefixtures("ground")
def test_the_table_comes_back_at_the_place_where_it_was(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("coopnet.moving_in.folder.views.PAGE", 1)
    client.force_login(keeper())
    folder = take(DRIVE).folder
    assert folder is not None
    place = "?which=look&page=1"
    page = client.get(f"/moving-in/folder/{folder.pk}/{place}").text
    assert f"/moving-in/folder/{folder.pk}/act/?which=look&amp;page=1" in page
    row = FolderFile.objects.get(path="something.txt")
    kept = {f"title-{row.pk}": "Kept", f"day-{row.pk}": "", "all-submission": uuid4(), "do": "keep"}
    answer = client.post(f"/moving-in/folder/{folder.pk}/act/{place}", kept)
    assert answer.headers["Location"] == f"/moving-in/folder/{folder.pk}/{place}"
    asked = client.get(f"/moving-in/folder/{folder.pk}/").text
    assert 'value="12 March 2024"' in asked


@pytest.mark.usefixtures("ground")
def test_the_pages(client: Client) -> None:
    client.force_login(keeper())
    assert "No folder came in yet" in client.get("/moving-in/folder/").text
    assert "Choose the files" in client.post("/moving-in/folder/", {"submission": uuid4()}).text
    there = client.post("/moving-in/folder/", {"submission": uuid4(), "documents": sent(DRIVE)}).headers["Location"]
    page = client.get(there).text
    assert "look at it" in page
    row = FolderFile.objects.get(path="something.txt")
    form = {
        f"title-{row.pk}": "New words",
        f"day-{row.pk}": "no day",
        f"kind-{row.pk}": "policy",
        f"body-{row.pk}": "nab",
    }
    for do in ("keep", "shelf", "leave", "all"):  # none is ticked: nothing that was typed is lost
        wrong = client.post(f"{there}act/", form | {"all-submission": uuid4(), "do": do})
        assert ("Error:" in wrong.text) is (do == "keep")
        assert ("Tick the documents first" in wrong.text) is (do != "keep")
        assert 'value="New words"' in wrong.text
        assert 'value="no day"' in wrong.text
        assert '<option value="nab" selected>' in wrong.text
    client.post(f"{there}act/", form | {f"day-{row.pk}": "3/4/2020", "all-submission": uuid4(), "do": "keep"})
    row.refresh_from_db()
    assert (row.title, row.day, row.kind, row.body and row.body.slug) == (
        "New words",
        date(2020, 4, 3),
        "policy",
        "nab",
    )
    many = {"pick": [row.pk], "all-kind": "guide", "all-body": "", "all-submission": uuid4(), "do": "all"}
    client.post(f"{there}act/", many)
    row.refresh_from_db()
    assert row.kind == "guide"
    ask = client.post(f"{there}act/", {"pick": [row.pk], "all-submission": uuid4(), "do": "shelf"})
    assert "read, found and copied by everybody" in ask.text
    assert not Paper.objects.exists()
    assert "Choose who may read" in client.post(f"{there}shelve/", {"pick": [row.pk], "shelf-submission": uuid4()}).text
    put = {"pick": [row.pk], "shelf-readers": "public", "shelf-submission": uuid4()}
    for _ in range(2):
        client.post(f"{there}shelve/", put)
    assert Paper.objects.get().title == "New words"
    assert "New words" in client.get(f"{there}?which=shelved").text
    rest = FolderFile.objects.filter(state=Tray.WAITS.value)
    client.post(f"{there}act/", {"pick": [r.pk for r in rest], "all-submission": uuid4(), "do": "leave"})
    assert not FolderFile.objects.filter(state=Tray.WAITS.value).exists()
