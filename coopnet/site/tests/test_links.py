"""Outside links: found, asked politely and only outside, remembered, told of; sources that outlive their page; pages
with a role that keeps them and a day of review."""

import json
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.test import Client
from wagtail.models import Page

from coopnet.audit.models import Entry
from coopnet.bodies.enums import Office
from coopnet.kit import outside
from coopnet.kit.models import Network
from coopnet.kit.tests.outside_server import LOCAL, Habits, door, serving
from coopnet.regions.tests.ground import AT, BY
from coopnet.site.links import actions, gathering, queries, tasks
from coopnet.site.links.actions import Outcome
from coopnet.site.models import OutsideLink, PageLink, RegionPage, SectionPage, TextPage
from coopnet.site.models.blocks import CitationBlock
from coopnet.site.tests import ground
from tests.roles import Actor, give

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 10, 5, 11, tzinfo=UTC)
DAY = timedelta(days=1)
REPORT = "https://report.example.org/2026/"


@pytest.fixture(autouse=True)
def noon() -> Iterator[None]:
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def pages(network: Network) -> None:
    ground.make(network)


@pytest.fixture
def support(pages: None) -> SectionPage:
    return leads(REPORT)


def leads(*addresses: str, slug: str = "support") -> SectionPage:
    """A page of words that leads to these addresses and to nothing else outside."""
    page: SectionPage = SectionPage.objects.get(slug=slug)
    page.body = json.dumps(
        [{"type": "text", "value": "".join(f'<p><a href="{one}">there</a></p>' for one in addresses)}]
    )
    page.save()
    return page


def cites(page: Any, address: str = REPORT) -> None:
    page.body = json.dumps(
        [
            {
                "type": "citation",
                "value": {
                    "title": "The report of 2026",
                    "publisher": "The Office",
                    "address": address,
                    "read_on": "2026-03-03",
                },
            }
        ]
    )
    page.save()


def only_these(*keep: str) -> None:
    actions.gather(by=BY, at=AT)
    OutsideLink.objects.exclude(address__in=keep).update(asked_at=NOON + 400 * DAY)


def bad(times: int = 3, address: str = REPORT) -> OutsideLink:
    link = OutsideLink.objects.get(address=address)
    for day in range(times):
        actions.note(link=link, outcome=Outcome.BAD, words="The page is not there.", by=BY, at=AT + day * DAY)
    return OutsideLink.objects.get(pk=link.pk)


def signed_in(actor: Actor) -> Client:
    client = Client()
    client.force_login(actor.user)
    return client


def todo(actor: Actor) -> str:
    return signed_in(actor).get("/to-do/").content.decode()


# What leads outside.


def test_addresses_are_found_in_words_in_things_to_do_and_in_sources(pages: None) -> None:
    page = SectionPage.objects.get(slug="support")
    text = '<p><a href="https://a.example.org/x?y=1&amp;z=2#part">a</a> <a href="/find/">b</a></p>'
    page.body = json.dumps(
        [
            {"type": "text", "value": text},
            {"type": "todo", "value": [{"words": "G", "address": "https://b.example.org/"}]},
            {"type": "todo", "value": [{"words": "F", "address": "/find/"}]},
            {
                "type": "citation",
                "value": {"title": "T", "publisher": "", "address": "http://c.example.org/", "read_on": "2026-01-01"},
            },
            {"type": "quotation", "value": {"words": "https://not-a-link.example.org/", "source": "S"}},
        ]
    )  # fmt: skip
    page.save()
    assert gathering.addresses(SectionPage.objects.get(pk=page.pk)) == {
        "https://a.example.org/x?y=1&z=2", "https://b.example.org/", "http://c.example.org/",
    }  # fmt: skip
    region = RegionPage.objects.get(slug="western")
    region.now = '<p><a href="https://d.example.org/">d</a></p>'
    assert gathering.addresses(region) == {"https://d.example.org/"}


def test_what_no_page_leads_to_is_forgotten_and_what_stays_keeps_its_memory(support: SectionPage) -> None:
    actions.gather(by=BY, at=AT)
    bad(2)
    assert actions.gather(by=BY, at=AT + DAY) == (0, 0)
    assert OutsideLink.objects.get(address=REPORT).bad_tries == 2
    leads("https://other.example.org/")
    assert actions.gather(by=BY, at=AT + DAY) == (1, 1)
    assert not OutsideLink.objects.filter(address=REPORT).exists()
    assert set(PageLink.objects.filter(page=support.pk).values_list("link__address", flat=True)) == {
        "https://other.example.org/"
    }


def test_a_page_that_is_not_on_the_site_leads_nowhere(support: SectionPage) -> None:
    actions.gather(by=BY, at=AT)
    Page.objects.filter(pk=support.pk).update(live=False)
    actions.gather(by=BY, at=AT + DAY)
    assert not OutsideLink.objects.filter(address=REPORT).exists()


# Asking.


@pytest.fixture
def port() -> Iterator[int]:
    with serving() as number:
        yield number


def asker(port: int) -> Callable[[str], int]:
    return lambda address: outside.status(address, door=door(port))


def test_the_clock_asks_what_is_due_and_remembers_good_and_bad(pages: None, port: int) -> None:
    address = f"http://{LOCAL}:{port}/page"
    leads(address)
    only_these(address)
    tasks.check(NOON, asker(port))
    link = OutsideLink.objects.get(address=address)
    assert (link.last_good_at, link.first_bad_at, link.bad_tries) == (NOON, None, 0)
    Habits.gone.add("/page")
    tasks.check(NOON + DAY, asker(port))
    assert OutsideLink.objects.get(address=address).asked_at == NOON, "a good link rests for a week"
    for day in (7, 8, 9):
        tasks.check(NOON + day * DAY, asker(port))
        tasks.check(NOON + day * DAY + timedelta(hours=2), asker(port))
    link.refresh_from_db()
    assert (link.last_good_at, link.first_bad_at, link.bad_tries) == (NOON, NOON + 7 * DAY, 3)
    assert link.broken
    Habits.gone.clear()
    tasks.check(NOON + 10 * DAY, asker(port))
    link.refresh_from_db()
    assert (link.first_bad_at, link.bad_tries, link.broken) == (None, 0, False)
    told = list(Entry.objects.filter(what__startswith="links.").order_by("pk").values_list("what", flat=True))
    assert told == ["links.gathered", "links.broken", "links.good-again"]


def test_an_address_inside_is_never_asked_by_the_job(pages: None, port: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """The job as it runs on a real network, without a door of the test's. With the guard off it would ask."""
    address = f"http://{LOCAL}:{port}/inside-of-ours"
    leads(address)
    only_these(address)
    tasks.check(NOON)
    assert Habits.asked == []
    link = OutsideLink.objects.get(address=address)
    assert "not a public address" in link.words
    assert link.bad_tries == 1
    monkeypatch.setattr(outside, "is_public", lambda text: True)
    tasks.check(NOON + DAY)
    assert Habits.asked == ["HEAD /inside-of-ours"]


def test_a_demo_and_a_rehearsal_ask_nobody(pages: None, port: int, network: Network) -> None:
    address = f"http://{LOCAL}:{port}/page"
    leads(address)
    only_these(address)
    Network.objects.update(demo=True)
    assert "nobody is asked" in tasks.check(NOON, asker(port))
    Network.objects.update(demo=False, rehearsing_since=NOON, rehearsal_until=NOON.date())
    assert "nobody is asked" in tasks.check(NOON, asker(port))
    assert Habits.asked == []
    Network.objects.update(rehearsing_since=None, rehearsal_until=None)
    tasks.check(NOON, asker(port))
    assert Habits.asked == ["HEAD /page"]


def test_each_host_is_asked_once_a_run_and_few_hosts_at_all(pages: None) -> None:
    many = [f"https://a.example.org/{n}" for n in range(5)] + [f"https://host{n}.example.org/" for n in range(30)]
    leads(*many)
    only_these(*many)
    asked: list[str] = []

    def ask(address: str) -> int:
        asked.append(address)
        return 200

    tasks.check(NOON, ask)
    assert len(asked) == tasks.A_RUN
    assert sum("a.example.org" in one for one in asked) == 1
    for hour in range(1, 8):
        tasks.check(NOON + timedelta(hours=hour), ask)
    assert sorted(asked) == sorted(many), "each once, none twice"


@pytest.mark.parametrize(
    ("status", "outcome"),
    [(200, "good"), (204, "good"), (304, "good"), (404, "bad"), (410, "bad"), (500, "bad"), (403, "unsure"),
     (429, "unsure"), (503, "unsure")],
)  # fmt: skip
def test_what_an_answer_means(status: int, outcome: str) -> None:
    assert tasks.judge(REPORT, lambda address: status)[0] == outcome


def test_a_site_that_lets_no_machine_look_is_neither_good_nor_bad(support: SectionPage) -> None:
    actions.gather(by=BY, at=AT)
    link = bad(2)
    actions.note(link=link, outcome=Outcome.UNSURE, words="No machines.", by=BY, at=AT + 2 * DAY)
    link.refresh_from_db()
    assert (link.bad_tries, link.last_good_at, link.asked_at) == (2, None, AT + 2 * DAY)


def test_a_night_off_is_not_broken(support: SectionPage) -> None:
    actions.gather(by=BY, at=AT)
    assert not bad(2).broken
    assert bad(1).broken, "the third day in a row"


def test_the_database_keeps_the_memory_whole(support: SectionPage) -> None:
    actions.gather(by=BY, at=AT)
    rows = OutsideLink.objects.filter(address=REPORT)
    for wrong in ({"bad_tries": 1}, {"first_bad_at": AT}, {"bad_tries": 1, "first_bad_at": AT, "last_good_at": NOON}):
        with pytest.raises(IntegrityError), transaction.atomic():
            rows.update(**wrong)


# Whose To do it is.


def test_a_broken_link_is_a_to_do_for_the_role_that_keeps_the_page_and_for_nobody_else(support: SectionPage) -> None:
    treasurer, co = give(Office.TREASURER), give(Office.CO_ORDINATOR)
    SectionPage.objects.filter(pk=support.pk).update(keeper=Office.TREASURER.value)
    actions.gather(by=BY, at=AT)
    bad(2)
    assert "leads nowhere" not in todo(treasurer)
    bad(1)
    line = f"Mend what leads nowhere: {support.title}"
    assert line in todo(treasurer)
    assert line not in todo(co)
    link = OutsideLink.objects.get(address=REPORT)
    actions.note(link=link, outcome=Outcome.GOOD, words="It answers.", by=BY, at=NOON)
    assert line not in todo(treasurer)


def test_a_vacant_role_leaves_its_pages_to_those_who_may_edit_them(support: SectionPage) -> None:
    co = give(Office.CO_ORDINATOR)
    SectionPage.objects.filter(pk=support.pk).update(keeper=Office.TREASURER.value)
    actions.gather(by=BY, at=AT)
    bad()
    assert "Mend what leads nowhere" in todo(co)


def test_a_page_of_a_region_is_mended_by_its_own_people(pages: None) -> None:
    west, north = give(Office.AMBASSADOR, "west"), give(Office.AMBASSADOR, "north")
    region = RegionPage.objects.get(slug="western")
    region.now = f'<p><a href="{REPORT}">report</a></p>'
    region.save()
    actions.gather(by=BY, at=AT)
    bad()
    assert "Mend what leads nowhere: Western" in todo(west)
    assert "Mend what leads nowhere" not in todo(north)


def test_the_day_of_review_is_a_quiet_to_do(support: SectionPage) -> None:
    treasurer, co = give(Office.TREASURER), give(Office.CO_ORDINATOR)
    about = TextPage.objects.get(slug="about")
    TextPage.objects.filter(pk=about.pk).update(review_on=NOON.date())
    SectionPage.objects.filter(pk=support.pk).update(keeper=Office.TREASURER.value, review_on=NOON.date() + DAY)
    assert f"Look whether it still holds: {about.title}" in todo(co)
    assert "Look whether it still holds" not in todo(treasurer), "its day is tomorrow"
    with time_machine.travel(NOON + DAY, tick=False):
        assert f"Look whether it still holds: {support.title}" in todo(treasurer)


# Looking over.


def press(client: Client, page: Page, day: str) -> Any:
    html = client.get(f"/pages/{page.pk}/").content.decode()
    key = html.split('name="submission" value="')[1].split('"')[0]
    return client.post(f"/pages/{page.pk}/", {"submission": key, "review_on": day})


def test_whoever_keeps_a_page_says_that_it_holds_and_until_when(support: SectionPage) -> None:
    treasurer = give(Office.TREASURER)
    SectionPage.objects.filter(pk=support.pk).update(keeper=Office.TREASURER.value, review_on=NOON.date())
    page = SectionPage.objects.get(pk=support.pk)
    page.lead = "A draft that waits."
    page.save_revision()
    client = signed_in(treasurer)
    assert press(client, support, "2027-10-01").status_code == 302
    held = SectionPage.objects.get(pk=support.pk)
    assert held.review_on == date(2027, 10, 1)
    assert held.lead != "A draft that waits."
    draft = held.get_latest_revision_as_object()
    assert (draft.lead, draft.review_on) == ("A draft that waits.", date(2027, 10, 1))
    assert Entry.objects.filter(what="pages.looked-over", subject=f"page:{support.pk}").count() == 1
    assert "Look whether it still holds" not in todo(treasurer)


@pytest.mark.parametrize("day", ["2026-10-05", "2020-01-01", "2030-01-01", "rubbish", ""])
def test_a_day_that_is_over_or_too_far_is_refused_in_words(support: SectionPage, day: str) -> None:
    answer = press(signed_in(give(Office.CO_ORDINATOR)), support, day)
    assert answer.status_code == 200
    assert "There is a problem" in answer.content.decode()
    assert SectionPage.objects.get(pk=support.pk).review_on is None


def test_others_do_not_find_the_page(support: SectionPage) -> None:
    assert signed_in(give(Office.TREASURER)).get(f"/pages/{support.pk}/").status_code == 404
    assert signed_in(give(Office.AMBASSADOR, "west")).get(f"/pages/{support.pk}/").status_code == 404
    assert signed_in(give(Office.CO_ORDINATOR)).get(f"/pages/{support.pk}/").status_code == 200


def test_the_list_tells_of_every_page_of_words(support: SectionPage) -> None:
    actions.gather(by=BY, at=AT)
    bad()
    SectionPage.objects.filter(pk=support.pk).update(review_on=date(2026, 1, 1))
    html = signed_in(give(Office.TREASURER)).get("/pages/").content.decode()
    for words in (support.title, "National co-ordinator", "was due 1 January 2026", "1 link", "No day set"):
        assert words in html, words


def test_readers_see_who_keeps_a_page_and_whether_its_day_is_over(support: SectionPage, client: Client) -> None:
    rows = SectionPage.objects.filter(pk=support.pk)
    assert "The national co-ordinator keeps this page." in client.get("/support/").content.decode()
    rows.update(review_on=date(2027, 1, 1))
    assert "We look at it again by" in client.get("/support/").content.decode()
    rows.update(review_on=date(2026, 1, 1))
    assert "may be out of date" in client.get("/support/").content.decode()
    TextPage.objects.filter(slug="about").update(review_on=date(2026, 1, 1))
    assert "may be out of date" in client.get("/about/").content.decode()


# Sources.


def test_a_source_leads_to_its_page_while_that_answers(support: SectionPage, client: Client) -> None:
    cites(support)
    html = client.get("/support/").content.decode()
    assert f'<a href="{REPORT}" rel="noopener">The report of 2026</a>' in html
    assert "3 March 2026" in html
    assert "Archived copy" not in html


def test_a_source_that_is_gone_keeps_its_title_and_the_day_it_was_read(
    support: SectionPage, client: Client, settings: Any
) -> None:
    cites(support)
    actions.gather(by=BY, at=AT)
    bad()
    settings.ARCHIVE = ""
    html = client.get("/support/").content.decode()
    assert f'href="{REPORT}"' not in html
    assert "The report of 2026" in html
    assert "3 March 2026" in html
    assert "has not answered since" in html
    assert "Archived copy" not in html
    settings.ARCHIVE = "https://archive.example.org/web/"
    html = client.get("/support/").content.decode()
    assert f'<a href="https://archive.example.org/web/20260303/{REPORT}" rel="noopener">Archived copy</a>' in html


def test_a_page_without_sources_asks_nothing_of_them(support: SectionPage, client: Client) -> None:
    from django.db import connection  # noqa: PLC0415 - beside its only use
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415 - as above

    with CaptureQueriesContext(connection) as plain:
        client.get("/support/")
    cites(support)
    with CaptureQueriesContext(connection) as cited:
        client.get("/support/")
    assert not any("outsidelink" in one["sql"] for one in plain)
    assert sum("outsidelink" in one["sql"] for one in cited) == 1


def test_a_source_needs_a_whole_address() -> None:
    block = CitationBlock()
    value = {"title": "T", "publisher": "", "address": "javascript:alert(1)", "read_on": date(2026, 1, 1)}
    with pytest.raises(ValidationError, match="begins with"):
        block.clean(block.to_python({**value, "read_on": "2026-01-01"}))


def test_costs_do_not_grow_with_the_pages(support: SectionPage, django_assert_max_num_queries: Any) -> None:
    actions.gather(by=BY, at=AT)
    bad()
    with django_assert_max_num_queries(6):
        queries.rows(NOON.date())
