"""Documents: which version holds, who reads it, and that a file stays what it was."""

import io
import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.db.utils import DatabaseError
from django.test import Client

from coopnet.audit.models import Entry
from coopnet.bodies.enums import Office
from coopnet.kit.tests.hostile_files import pdf
from coopnet.kit.uploads import papers
from coopnet.library import actions, queries
from coopnet.library.enums import Kind, Readers
from coopnet.library.models import InForce, Paper, Version
from coopnet.regions.models import Region
from tests.roles import Actor, give, nobody, regions

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 10, 5, 11, tzinfo=UTC)
TODAY = NOON.date()


@pytest.fixture(autouse=True)
def noon(settings: Any, tmp_path: Path) -> Iterator[None]:
    settings.MEDIA_ROOT = tmp_path
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def keeper(network: object) -> Actor:
    regions()
    return give(Office.CO_ORDINATOR)


def browser(actor: Actor) -> Client:
    client = Client()
    client.force_login(actor.user)
    return client


def sent(words: str = "one") -> papers.Paper:
    return papers.clean(io.BytesIO(pdf(f"% {words}\n".encode())), "rules.pdf")


def added(by: Actor, *, title: str = "Rules", starts: date | None = TODAY, **more: Any) -> Paper:
    given: dict[str, Any] = {
        "kind": Kind.RULES, "readers": Readers.PUBLIC, "summary": "", "parties": "", "region": None,
        "review_on": None, "decided": "", "sent": sent(),
    }  # fmt: skip
    return actions.add_paper(title=title, starts=starts, by=by.user, at=NOON, **{**given, **more})


def form_of(client: Client, address: str, part: str) -> tuple[str, dict[str, str]]:
    """The address of a form and its hidden fields, as the page serves it."""
    main = client.get(address).content.decode().partition("<main")[2]
    forms = list(re.finditer(r'<form method="post"(?: action="([^"]*)")?.*?</form>', main, re.DOTALL))
    form = next((one for one in forms if (one.group(1) or "").endswith(part)), None)
    assert form, f"{address} offers no {part}"
    return form.group(1) or address, dict(re.findall(r'type="hidden" name="([^"]+)" value="([^"]*)"', form.group()))


def upload(words: str) -> SimpleUploadedFile:
    return SimpleUploadedFile("Rules 2026.pdf", pdf(f"% {words}\n".encode()), "application/pdf")


def test_a_document_is_added_read_and_followed_by_a_version(keeper: Actor, client: Client) -> None:
    officer = browser(keeper)
    address, hidden = form_of(officer, "/library/add/", "")
    typed = {"title": "Rules of the Society", "kind": "rules", "place": "network", "readers": "public",
             "starts": "2026-09-01", "file": upload("one")}  # fmt: skip
    answer = officer.post(address, {**hidden, **typed})
    assert answer["Location"] == "/library/rules-of-the-society/"
    page = client.get("/library/rules-of-the-society/").content.decode()
    assert "Version 1, since" in page
    got = client.get("/library/rules-of-the-society/1/")
    body = b"".join(got.streaming_content)  # type: ignore[attr-defined]  # it is a file
    assert body == pdf(b"% one\n")
    assert got["Content-Disposition"] == 'attachment; filename="rules-of-the-society-version-1.pdf"'
    assert "sandbox" in got["Content-Security-Policy"]
    address, hidden = form_of(officer, "/library/rules-of-the-society/", "version/")
    officer.post(address, {**hidden, "version-file": upload("two"), "version-changed": "A fifth seat"})
    assert "Version 1, since" in client.get("/library/rules-of-the-society/").content.decode()
    address, hidden = form_of(officer, "/library/rules-of-the-society/", "force/")
    officer.post(address, {**hidden, "force-starts": "2026-10-05"})
    page = client.get("/library/rules-of-the-society/").content.decode()
    for words in ("Version 2, since", "In force from 1 September 2026 up to 5 October 2026", "New: A fifth seat"):
        assert words in page, words
    assert [e.what for e in Entry.objects.filter(what__startswith="library.").order_by("number")] == [
        "library.added", "library.version-added", "library.put-in-force",
    ]  # fmt: skip


def test_what_officers_read_is_hidden_from_everybody_else(keeper: Actor, client: Client) -> None:
    added(keeper, title="Minutes of the board", readers=Readers.OFFICERS)
    member = browser(nobody())
    for other in (client, member):
        assert "Minutes of the board" not in other.get("/library/").content.decode()
        assert other.get("/library/minutes-of-the-board/").status_code == 404
        assert other.get("/library/minutes-of-the-board/1/").status_code == 404
    treasurer = browser(give(Office.TREASURER))
    got = treasurer.get("/library/minutes-of-the-board/1/")
    assert (got.status_code, got["Cache-Control"]) == (200, "private, no-store")
    assert "Keep this document" not in treasurer.get("/library/minutes-of-the-board/").content.decode()


def test_a_region_keeps_its_own_and_no_other(keeper: Actor) -> None:
    regions()
    mine = added(keeper, title="Western terms", region=Region.objects.get(key="west"))
    national = added(keeper, title="National terms", sent=sent("n"))
    western = browser(give(Office.AMBASSADOR, "west"))
    assert "Keep this document" in western.get(f"/library/{mine.slug}/").content.decode()
    assert "Keep this document" not in western.get(f"/library/{national.slug}/").content.decode()
    data = {"submission": "6f1e1c1e-8a8e-4b7e-9c8e-0a0b0c0d0e0f", "end-ends": "2026-12-01"}
    assert western.post(f"/library/{national.slug}/end/", data).status_code == 404
    northern = browser(give(Office.AMBASSADOR, "north"))
    assert northern.post(f"/library/{mine.slug}/end/", data).status_code == 404
    assert InForce.objects.filter(ends__isnull=False).count() == 0


@pytest.mark.parametrize(
    "typed, sentence",
    [
        ({"title": ""}, "Write a title."),
        ({"file": SimpleUploadedFile("a.pdf", b"%PDF-1.7 /JavaScript %%EOF")}, "This PDF holds a script."),
        ({"file": SimpleUploadedFile("a.exe", b"MZ")}, "This kind of file is not taken."),
        ({"file": SimpleUploadedFile("a.pdf", b"")}, "The file is empty."),
        ({"starts": "soon"}, "Enter a day"),
        ({"readers": "mallory"}, "Choose one from the list."),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_kept(keeper: Actor, typed: dict[str, Any], sentence: str) -> None:
    officer = browser(keeper)
    address, hidden = form_of(officer, "/library/add/", "")
    good = {"title": "T", "kind": "rules", "place": "network", "readers": "public", "file": upload("x")}
    answer = officer.post(address, {**hidden, **good, **typed})
    assert sentence in answer.content.decode()
    assert not Paper.objects.exists()


def test_one_version_is_in_force_on_a_day_and_the_database_says_so(keeper: Actor) -> None:
    paper = added(keeper, starts=TODAY - timedelta(days=30))
    second = actions.add_version(paper=paper, sent=sent("two"), changed="x", decided="", by=keeper.user, at=NOON)
    with pytest.raises(actions.NotPossible, match="Choose a later day"):
        actions.put_in_force(version=second, starts=TODAY - timedelta(days=40), by=keeper.user, at=NOON)
    with pytest.raises((IntegrityError, DatabaseError)), transaction.atomic():
        InForce.objects.create(paper=paper, version=second, starts=TODAY)
    actions.put_in_force(version=second, starts=TODAY + timedelta(days=7), by=keeper.user, at=NOON)

    def number(on: date) -> int | None:
        found = queries.shelved(Paper.objects.all(), on)[0].version
        return found.number if found else None

    assert [number(TODAY - timedelta(days=31)), number(TODAY), number(TODAY + timedelta(days=7))] == [None, 1, 2]
    with pytest.raises(actions.NotPossible, match="already"):
        actions.put_in_force(version=second, starts=TODAY + timedelta(days=9), by=keeper.user, at=NOON)
    actions.end_force(paper=paper, ends=TODAY + timedelta(days=20), by=keeper.user, at=NOON)
    assert number(TODAY + timedelta(days=20)) is None
    with pytest.raises(actions.NotPossible, match="No version"):
        actions.end_force(paper=paper, ends=TODAY, by=keeper.user, at=NOON)


def test_the_same_file_is_no_new_version(keeper: Actor) -> None:
    paper = added(keeper)
    with pytest.raises(actions.NotPossible, match="very file"):
        actions.add_version(paper=paper, sent=sent(), changed="x", decided="", by=keeper.user, at=NOON)
    assert Version.objects.count() == 1


def test_a_day_of_review_is_work_that_can_wait(keeper: Actor) -> None:
    paper = added(keeper, review_on=TODAY)
    duties = list(queries.duties(keeper.user, NOON))
    assert [(duty.words, duty.urgent) for duty in duties] == [(f"Look over: {paper.title}", False)]
    assert not list(queries.duties(give(Office.AMBASSADOR, "west").user, NOON))


def test_agreements_in_force_show_where_their_page_asks_for_them(keeper: Actor) -> None:
    added(keeper, title="Agreement", kind=Kind.AGREEMENT, parties="us and them")
    added(keeper, title="Draft", kind=Kind.AGREEMENT, starts=None, sent=sent("d"))
    added(keeper, title="Secret", kind=Kind.AGREEMENT, readers=Readers.OFFICERS, sent=sent("s"))
    assert [row.paper.title for row in queries.public_of(Kind.AGREEMENT, TODAY)] == ["Agreement"]


def test_a_list_is_narrowed_by_kind_and_words(keeper: Actor, client: Client) -> None:
    added(keeper, title="Rules of the Society")
    added(keeper, title="Model resolution", kind=Kind.FORM, sent=sent("m"))
    assert "Model resolution" not in client.get("/library/?kind=rules").content.decode()
    assert "Rules of the Society" not in client.get("/library/?q=resolution").content.decode()
    assert "There is no document like that." in client.get("/library/?q=zzz").content.decode()
