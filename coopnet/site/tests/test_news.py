"""News: written in two screens, read by everybody, policy by two people, and what the clock publishes."""

import io
import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from wagtail.images.models import Image

from coopnet.audit.models import Entry
from coopnet.bodies.enums import Office
from coopnet.kit.models import Network
from coopnet.kit.tests.hostile_files import located, picture
from coopnet.kit.uploads import pictures
from coopnet.site import posts as rules
from coopnet.site import tasks
from coopnet.site.models import NewsPage, PostPage, RegionPage
from coopnet.site.models import news as models
from coopnet.site.news import actions, plain, queries
from coopnet.site.posts import Kind, age_words, lead_of, slug_of
from coopnet.site.tree import make_tree
from tests.roles import BEGAN_AT, BY, Actor, give, nobody, regions

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 10, 5, 11, tzinfo=UTC)


@pytest.fixture(autouse=True)
def noon(settings: Any, tmp_path: Path) -> Iterator[None]:
    settings.MEDIA_ROOT = tmp_path
    with time_machine.travel(NOON):
        yield


@pytest.fixture
def western(network: Network) -> Actor:
    regions()
    make_tree(network=network, by=BY, at=BEGAN_AT)
    return give(Office.AMBASSADOR, "west")


def browser(actor: Actor) -> Client:
    client = Client()
    client.force_login(actor.user)
    return client


def served(client: Client, address: str, action: str = "") -> dict[str, str]:
    """The hidden fields of a form, and what its fields hold already."""
    page = client.get(address).content.decode()
    form = re.search(rf'<form method="post"[^>]*{re.escape(action)}.*?</form>', page, re.DOTALL)
    assert form, f"{address} offers no {action}"
    data = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', form.group()))
    chosen = re.findall(r'<select name="(\w+)".*?<option value="([^"]*)" selected', form.group(), re.DOTALL)
    return data | dict(chosen)


def written(client: Client, **typed: Any) -> PostPage:
    data = {**served(client, "/news/write/"), "title": "A day at Braunton", "words": "It rained.\n\nWe met.", **typed}
    answer = client.post("/news/write/", data)
    assert answer.status_code == 302, re.findall(r'class="msg"[^>]*>([^<]*)', answer.content.decode())
    found: PostPage = PostPage.objects.get(pk=int(answer["Location"].rstrip("/").rpartition("/")[2]))
    return found


def do(client: Client, post: PostPage, act: str, **typed: str) -> Any:
    address = f"/news/posts/{post.pk}/"
    return client.post(f"{address}{act}/", {**served(client, address, f"{act}/"), **typed}, follow=True)


def drafted(by: Actor, *, kind: Kind = Kind.NEWS, region: str = "west", title: str = "A day") -> PostPage:
    above = RegionPage.objects.get(region__key=region) if region else NewsPage.objects.get()
    return actions.draft(
        above=above, kind=kind, title=title, words="Words.", picture=None, shows="", by=by.user, at=NOON
    )


def test_an_ambassador_publishes_a_picture_and_words_in_two_screens(western: Actor, client: Client) -> None:
    officer = browser(western)
    photo = SimpleUploadedFile("IMG_1.JPG", located(), "image/jpeg")
    post = written(officer, picture=photo, shows="The new hall")
    assert client.get("/regions/western/a-day-at-braunton/").status_code == 404
    assert "It rained." in officer.get(f"/news/posts/{post.pk}/").content.decode()
    do(officer, post, "publish")
    page = client.get("/regions/western/a-day-at-braunton/").content.decode()
    for words in ("A day at Braunton", "<p>It rained.</p><p>We met.</p>", 'alt="The new hall"', "5 October 2026"):
        assert words in page
    assert "written by the ambassador" in page
    shown = re.findall(r'src="(/media/images/[^"]+)"', page)
    assert shown
    answer = client.get(shown[0])
    assert (answer.status_code, answer["Content-Type"]) == (200, "image/webp")
    assert "sandbox" in answer["Content-Security-Policy"]
    kept = Path(Image.objects.get().file.path).read_bytes()
    assert b"SECRET" not in kept
    for address in ("/news/", "/news/?region=western", "/regions/western/", "/", "/news/feed/", "/news/feed/western/"):
        assert "A day at Braunton" in client.get(address).content.decode(), address
    assert "A day at Braunton" not in client.get("/news/?region=central").content.decode()
    assert Entry.objects.filter(what="news.published").count() == 1


def test_the_region_line_is_whole_where_a_page_has_places_of_its_own(western: Actor) -> None:
    page = browser(western).get("/news/write/").text
    assert 'href="/regions/western/" data-place="west">Western</a>' in page
    assert 'data-place=""></a>' not in page


def test_pressed_twice_is_one_post(western: Actor) -> None:
    officer = browser(western)
    data = {**served(officer, "/news/write/"), "title": "Once", "words": "Words."}
    assert {officer.post("/news/write/", data)["Location"] for _ in range(3)} == {
        f"/news/posts/{PostPage.objects.get().pk}/"
    }


@pytest.mark.parametrize(
    "typed, sentence",
    [
        ({"title": ""}, "Write a title."),
        ({"words": ""}, "Write something first."),
        ({"picture": ("a.jpg", picture())}, "Say what the picture shows."),
        ({"picture": ("a.jpg", b"<svg/>"), "shows": "x"}, "This is not a picture that we can use."),
        ({"picture": ("a.jpg", b""), "shows": "x"}, "The file is empty."),
        ({"kind": "urgent"}, "Choose one from the list."),
        ({"place": "central"}, ""),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_is_kept(western: Actor, typed: dict[str, Any], sentence: str) -> None:
    officer = browser(western)
    given = {
        name: SimpleUploadedFile(value[0], value[1]) if isinstance(value, tuple) else value
        for name, value in typed.items()
    }
    data = {**served(officer, "/news/write/"), "title": "Kept title", "words": "Kept words.", **given}
    answer = officer.post("/news/write/", data)
    page = answer.content.decode()
    if sentence:
        assert sentence in page
        assert "Kept" in page
        assert not PostPage.objects.exists()
    else:  # a place that is not theirs: the only one that is theirs is taken, or it is refused
        assert not PostPage.objects.exclude(path__startswith=page_of("west").path).exists()


def page_of(key: str) -> RegionPage:
    found: RegionPage = RegionPage.objects.get(region__key=key)
    return found


def test_another_region_and_strangers_see_nothing_of_a_draft(western: Actor) -> None:
    post = drafted(western)
    for other in (give(Office.AMBASSADOR, "central"), give(Office.REGIONAL_EDITOR, "north")):
        client = browser(other)
        assert client.get(f"/news/posts/{post.pk}/").status_code == 404
        assert client.get(f"/news/posts/{post.pk}/change/").status_code == 404
        answer = client.post(f"/news/posts/{post.pk}/publish/", {"submission": "6f1e1c1e-8a8e-4b7e-9c8e-0a0b0c0d0e0f"})
        assert answer.status_code == 404
    assert browser(nobody()).get(f"/news/posts/{post.pk}/").status_code == 403
    post.refresh_from_db()
    assert not post.live


def test_a_post_is_changed_taken_back_and_published_again(western: Actor, client: Client) -> None:
    officer = browser(western)
    post = written(officer)
    do(officer, post, "publish")
    address = f"/news/posts/{post.pk}/change/"
    page = officer.get(address).content.decode()
    assert "It rained.\n\nWe met." in page
    data = {**served(officer, address), "title": "A wet day", "words": "It poured.", "kind": "news"}
    assert officer.post(address, data).status_code == 302
    assert "It rained." in client.get("/regions/western/a-day-at-braunton/").content.decode()
    do(officer, post, "publish")
    assert "It poured." in client.get("/regions/western/a-day-at-braunton/").content.decode()
    do(officer, post, "take-back")
    assert client.get("/regions/western/a-day-at-braunton/").status_code == 404
    do(officer, post, "publish")
    assert client.get("/regions/western/a-day-at-braunton/").status_code == 200


def test_a_picture_stays_when_the_words_change(western: Actor) -> None:
    post = actions.draft(
        above=page_of("west"), kind=Kind.NEWS, title="A", words="Words.",
        picture=pictures.clean(io.BytesIO(picture()), "a.jpg"), shows="A hall", by=western.user, at=NOON,
    )  # fmt: skip
    actions.change(
        post=post, kind=Kind.NEWS, title="A", words="Others.", picture=None, shows="A hall", by=western.user, at=NOON
    )
    post.refresh_from_db()
    simple = queries.simple(queries.newest(post))
    assert simple is not None
    assert (simple.words, simple.shows, simple.picture) == ("Others.", "A hall", Image.objects.get())


def test_policy_takes_two_people(western: Actor, client: Client) -> None:
    post = drafted(western, kind=Kind.POLICY, title="On inspection")
    with pytest.raises(actions.NotPossible, match="two people"):
        actions.publish(post=post, by=western.user, at=NOON)
    with pytest.raises(actions.NotPossible, match="two people"):
        actions.publish_on(post=post, day=date(2026, 11, 1), by=western.user, at=NOON)
    page = browser(western).get(f"/news/posts/{post.pk}/").content.decode()
    assert "Publish it" not in page
    assert "I agree" not in page
    northern = give(Office.AMBASSADOR, "north")
    duties = [duty.words for duty in queries.duties(northern.user, NOON)]
    assert duties == ["Read and agree: On inspection"]
    assert [duty for duty in queries.duties(western.user, NOON) if "agree" in duty.words] == []
    do(browser(northern), post, "publish")
    page = client.get("/regions/western/on-inspection/").content.decode()
    assert "written by the ambassador" in page
    assert "agreed by the ambassador" in page
    assert not list(queries.duties(northern.user, NOON))


def test_policy_on_the_site_is_not_changed_by_one_person_calling_it_news(western: Actor) -> None:
    post = drafted(western, kind=Kind.POLICY)
    actions.publish(post=post, by=give(Office.CO_ORDINATOR).user, at=NOON)
    post.refresh_from_db()
    actions.change(post=post, kind=Kind.NEWS, title="B", words="W.", picture=None, shows="", by=western.user, at=NOON)
    post.refresh_from_db()
    with pytest.raises(actions.NotPossible, match="two people"):
        actions.publish(post=post, by=western.user, at=NOON)


def test_the_page_editor_does_not_publish_policy_for_one_person_either(western: Actor) -> None:
    post = drafted(western, kind=Kind.POLICY)
    officer = browser(western)
    address = f"/cms/pages/{post.pk}/edit/"
    page = officer.get(address)
    assert page.status_code == 200
    text = page.content.decode()
    data = {
        "title": "Changed", "slug": post.slug, "lead": "", "kind": "policy", "posted_on": "2026-10-05",
        "author_role": "", "review_on": "", "seo_title": "", "search_description": "", "comments-TOTAL_FORMS": "0",
        "comments-INITIAL_FORMS": "0", "comments-MIN_NUM_FORMS": "0", "comments-MAX_NUM_FORMS": "",
        "body-count": "0", "action-publish": "action-publish",
    }  # fmt: skip
    assert "Publish" in text
    answer = officer.post(address, data)
    assert answer.status_code == 302, re.findall(r'error-message">(.*?)<', answer.content.decode(), re.DOTALL)
    assert answer["Location"] == f"/news/posts/{post.pk}/"
    post.refresh_from_db()
    assert not post.live
    assert post.get_latest_revision_as_object().title == "Changed"


def test_without_the_guards_one_person_would_publish_policy(western: Actor, monkeypatch: pytest.MonkeyPatch) -> None:
    """The control."""
    post = drafted(western, kind=Kind.POLICY)
    for place in (models, rules):
        monkeypatch.setattr(place, "needs_two", lambda kind, live: False)
    actions.publish(post=post, by=western.user, at=NOON)
    post.refresh_from_db()
    assert post.live


def test_the_clock_publishes_on_the_day_that_was_set_and_not_before(western: Actor, client: Client) -> None:
    officer = browser(western)
    post = drafted(western)
    do(officer, post, "set-day", day="2026-10-07")
    assert tasks.publish(NOON + timedelta(days=1)) == "0 published, 0 hidden"
    assert client.get("/regions/western/a-day/").status_code == 404
    with time_machine.travel(NOON + timedelta(days=2)):
        assert tasks.publish(NOON + timedelta(days=2)) == "1 published, 0 hidden"
        assert tasks.publish(NOON + timedelta(days=2)) == "0 published, 0 hidden"
        assert "7 October 2026" in client.get("/regions/western/a-day/").content.decode()
    assert Entry.objects.filter(what="pages.published-by-day").count() == 1


def test_a_day_that_was_set_can_be_taken_back_and_one_gone_by_is_refused(western: Actor) -> None:
    officer = browser(western)
    post = drafted(western)
    assert "Choose a day to come" in do(officer, post, "set-day", day="2026-10-05").content.decode()
    do(officer, post, "set-day", day="2026-10-07")
    do(officer, post, "keep-back")
    assert tasks.publish(NOON + timedelta(days=3)) == "0 published, 0 hidden"


def test_a_page_with_a_last_day_goes_by_itself(western: Actor, client: Client) -> None:
    post = drafted(western)
    actions.publish(post=post, by=western.user, at=NOON)
    PostPage.objects.filter(pk=post.pk).update(expire_at=NOON)
    assert tasks.publish(NOON) == "0 published, 1 hidden"
    assert client.get("/regions/western/a-day/").status_code == 404


def test_pictures_alone_are_shown_and_nothing_beside_them(western: Actor, client: Client, tmp_path: Path) -> None:
    (tmp_path / "images").mkdir(exist_ok=True)
    (tmp_path / "images" / "a.jpg").write_bytes(picture())
    (tmp_path / "images" / "a.html").write_text("<script>")
    (tmp_path / "secret.jpg").write_bytes(picture())
    assert client.get("/media/images/a.jpg").status_code == 200
    for name in ("a.html", "..%2fsecret.jpg", ".hidden.jpg", "b.jpg", "a.jpg%00.png"):
        assert client.get(f"/media/images/{name}").status_code == 404, name
    assert client.get("/media/secret.jpg").status_code == 404


def test_the_page_editor_takes_in_pictures_and_documents_by_the_same_rules(western: Actor) -> None:
    officer = browser(western)
    photo = SimpleUploadedFile("a.jpg", located(), "image/jpeg")
    answer = officer.post("/cms/images/add/", {"title": "Hall", "file": photo, "description": "A hall", "tags": ""})
    assert answer.status_code == 302
    assert b"SECRET" not in Path(Image.objects.get().file.path).read_bytes()
    bad = SimpleUploadedFile("a.pdf", b"%PDF-1.7 /JavaScript %%EOF", "application/pdf")
    page = officer.post(
        "/cms/documents/multiple/add/", {"title": "x", "files[]": bad}, headers={"x-requested-with": "XMLHttpRequest"}
    )
    assert "This PDF holds a script." in page.content.decode()


def test_words_come_back_as_they_were_typed() -> None:
    for words in (
        "One.",
        "One.\n\nTwo <b> & three.\nNext line",
        "See https://example.org/a?b=1&c=2. Yes (https://x.org)",
    ):
        assert plain.from_html(plain.to_html(words)) == words
    assert "<b>" not in plain.to_html("<b>x</b>")
    assert plain.from_html("<p>a</p><ul><li>b</li></ul>") is None
    assert plain.from_html('<p><a href="https://a.org">Other words</a></p>') is None
    assert plain.from_html("<p>a <b>c</b></p>") is None


def test_ages_addresses_and_first_sentences() -> None:
    assert age_words(date(2026, 9, 1), date(2026, 10, 5)) == ""
    assert age_words(date(2026, 3, 1), date(2026, 10, 5)) == "This is older than a term."
    assert "more than a year" in age_words(date(2025, 10, 1), date(2026, 10, 5))
    assert "6 years" in age_words(date(2020, 3, 1), date(2026, 10, 5))
    assert slug_of("Écoles & more!", {"coles-more"}) == "coles-more-2"
    assert slug_of("???", set()) == "post"
    assert lead_of("Short.") == "Short."
    assert lead_of("A first sentence that says something of note here. " * 9).endswith(".")
    assert lead_of("word " * 90).endswith(" …")


def test_what_is_done_here_is_told_once(western: Actor) -> None:
    post = drafted(western)
    actions.publish(post=post, by=western.user, at=NOON)
    told = list(Entry.objects.filter(subject=f"page:{post.pk}").order_by("number").values_list("what", flat=True))
    assert told == ["news.drafted", "news.published"]
    assert PostPage.objects.get(pk=post.pk).owner == western.user


def test_an_event_keeps_its_day_and_lies_ahead_until_then(western: Actor, client: Client) -> None:
    officer = browser(western)
    post = written(officer, kind="event", day="2026-11-12")
    do(officer, post, "publish")
    post.refresh_from_db()
    assert post.posted_on == date(2026, 11, 12)
    home = client.get("/").content.decode()
    assert home.index('id="ahead"') < home.index("A day at Braunton")
    assert "2026-10-05T" in client.get("/news/feed/").content.decode(), "told today, not in November"
    change = served(officer, f"/news/posts/{post.pk}/change/")
    typed = {**change, "title": "A day at Braunton", "words": "Moved.", "kind": "event", "day": "2026-11-19"}
    assert officer.post(f"/news/posts/{post.pk}/change/", typed).status_code == 302
    do(officer, post, "publish")
    post.refresh_from_db()
    assert post.posted_on == date(2026, 11, 19)
    with time_machine.travel(datetime(2026, 11, 20, 12, tzinfo=UTC)):
        home = client.get("/").content.decode()
    assert home.index('id="lately"') < home.index("A day at Braunton") < home.index('id="ahead"')


def test_an_event_needs_a_day_and_news_gets_the_day_it_goes_out(western: Actor) -> None:
    officer = browser(western)
    data = {**served(officer, "/news/write/"), "title": "A day", "words": "W.", "kind": "event"}
    assert "Enter the day on which it takes place." in officer.post("/news/write/", data).content.decode()
    post = written(officer, kind="news", day="2026-11-12")
    do(officer, post, "publish")
    post.refresh_from_db()
    assert post.posted_on == NOON.date()
