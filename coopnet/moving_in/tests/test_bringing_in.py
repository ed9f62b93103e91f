"""A whole export comes in: scripts never, old addresses answer, drafts unseen; and all of it can be taken back."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.core.serializers import serialize
from django.test import Client
from wagtail.contrib.redirects.models import Redirect
from wagtail.documents.models import Document
from wagtail.images.models import Image
from wagtail.models import Page

from coopnet.__main__ import main
from coopnet.audit.models import Entry
from coopnet.bodies.enums import Office
from coopnet.kit.models import Network
from coopnet.kit.tests.hostile_files import pdf, picture
from coopnet.moving_in import actions, asked
from coopnet.moving_in.models import AskedFor, Brought, Move
from coopnet.moving_in.tests.old_site import BASE, Old, write
from coopnet.moving_in.wordpress import cleaning
from coopnet.moving_in.wordpress.plan import plan
from coopnet.moving_in.wordpress.reading import read
from coopnet.site.models import PostPage, SectionPage
from coopnet.site.tree import make_tree
from tests.roles import BEGAN_AT, BY, give, regions

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 10, 5, 11, tzinfo=UTC)
SCRIPT = (
    "<script>alert('zq7')</script><p onclick=\"alert('zq7')\">Kept <a href=\"javascript:alert('zq7')\">words</a></p>"
)


@pytest.fixture(autouse=True)
def ground(network: Network, settings: Any, tmp_path: Path) -> Iterator[None]:
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.DATA_DIR = tmp_path
    regions()
    make_tree(network=network, by=BY, at=BEGAN_AT)
    with time_machine.travel(NOON, tick=False):
        yield


def site(count: int) -> list[Old]:
    """So many posts as they are after ten years, a few pages, files, drafts and parts of WordPress."""
    bodies = (
        "Two bare lines\nand a break\n\nand a paragraph [gallery ids='1,2']",
        SCRIPT,
        f'<p>See <a href="{BASE}/?p=3">the third</a>, <a href="/wp-content/uploads/2019/01/terms.pdf">terms</a></p>',
        '<p>One <img src="https://gone.example.org/lost.jpg"> and <iframe src="https://evil.example"></iframe></p>',
        "<!-- wp:paragraph --><p>Caf\u00e9 \u2013 \u201cquoted\u201d \U0001f41d</p><!-- /wp:paragraph -->",
    )
    posts = [Old(n, title=f"Post {n} &amp; more", body=bodies[n % 5]) for n in range(1, count + 1)]
    return [
        *posts,
        Old(301, title="A draft", status="draft", body="<p>SECRET-DRAFT</p>"),
        Old(302, title="A private one", status="private", body="<p>SECRET-PRIVATE</p>"),
        Old(303, title="Locked", password="x", body="<p>SECRET-LOCKED</p>"),
        Old(304, title="About us", kind="page", slug="about-us", body="<h1>Who</h1><p>We are.</p>"),
        Old(305, title="CV Update", kind="page", slug="cv-update"),
        Old(306, title="", kind="page", slug=""),
        Old(307, kind="nav_menu_item", title="Menu"),
        Old(308, kind="attachment", status="inherit", title="Terms",
            file_address=f"{BASE}/wp-content/uploads/2019/01/terms.pdf"),
        Old(309, kind="attachment", status="inherit", title="Hall",
            file_address=f"{BASE}/wp-content/uploads/2019/01/hall.jpg"),
        Old(310, kind="attachment", status="inherit", title="Gone",
            file_address=f"{BASE}/wp-content/uploads/2019/01/gone.jpg"),
        Old(311, kind="attachment", status="inherit", title="Bad",
            file_address=f"{BASE}/wp-content/uploads/2019/01/bad.pdf"),
        Old(312, title="In the bin", status="trash"),
    ]  # fmt: skip


def exported(tmp_path: Path, count: int) -> Path:
    path = write(tmp_path / "old.xml", site(count))
    # Bytes of a word processor in a file that says it is UTF-8, and a letter that no XML may hold.
    raw = path.read_bytes().replace(b"Two bare lines", b"Two bare lines \x93odd\x94 \x0b")
    path.write_bytes(raw)
    return path


@pytest.fixture
def export(tmp_path: Path) -> Path:
    return exported(tmp_path, 12)


@pytest.fixture
def uploads(tmp_path: Path) -> Path:
    folder = tmp_path / "uploads" / "2019" / "01"
    folder.mkdir(parents=True)
    (folder / "terms.pdf").write_bytes(pdf())
    (folder / "hall.jpg").write_bytes(picture())
    (folder / "bad.pdf").write_bytes(pdf(b"4 0 obj\n<</S/JavaScript>>\nendobj\n"))
    return tmp_path / "uploads"


def brought(export: Path, uploads: Path | None = None) -> Move:
    found = read(export)
    return actions.bring_in(plan=plan(found), file=export, old_site=found.address, uploads=uploads, by=BY, at=NOON)


def test_three_hundred_posts_come_in_without_a_script_and_their_addresses_answer(
    tmp_path: Path, uploads: Path, client: Client
) -> None:
    move = brought(exported(tmp_path, 300), uploads)
    assert PostPage.objects.live().count() == 300
    assert SectionPage.objects.live().filter(slug="about-us").exists()
    text = serialize("json", [*PostPage.objects.all(), *SectionPage.objects.all(), *Page.objects.all()])
    for gone in ("<script", "onclick", "javascript:", "iframe", "CANARY", "[gallery", "wp:paragraph", "evil.example"):
        assert gone not in text, gone
    for number in (1, 7, 150, 300):
        post = PostPage.objects.get(slug=f"item-{number}")
        old = f"/{post.posted_on:%Y/%m/%d}/item-{number}/"
        for address in (old, f"/?p={number}", f"/index.php{old}", f"/index.php?p={number}"):
            answer = client.get(address, follow=True)
            assert answer.redirect_chain[-1][0].endswith(f"/news/item-{number}/"), (address, answer.redirect_chain)
            assert answer.status_code == 200
            assert len(answer.redirect_chain) <= 2
    page = client.get("/news/item-5/").content.decode()
    assert "\u201codd\u201d" in page
    assert "more than a year old" in page or "years old" in page
    for address in ("/about-us/", "/?page_id=304", "/index.php/about-us/"):
        assert client.get(address, follow=True).redirect_chain[-1][0].endswith("/old-site/about-us/"), address
    for address in ("/feed/", "/?feed=rss2", "/comments/feed/", "/category/news/feed/", "/index.php/feed/"):
        assert client.get(address).headers["Location"] == "/news/feed/", address
    for address in ("/category/news/", "/2019/03/", "/tag/governors/", "/author/editor/"):
        assert client.get(address).headers["Location"] == "/news/", address
    assert any("Look whether pupils" in sentence for sentence in move.told)
    assert any("1 files are not in the folder" in sentence for sentence in move.told)
    assert any("bad.pdf did not come along. This PDF holds a script." in sentence for sentence in move.told)


def test_links_among_old_pages_lead_to_the_new_ones_and_documents_along(
    export: Path, uploads: Path, client: Client
) -> None:
    brought(export, uploads)
    page = client.get("/news/item-2/").content.decode()
    assert 'href="/news/item-3/"' in page
    document = Document.objects.get()
    assert f'href="{document.url}"' in page
    answer = client.get("/wp-content/uploads/2019/01/terms.pdf", follow=True)
    assert answer.redirect_chain[-1][0] == document.url
    assert answer.status_code == 200
    assert "attachment" in answer.headers["Content-Disposition"]
    assert client.get("/wp-content/uploads/2019/01/gone.jpg").status_code == 404
    assert Image.objects.get().collection.name == "From the old site"


def test_drafts_private_and_locked_ones_come_in_unseen(export: Path, client: Client) -> None:
    brought(export)
    assert PostPage.objects.filter(live=False).count() == 3
    for number in (301, 302, 303):
        assert client.get(f"/?p={number}").status_code == 200  # the first page: nothing leads there
        assert client.get(f"/news/item-{number}/").status_code == 404
    assert "SECRET" not in client.get("/news/?q=SECRET").content.decode().replace('value="SECRET"', "")
    assert not PostPage.objects.filter(title="In the bin").exists()


def test_the_same_file_twice_is_refused_and_changes_nothing(export: Path) -> None:
    brought(export)
    before = (Page.objects.count(), Redirect.objects.count(), Entry.objects.count())
    with pytest.raises(actions.NotPossible, match=r"brought in on 05\.10\.2026"):
        brought(export)
    assert (Page.objects.count(), Redirect.objects.count(), Entry.objects.count()) == before


def test_taken_back_nothing_is_left_but_what_somebody_changed(export: Path, uploads: Path) -> None:
    before = list(Page.objects.order_by("path").values_list("path", "title", "numchild"))
    move = brought(export, uploads)
    officer = give(Office.CO_ORDINATOR)
    post = PostPage.objects.get(slug="item-9")
    post.save_revision(user=officer.user)
    assert actions.take_back(move=move, by=BY, at=NOON) == [post.title]
    assert [row.slug for row in PostPage.objects.all()] == ["item-9"]
    assert (Redirect.objects.count(), Image.objects.count(), Document.objects.count()) == (0, 0, 0)
    post.delete()
    assert list(Page.objects.order_by("path").values_list("path", "title", "numchild")) == before
    with pytest.raises(actions.NotPossible, match="already"):
        actions.take_back(move=move, by=BY, at=NOON)
    brought(export)  # and in again
    assert PostPage.objects.live().count() == 12


def test_what_breaks_on_the_way_leaves_nothing_half_done(export: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    calls = iter(range(20))

    def clean(body: str, target: Any) -> Any:
        if next(calls) == 9:
            raise RuntimeError("cut off")
        return cleaning.Cleaned("<p>x</p>", ())

    monkeypatch.setattr(cleaning, "clean", clean)
    before = Page.objects.count()
    with pytest.raises(RuntimeError, match="cut off"):
        brought(export)
    assert (Page.objects.count(), Move.objects.count(), Brought.objects.count()) == (before, 0, 0)


def test_an_old_address_does_not_take_the_place_of_a_page_of_ours(tmp_path: Path, client: Client) -> None:
    brought(write(tmp_path / "a.xml", [Old(1, kind="page", slug="support", title="Old support")]))
    assert "Old support" not in client.get("/support/").content.decode()
    assert client.get("/?p=1", follow=True).redirect_chain[-1][0].endswith("/old-site/support/")


def test_a_file_outside_of_the_folder_is_never_taken(tmp_path: Path) -> None:
    (tmp_path / "secret.pdf").write_bytes(pdf())
    (tmp_path / "uploads").mkdir()
    (tmp_path / "uploads" / "link.pdf").symlink_to(tmp_path / "secret.pdf")
    items = [
        Old(n, kind="attachment", status="inherit", title=f"F{n}", file_address=f"{BASE}/wp-content/uploads/{path}")
        for n, path in enumerate(("../secret.pdf", "%2e%2e/secret.pdf", "link.pdf", "/etc/passwd"), 1)
    ]
    move = brought(write(tmp_path / "a.xml", items), tmp_path / "uploads")
    assert not Document.objects.exists()
    assert any("4 files are not in the folder" in sentence for sentence in move.told)


def test_by_the_command_line_first_told_then_done_then_taken_back(
    export: Path, uploads: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("coopnet.operations.database.ensure", lambda: None)
    assert main(["move", "wordpress", str(export)]) == 0
    out = capsys.readouterr().out
    assert "15 posts, 3 pages (3 of them unseen), 4 files." in out
    assert "left behind: 1 in the bin" in out
    assert "Nothing was changed." in out
    assert not Move.objects.exists()
    assert main(["move", "wordpress", str(export), "--uploads", str(uploads), "--bring-in"]) == 0
    assert "old addresses answer" in capsys.readouterr().out
    assert main(["move", "back", str(Move.objects.get().pk)]) == 0
    assert main(["move", "wordpress", "/nowhere.xml"]) == 1
    assert main(["move", "back", "99"]) == 1
    assert not PostPage.objects.exists()


def officer_client() -> Client:
    client = Client()
    client.force_login(give(Office.CO_ORDINATOR).user)
    return client


def test_officers_see_what_came_and_take_it_back_on_a_page(export: Path) -> None:
    move = brought(export)
    client = officer_client()
    page = client.get("/moving-in/").content.decode()
    assert "old.xml" in page
    address = f"/moving-in/{move.pk}/"
    page = client.get(address).content.decode()
    assert "Look whether pupils" in page
    data = dict(re.findall(r'type="hidden" name="(submission)" value="([^"]*)"', page))
    assert client.post(f"{address}back/", data, follow=True).status_code == 200
    assert not PostPage.objects.exists()


def test_addresses_asked_for_in_vain_are_counted_and_led(client: Client) -> None:
    for _ in range(3):
        assert client.get("/governor-training/").status_code == 404
    for tried in ("/wp-login.php", "/.env", "/x<script>", "/people/abc/", "/a" * 200 + "/"):
        assert client.get(tried).status_code in (302, 404)
    assert asked.count(NOON) == "3 addresses counted"
    assert asked.count(NOON) == "nothing was asked for in vain"
    row = AskedFor.objects.get()
    assert (row.path, row.times) == ("/governor-training/", 3)
    officer = officer_client()
    page = officer.get("/moving-in/").content.decode()
    data = dict(re.findall(r'type="hidden" name="(submission)" value="([^"]*)"', page))
    address = f"/moving-in/asked/{row.pk}/"
    for wrong in ("https://evil.example/", "//evil.example", "/nowhere-at-all/"):
        officer.post(address, {**data, "to": wrong})
        assert not Redirect.objects.exists()
    officer.post(address, {**data, "to": "/support/"})
    assert client.get("/governor-training/", follow=True).redirect_chain == [("/support/", 301)]
    assert not AskedFor.objects.exists()


def test_the_list_of_addresses_stays_small(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(asked, "MOST_ROWS", 2)
    for path in ("/a/", "/b/", "/b/", "/c/", "/c/", "/c/"):
        client.get(path)
    asked.count(NOON)
    assert set(AskedFor.objects.values_list("path", flat=True)) == {"/b/", "/c/"}
    monkeypatch.setattr(asked, "MOST_BYTES", 5)
    for _ in range(50):
        client.get("/many/")
    assert asked.count(NOON) == "1 addresses counted"


def test_the_cleaning_is_what_keeps_scripts_out(export: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The control."""
    monkeypatch.setattr(cleaning, "clean", lambda body, target: cleaning.Cleaned(body, ()))
    brought(export)
    assert "onclick" in serialize("json", PostPage.objects.all())
