"""Everything goes out, counts the same as the records, holds no secret, and runs nothing in a spreadsheet."""

import argparse
import csv
import io
import re
import urllib.parse
import zipfile
from datetime import UTC, datetime
from pathlib import Path
from threading import Thread
from typing import Any
from uuid import uuid4

import pytest
from django.apps import apps
from django.db import connection
from django.test import Client

from coopnet.audit.models import Entry
from coopnet.bodies.actions import make_body
from coopnet.bodies.enums import BodyKind, Office
from coopnet.casework.models import HelpRequest
from coopnet.decisions.actions import record
from coopnet.decisions.models import Decision
from coopnet.kit.actors import System
from coopnet.kit.console import Refused
from coopnet.kit.models import Network
from coopnet.kit.tests.hostile_files import pdf
from coopnet.kit.uploads import papers
from coopnet.membership.tests import ground as on
from coopnet.moving_in.way_out import tables, writing
from coopnet.moving_in.way_out.commands import _export
from coopnet.moving_in.way_out.tables import NATIONAL, SILENT, STAYS, columns, file_name, ours, taken
from coopnet.moving_in.way_out.writing import write
from coopnet.notices.actions import queue
from coopnet.notices.models import Letter, Secret
from coopnet.register.models import Establishment
from coopnet.site.models import SectionPage
from coopnet.site.tree import make_tree
from coopnet.subscriptions.tests.test_invoices import prepared, sent
from tests.roles import give

AT = datetime(2026, 9, 1, 9, tzinfo=UTC)
BY = System("test")
CANARY = "canary-in-the-mine"


@pytest.fixture
def ground(db: None) -> None:
    on.ground()
    member = on.joined().member
    on.somebody(member, "=HYPERLINK(1)")
    body = make_body(kind=BodyKind.SOCIETY, slug="society", name="The society", by=BY, at=AT)
    record(body=body, day=AT.date(), title="A", text="B", sent=papers.clean(io.BytesIO(pdf()), "a.pdf"), by=BY, at=AT)
    HelpRequest.objects.create(
        key=uuid4(), name=CANARY, words=CANARY, school=CANARY, phone="1", made_at=AT, ring_by=AT, state="waiting"
    )
    queue(kind="code", key="code:1", to="a@example.org", subject="S", text=CANARY, by=BY, at=AT)


def out(*, national: bool = False) -> zipfile.ZipFile:
    file = io.BytesIO()
    write(file, national=national, at=AT)
    return zipfile.ZipFile(file)


def rows(archive: zipfile.ZipFile, name: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(archive.read(f"tables/{name}").decode("utf-8-sig"), newline="")))


@pytest.mark.usefixtures("ground")
@pytest.mark.parametrize("national", [False, True])
def test_every_table_counts_the_same_as_the_records(national: bool) -> None:
    archive = out(national=national)
    assert archive.testzip() is None
    for model in taken(national=national):
        found = rows(archive, file_name(model))
        assert len(found) - 1 == model._default_manager.count(), model
        assert found[0] == [heading for heading, _ in columns(model)]
        assert {len(row) for row in found} == {len(columns(model))}
    names = {file_name(model) for model in taken(national=national)}
    assert len(names) == len(taken(national=national)), "two tables would have one name"
    assert ("register-establishments.csv" in names) is national


def test_all_tables_are_of_one_moment_and_nobody_waits(own_database: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Somebody writes while tables go out: that stands in none of them, and the writer is not kept waiting."""
    write_table, late = writing._write_table, list[Thread]()

    def come() -> None:
        queue(kind="notice", key="late", to="a@example.org", subject="S", text="T", by=BY, at=AT)
        connection.close()

    def slowly(archive: zipfile.ZipFile, model: type[Any]) -> int:
        count = write_table(archive, model)
        if not late:
            late.append(Thread(target=come))
            late[0].start()
            late[0].join()
        return count

    Network.objects.create(pk=1, name="N", short_name="N", society_name="S", made_at=AT)
    monkeypatch.setattr(writing, "_write_table", slowly)
    assert len(rows(out(), file_name(Letter))) == 1  # its heading alone
    assert Letter.objects.count() == 1
    assert len(rows(out(), file_name(Letter))) == 2


def test_every_table_of_ours_goes_out_or_stays_with_a_reason() -> None:
    labels = {model._meta.label for model in ours()}
    pages = {m._meta.label for m in apps.get_models() if m.__module__.startswith("coopnet.")} - labels
    assert set(STAYS) <= labels
    assert labels >= NATIONAL
    assert all(label.startswith("site.") for label in pages)
    assert {model._meta.label for model in taken(national=True)} == labels - set(STAYS)
    for label, name in SILENT:
        apps.get_model(label)._meta.get_field(name)
    # What could open a door or break a silence never goes: passwords, codes, tokens, requests for help.
    sent = {path.rpartition("__")[2] for model in taken(national=True) for _, path in columns(model)}
    assert not sent & {"password", "salt", "secret", "token", "claim"}


@pytest.mark.usefixtures("ground")
def test_no_secret_goes_out_and_with_the_guard_off_it_would(monkeypatch: pytest.MonkeyPatch) -> None:
    assert Secret.objects.filter(text=CANARY).exists()

    def whole() -> bytes:
        archive = out()
        return b"".join(archive.read(name) for name in archive.namelist())

    assert CANARY.encode() not in whole()
    monkeypatch.setattr(tables, "STAYS", {})
    assert CANARY.encode() in whole()


@pytest.mark.usefixtures("ground")
def test_keys_mean_something_outside_and_nothing_runs() -> None:
    archive = out()
    people = rows(archive, "people-persons.csv")
    assert any("'=HYPERLINK(1)" in row for row in people)
    assert not any(cell.startswith("=") for row in people for cell in row)
    (cover,) = rows(archive, "membership-coverages.csv")[1:]
    school = Establishment.objects.get()
    assert str(school.urn) in cover
    assert any(name.startswith("files/decisions-decision-") for name in archive.namelist())
    readme = archive.read("README.txt").decode()
    assert "Left out, and why" in readme
    assert "casework.HelpRequest" in readme


@pytest.mark.usefixtures("ground")
def test_an_officer_takes_it_and_the_record_tells(client: Client) -> None:
    client.force_login(give(Office.AMBASSADOR, "west").user)
    assert client.post("/moving-in/everything/").status_code == 403
    client.force_login(give(Office.CO_ORDINATOR).user)
    assert "Take everything out" in client.get("/moving-in/everything/").text
    assert not Entry.objects.filter(what="network.taken-out").exists()
    answer = client.post("/moving-in/everything/")
    archive = zipfile.ZipFile(io.BytesIO(b"".join(getattr(answer, "streaming_content"))))  # noqa: B009 - untyped there
    assert "README.txt" in archive.namelist()
    assert Entry.objects.filter(what="network.taken-out").count() == 1


@pytest.mark.usefixtures("ground")
def test_the_command_writes_once_and_leaves_nothing_half_done(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("coopnet.moving_in.way_out.commands.database.ensure", lambda: None)
    args = argparse.Namespace(file=tmp_path / "all.zip", register=False)
    assert _export(args) == 0
    assert "rows" in capsys.readouterr().err
    with pytest.raises(Refused, match="there already"):
        _export(args)
    with pytest.raises(Refused, match="no folder"):
        _export(argparse.Namespace(file=tmp_path / "nowhere" / "all.zip", register=False))

    def breaks(**_given: object) -> None:
        raise OSError("The disk is full.")

    monkeypatch.setattr("coopnet.moving_in.way_out.commands.take_out", breaks)
    with pytest.raises(OSError, match="full"):
        _export(argparse.Namespace(file=tmp_path / "other.zip", register=False))
    assert [path.name for path in tmp_path.iterdir()] == ["all.zip"]


@pytest.mark.usefixtures("ground")
def test_a_file_that_is_gone_is_named() -> None:
    stored = Decision.objects.get().file
    stored.storage.delete(str(stored.name))
    readme = out().read("README.txt").decode()
    assert "was not there" in readme


def _with_pages(network: Network) -> None:
    prepared()
    sent()
    make_tree(network=network, by=BY, at=AT)
    body = make_body(kind=BodyKind.SOCIETY, slug="society", name="The society", by=BY, at=AT)
    record(body=body, day=AT.date(), title="To <meet>", text="First.\n\nSecond \U0001f600.", by=BY, at=AT)


@pytest.mark.django_db
def test_pages_decisions_and_invoices_go_out_as_pdf_with_an_index(network: Network) -> None:
    _with_pages(network)
    file = io.BytesIO()
    written = write(file, at=AT)
    archive = zipfile.ZipFile(file)
    given = [name for name in archive.namelist() if name.startswith("papers/")]
    assert (written.invoices, written.decisions, written.unset) == (1, 1, {})
    assert len(given) == len(set(given)) == written.pages + 2
    assert written.pages > 5
    assert all(archive.read(name).startswith(b"%PDF") for name in given)
    index = archive.read("index.html").decode()
    assert "To &lt;meet&gt;" in index
    linked = re.findall('href="([^"]+)"', index)
    assert {name for name in archive.namelist() if name.startswith(("papers/", "pages/"))} == {
        urllib.parse.unquote(name) for name in linked
    }


@pytest.mark.django_db
def test_a_paper_that_cannot_be_set_is_named_and_all_else_goes_out(
    network: Network, monkeypatch: pytest.MonkeyPatch
) -> None:
    _with_pages(network)
    page = SectionPage.objects.get(slug="briefing")
    page.lead = "Too long. " * 30_000
    page.save()
    file = io.BytesIO()
    written = write(file, at=AT)
    archive = zipfile.ZipFile(file)
    (name,) = written.unset
    assert name.endswith("briefing.pdf")
    assert name not in archive.namelist()
    assert f"{name} could not be made: " in archive.read("README.txt").decode()
    assert "papers/invoice-1.pdf" in archive.namelist()
    monkeypatch.setattr("coopnet.kit.paper.MOST", 10**9)  # the control: without the bound it is set
    assert write(io.BytesIO(), at=AT).unset == {}
