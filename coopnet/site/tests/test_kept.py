"""Pages kept for visitors: the same for all of them, gone with the next act, never for anybody signed in."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext

from coopnet.bodies.enums import Office
from coopnet.kit.models import Network
from coopnet.site import kept
from coopnet.site.models import HomePage, NewsPage
from coopnet.site.news import actions
from coopnet.site.posts import Kind
from coopnet.site.tests import ground
from coopnet.site.urgent import actions as urgent
from tests.roles import Actor, give, nobody

NOON = datetime(2026, 10, 5, 11, tzinfo=UTC)
PAGES = ("/", "/regions/", "/regions/western/", "/find/?q=leeds", "/schools/900001/", "/changes/", "/facts/", "/about/",
         "/news/", "/news/feed/", "/support/", "/privacy/")  # fmt: skip


@pytest.fixture
def live(own_database: str) -> Iterator[Client]:
    """A network whose rows are committed, as on a real one, and a visitor."""
    network = Network.objects.create(
        pk=1, name="Network", short_name="N", society_name="S", motto="Motto", contact_email="office@example.org",
        made_at=NOON,
    )  # fmt: skip
    ground.make(network)
    ground.people()
    kept.STORE = kept._Store()
    with time_machine.travel(NOON, tick=False):
        yield Client()


def questions(client: Client, address: str, **more: Any) -> tuple[int, Any]:
    with CaptureQueriesContext(connection) as asked:
        answer = client.get(address, **more)
    return len(asked), answer


def officer() -> Actor:
    return give(Office.CO_ORDINATOR, name="Cora Cora")


def signed_in(actor: Actor) -> Client:
    client = Client()
    client.force_login(actor.user)
    return client


@pytest.mark.parametrize("address", PAGES)
def test_a_page_asked_for_again_costs_one_small_question_and_is_the_same(live: Client, address: str) -> None:
    first = live.get(address)
    assert first.status_code == 200
    asked, again = questions(live, address)
    assert asked == 1
    assert again.content == first.content
    assert dict(again.items()) == dict(first.items())
    for word in ("csrf", "nonce", "Set-Cookie"):
        assert word not in again.content.decode(errors="replace").lower()
    assert not again.cookies


def test_whoever_has_it_already_is_told_that_it_is_unchanged(live: Client) -> None:
    tag = live.get("/regions/")["ETag"]
    answer = live.get("/regions/", headers={"if-none-match": tag})
    assert (answer.status_code, answer.content, answer["ETag"]) == (304, b"", tag)
    assert live.get("/regions/", headers={"if-none-match": '"other"'}).status_code == 200


def test_what_is_published_shows_at_once(live: Client) -> None:
    by = officer().user
    assert "Just out" not in live.get("/").content.decode()
    assert "Just out" not in live.get("/news/").content.decode()
    post = actions.draft(
        above=NewsPage.objects.get(), kind=Kind.NEWS, title="Just out", words="W.", picture=None, shows="", by=by,
        at=NOON,
    )  # fmt: skip
    assert "Just out" not in live.get("/").content.decode()
    actions.publish(post=post, by=by, at=NOON)
    assert "Just out" in live.get("/").content.decode()
    assert "Just out" in live.get("/news/").content.decode()
    actions.take_back(post=post, by=by, at=NOON)
    assert "Just out" not in live.get("/").content.decode()


def test_what_an_editor_publishes_shows_at_once(live: Client) -> None:
    client = signed_in(officer())
    home = HomePage.objects.get()
    assert "New words of the editor" not in live.get("/").content.decode()
    page = client.get(f"/cms/pages/{home.pk}/edit/").content.decode()
    names = re.findall(r'name="(comments-[A-Z_]+)" value="([^"]*)"', page)
    fields = ("lead", "more", "support", "service", "voice", "quotation", "quotation_source", "title", "slug")
    data = {name: str(getattr(home, name)) for name in fields} | dict(names)
    data |= {
        "lead": "New words of the editor",
        "action-publish": "action-publish",
        "seo_title": "",
        "search_description": "",
    }
    assert client.post(f"/cms/pages/{home.pk}/edit/", data).status_code == 302
    assert "New words of the editor" in live.get("/").content.decode()


def test_something_urgent_is_on_every_page_at_once(live: Client) -> None:
    live.get("/regions/")
    urgent.raise_page(
        title="Snow", lead="Closed.", danger=False, asked_for="", region=None, next_update_at=None, letters=False,
        by=officer().user, at=NOON,
    )  # fmt: skip
    assert "/urgent/snow/" in live.get("/regions/").content.decode()


def test_a_new_day_is_another_page(live: Client) -> None:
    assert "5 October 2026" in live.get("/regions/western/").content.decode()
    with time_machine.travel(NOON + timedelta(days=1), tick=False):
        page = live.get("/regions/western/").content.decode()
    assert "6 October 2026" in page


def test_nobody_who_is_signed_in_gets_it_and_nobody_gets_theirs(live: Client) -> None:
    member = signed_in(nobody("Norman Nobody"))
    own = member.get("/regions/")
    assert "ETag" not in own
    visitor = live.get("/regions/").content.decode()
    assert "Your account" in own.content.decode()
    assert "Your account" not in visitor
    assert "Your account" in member.get("/regions/").content.decode()


@pytest.mark.parametrize(
    "headers",
    [
        {"cookie": "sessionid=abc"},
        {"cookie": "reading=theme:dark; sessionid=abc"},
        {"cookie": "messages=x"},
        {"authorization": "Basic eDp5"},
        {"hx-request": "true"},
    ],
)
def test_whoever_might_get_another_answer_passes_by(live: Client, headers: dict[str, str]) -> None:
    live.get("/regions/")
    request = RequestFactory().get("/regions/", headers=headers)
    assert kept._key(request) is None


def test_reading_settings_have_pages_of_their_own(live: Client) -> None:
    plain = live.get("/regions/").content.decode()
    dark = Client(headers={"cookie": "reading=theme:dark"})
    assert 'data-theme="dark"' in dark.get("/regions/").content.decode()
    assert 'data-theme="dark"' in dark.get("/regions/").content.decode()
    assert 'data-theme="dark"' not in plain
    assert live.get("/regions/").content.decode() == plain


@pytest.mark.parametrize(
    "address", ["/contact/", "/help/confidence/", "/status/", "/urgent/", "/sign-in/", "/news/write/", "/nothing-here/",
                "/schools/900001/before-you-ring/", "/schools/900001/co-operative/"],
)  # fmt: skip
def test_what_holds_a_form_or_an_hour_is_never_kept(live: Client, address: str) -> None:
    live.get(address)
    answer = live.get(address)
    assert "ETag" not in answer


def test_another_host_is_refused_as_ever(live: Client, settings: Any) -> None:
    settings.ALLOWED_HOSTS = ["testserver"]
    assert live.get("/regions/").status_code == 200
    assert live.get("/regions/", headers={"host": "evil.example"}).status_code == 400


def test_memory_stays_small(live: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept, "MOST_BYTES", 30_000)
    for number in range(40):
        live.get(f"/find/?q=leeds{number}")
    assert sum(len(one.body) for one in kept.STORE._answers.values()) <= 30_000 + kept.LARGEST
    live.get("/find/?q=" + "x" * 500)
    assert all(len(key[2]) <= kept.LONGEST_ADDRESS for key in kept.STORE._answers)


def test_inside_a_transaction_nothing_is_kept(live: Client) -> None:
    from django.db import transaction  # noqa: PLC0415 - beside its only use

    with transaction.atomic():
        assert "ETag" not in live.get("/regions/")


def test_the_end_of_the_record_is_what_keeps_it_true(live: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    """The control: with a state that never changes, a page that was published would not show."""
    monkeypatch.setattr(kept, "_state", lambda: ("always", "the", "same"))
    by = officer().user
    live.get("/news/")
    post = actions.draft(
        above=NewsPage.objects.get(), kind=Kind.NEWS, title="Just out", words="W.", picture=None, shows="", by=by,
        at=NOON,
    )  # fmt: skip
    actions.publish(post=post, by=by, at=NOON)
    assert "Just out" not in live.get("/news/").content.decode()
