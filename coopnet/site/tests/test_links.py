"""Outside links: found, asked politely and only outside, remembered, told of."""

import json
from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
import time_machine
from django.db import IntegrityError, transaction
from wagtail.models import Page

from coopnet.audit.models import Entry
from coopnet.bodies.enums import Office
from coopnet.kit import outside
from coopnet.kit.models import Network
from coopnet.kit.tests.outside_server import LOCAL, Habits, door, serving
from coopnet.regions.tests.ground import AT, BY
from coopnet.site.links import actions, gathering, tasks
from coopnet.site.links.actions import Outcome
from coopnet.site.models import OutsideLink, PageLink, RegionPage, SectionPage, TextPage
from coopnet.site.tests import ground
from coopnet.site.tests.linked import DAY, NOON, REPORT, bad, leads, only_these, todo
from tests.roles import give

pytestmark = pytest.mark.django_db


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
