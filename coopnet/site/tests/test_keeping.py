"""Pages with a role that keeps them and a day of review; sources that outlive their page."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page

from coopnet.audit.models import Entry
from coopnet.bodies.enums import Office
from coopnet.kit.models import Network
from coopnet.regions.tests.ground import AT, BY
from coopnet.site.links import actions, queries
from coopnet.site.models import SectionPage, TextPage
from coopnet.site.models.blocks import CitationBlock
from coopnet.site.tests import ground
from coopnet.site.tests.linked import NOON, REPORT, bad, cites, leads, signed_in, todo
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
    with CaptureQueriesContext(connection) as plain:
        client.get("/support/")
    cites(support)
    with CaptureQueriesContext(connection) as cited:
        client.get("/support/")
    assert not any("outsidelink" in one["sql"] for one in plain)
    assert sum("outsidelink" in one["sql"] for one in cited) == 1


def test_a_source_needs_a_whole_address() -> None:
    block = CitationBlock()
    value = {"title": "T", "publisher": "", "address": "javascript:alert(1)", "read_on": "2026-01-01"}
    with pytest.raises(ValidationError, match="begins with"):
        block.clean(block.to_python(value))


def test_costs_do_not_grow_with_the_pages(support: SectionPage) -> None:
    actions.gather(by=BY, at=AT)
    bad()
    co = give(Office.CO_ORDINATOR)

    def cost() -> tuple[int, int]:
        with CaptureQueriesContext(connection) as asked:
            lines = list(queries.duties(co.user, NOON))
        return len(lines), len(asked)

    SectionPage.objects.filter(pk=support.pk).update(review_on=date(2026, 1, 1))
    few, cheap = cost()
    SectionPage.objects.update(review_on=date(2026, 1, 1))
    many, as_cheap = cost()
    assert many > few + 5
    assert as_cheap == cheap <= 12
    with CaptureQueriesContext(connection) as asked:
        queries.rows(NOON.date())
    assert len(asked) <= 6
