"""Pages of schools, trusts, authorities, the finder and the changes: what they say, to whom, on which day."""

import csv
import io
from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest
import time_machine
from django.test import Client
from pytest_django.fixtures import DjangoAssertNumQueries

from coopnet.kit.actors import System
from coopnet.regions.actions import found_regions, load_defaults
from coopnet.register import facts
from coopnet.register.models import (
    Authority,
    Change,
    CoopStatus,
    Establishment,
    Group,
    GroupMembership,
    Link,
)
from coopnet.site.tests.schools import co_operative, make, text

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 10, 5, 11, tzinfo=UTC)
BY = System("test")


@pytest.fixture(autouse=True)
def noon() -> Iterator[None]:
    """Every test runs on one day."""
    with time_machine.travel(NOON):
        yield


# The school's page


def test_a_school_outside_the_movement_is_not_for_search_engines_and_not_judged(client: Client, cove: Establishment):
    page = text(client, "/schools/900001/")
    assert 'content="noindex"' in page
    assert "Not known" in page
    assert "Invented Cove Primary School" in page


def test_a_co_operative_school_says_since_when_and_last_confirmed(client: Client, cove: Establishment):
    co_operative(cove)
    page = text(client, "/schools/900001/")
    assert 'content="noindex"' not in page
    assert "Last confirmed" in page
    assert "November 2016" in page
    assert "Not recorded; known since 22 November 2016" in page


def test_a_school_of_a_co_operative_trust_is_co_operative_while_it_belongs(client: Client, cove: Establishment):
    trust = Group.objects.create(uid="9001", name="Lizard Trust", folded="lizard trust", kind="trust", source="hand")
    GroupMembership.objects.create(
        establishment=cove, group=trust, starts=date(2015, 1, 1), ends=date(2019, 1, 1), source="hand"
    )
    CoopStatus.objects.create(
        group=trust, form="foundation-trust", evidence="Rules", evidence_day=date(2016, 1, 1),
        confirmed_on=date(2016, 1, 1), source="hand",
    )  # fmt: skip
    assert "Was, until 31 December 2018" in text(client, "/schools/900001/")
    then = text(client, "/schools/900001/?on=2017-03-01")
    assert '<span class="tag on">Yes</span>' in then
    assert "Lizard Trust" in then
    assert 'content="noindex"' in then  # another day is no page of its own
    assert "Not known" in text(client, "/schools/900001/?on=2014-03-01")


def test_a_new_number_keeps_the_history(client: Client, cove: Establishment, cornwall: Authority):
    Establishment.objects.filter(pk=cove.pk).update(status_name="Closed", close_date=date(2018, 9, 30))
    make(900002, "Invented Cove Academy", cornwall, type_name="Academy converter", open_date=date(2018, 10, 1))
    Link.objects.create(urn=900001, link_urn=900002, link_type="Successor", source="hand")
    co_operative(cove)
    old, new = text(client, "/schools/900001/"), text(client, "/schools/900002/")
    assert "It goes on as" in old
    assert "Became an academy" in old
    assert "Became an academy" in new
    assert "Under its earlier number, URN 900001" in new
    assert "It goes on as" not in text(client, "/schools/900001/?on=2018-01-01") or "900002" in old


def test_a_closed_school_without_successor_says_so(client: Client, cove: Establishment):
    Establishment.objects.filter(pk=cove.pk).update(status_name="Closed")
    page = text(client, "/schools/900001/")
    assert "The register names no school that followed this one." in page
    assert "The day on which it closed is not told." in page


def test_a_name_is_that_of_the_day(client: Client, cove: Establishment):
    Change.objects.create(
        kind="renamed", urn=900001, as_of=date(2021, 4, 26), before={"name": "Old Cove School"},
        after={"name": cove.name},
    )  # fmt: skip
    assert "<h1>Old Cove School</h1>" in text(client, "/schools/900001/?on=2020-01-01")
    assert f"<h1>{cove.name}</h1>" in text(client, "/schools/900001/")


@pytest.mark.parametrize("on", ["2031-01-01", "x", "", "0000-00-00", "2020-13-45"])
def test_a_day_that_is_none_shows_today(client: Client, cove: Establishment, on: str):
    assert cove.name in text(client, f"/schools/900001/?on={on}")


def test_what_the_list_does_not_hold_is_not_found(client: Client, cove: Establishment):
    for address in (
        "/schools/1/",
        "/schools/99999999999999999999/",
        "/trusts/nope/",
        "/trusts/g99999999999/",
        "/authorities/x/",
    ):
        assert client.get(address).status_code == 404


# As many queries for one row as for fifty


@pytest.mark.parametrize("more", [1, 40])
def test_no_page_asks_more_than_eight_times(
    client: Client, cove: Establishment, cornwall: Authority, more: int, django_assert_max_num_queries
):
    trust = Group.objects.create(uid="9001", name="Lizard Trust", folded="lizard trust", kind="trust", source="hand")
    for number in range(more):
        school = make(900100 + number, f"Invented School {number}", cornwall)
        GroupMembership.objects.create(establishment=school, group=trust, source="hand")
        co_operative(school, ends=date(2019, 1, 1))
        Link.objects.create(urn=900100 + number, link_urn=900001, link_type="Successor", source="hand")
        Change.objects.create(kind="closed", urn=900100 + number, authority_code="908", as_of=date(2020, 1, 1))
    client.get("/find/?q=invented")  # makes the finder's file
    for address in (
        "/schools/900001/", "/schools/900100/", "/trusts/9001/", "/authorities/908/", "/changes/?area=908",
        "/changes/register/?area=west", "/find/?q=invented&map=1", "/find/",
    ):  # fmt: skip
        with django_assert_max_num_queries(8):
            assert client.get(address).status_code == 200


# Trusts and authorities


def test_a_trust_shows_who_belongs_and_who_did(client: Client, cove: Establishment, cornwall: Authority):
    trust = Group.objects.create(
        name="Older Trust", folded="older trust", kind="trust", companies_house_number="07743582", source="hand"
    )
    GroupMembership.objects.create(establishment=cove, group=trust, ends=date(2018, 1, 1), source="hand")
    GroupMembership.objects.create(establishment=make(900002, "Still There", cornwall), group=trust, source="hand")
    page = text(client, "/trusts/c07743582/")
    assert "1 school." in page
    assert "Schools that were in it" in page
    assert "2 schools." in text(client, "/trusts/c07743582/?on=2017-01-01")


def test_an_authority_counts_its_schools(client: Client, cove: Establishment):
    co_operative(cove)
    page = text(client, "/authorities/908/")
    assert "1 co-operative school that we know of, in the Western region" in page
    assert "holds 1 open school of Cornwall" in page


# Who left and who came


@pytest.fixture
def shipped(network: object) -> None:
    found_regions(by=BY, at=NOON)
    facts.load(by=BY, at=NOON)
    load_defaults(by=BY, at=NOON)


EIGHT = [
    *("Coads Green Primary School", "Camelford Community Primary School", "Otterham Community Primary School"),
    *("St Breward Community Primary School", "St Teath Community Primary School"),
    *("Sir James Smith&#x27;s Community School", "Nanpean Community Primary School"),
    "Port Isaac Community Primary School",
]


def test_which_schools_in_cornwall_left_since_2018(client: Client, shipped: None):
    page = text(client, "/changes/?area=908&since=2018")
    became = page.split('id="way1"')[1].split("</section>")[0]
    assert [name for name in EIGHT if name not in became] == []
    assert became.count('<li class="left">') == 8
    assert became.count("North Cornwall Learning Trust") == 5
    assert "An Daras" in became
    assert "new number opened 1 May 2023" in became
    assert page.index('id="way1"') < page.index('id="way2"') < page.index('id="way3"')
    assert "Reason" not in page


def test_the_whole_network_is_counted_by_year_and_region_and_leads_to_the_lists(client: Client, shipped: None):
    page = text(client, "/changes/")
    assert '<li class="left">' not in page
    assert '<a href="?area=west">Western</a>' in page
    assert '<a href="?area=west&amp;since=2018&amp;until=2018">' in page
    assert page.count("<td") < 150
    there = text(client, "/changes/?area=west&since=2018&until=2018")
    left = page.split('<a href="?area=west&amp;since=2018&amp;until=2018">')[1].split("</a>")[0].split(" left")[0]
    assert f": {left} school{'' if left == '1' else 's'} left" in there
    sheet = list(csv.reader(io.StringIO(text(client, "/changes/left.csv").removeprefix("\ufeff"))))
    total = int(page.split("as far back as we know: ")[1].split(" ")[0])
    assert len(sheet) - 1 == total > 100


def test_long_columns_have_pages_that_keep_what_was_chosen(client: Client, cove: Establishment, cornwall: Authority):
    for number in range(35):
        co_operative(make(900100 + number, f"Invented School {number}", cornwall), ends=date(2019, 1, 1))
    first = text(client, "/changes/?area=908&since=2018")
    assert first.count('<li class="left">') == 15
    assert "Page 1 of 3." in first
    assert '<a href="?area=908&amp;since=2018&amp;page=2" rel="next">' in first
    second = text(client, "/changes/?area=908&since=2018&page=2")
    assert second.count('<li class="left">') == 15
    assert 'rel="prev"' in second
    assert "35 schools left" in second
    assert text(client, "/changes/?area=908&since=2018&page=99").count('<li class="left">') == 5
    assert text(client, "/changes/left.csv?area=908&since=2018&page=2").count("Invented School") == 35


def test_the_pages_of_changes_ask_eight_times_at_most(
    client: Client, shipped: None, django_assert_max_num_queries: DjangoAssertNumQueries
):
    for address in ("/changes/", "/changes/?area=west", "/changes/?since=2010", "/authorities/908/"):
        with django_assert_max_num_queries(8):
            text(client, address)


def test_a_school_that_stayed_co_operative_did_not_leave(client: Client, cove: Establishment, cornwall: Authority):
    Establishment.objects.filter(pk=cove.pk).update(status_name="Closed", close_date=date(2018, 9, 30))
    new = make(900002, "Invented Cove Academy", cornwall, open_date=date(2018, 10, 1))
    Link.objects.create(urn=900001, link_urn=900002, link_type="Successor", source="hand")
    co_operative(cove, ends=date(2018, 10, 1))
    co_operative(new, starts=date(2018, 10, 1))
    page = text(client, "/changes/?area=west")
    assert "0 schools left, 1 came, 1 stayed co-operative" in page


@pytest.mark.parametrize("since", ["yesterday", "20188", "0000", "9999", "31/31/2018", "\x00", "March"])
def test_a_day_that_cannot_be_read_is_said_beside_the_field(client: Client, cove: Establishment, since: str):
    page = text(client, "/changes/?" + "since=" + since.replace("\x00", "%00"))
    assert "There is a problem" in page
    assert "Enter a day, a month or a year" in page


def test_the_register_changes_of_a_region_are_told_in_words(client: Client, cove: Establishment):
    Change.objects.create(
        kind="renamed", urn=900001, authority_code="908", as_of=date(2021, 4, 26),
        before={"name": "Old Cove"}, after={"name": cove.name},
    )  # fmt: skip
    Change.objects.create(
        kind="moved-trust", urn=900001, authority_code="908", as_of=date(2022, 4, 26),
        before={"trusts": {"1": "One Trust"}}, after={"trusts": {"2": "Two Trust"}},
    )  # fmt: skip
    Change.objects.create(kind="amended", urn=900001, authority_code="908", as_of=date(2022, 5, 1))
    page = text(client, "/changes/register/?area=west&since=March+2021")
    assert "2 changes" in page
    assert "From Old Cove to Invented Cove" in page
    assert "from One Trust to Two Trust" in page
    assert "1 change." in text(client, "/changes/register/?area=908&since=2022")
    assert "0 changes" in text(client, "/changes/register/?area=north")
    assert "There is a problem" in text(client, "/changes/register/?kind=amended")


# The finder's page


def test_the_finder_shows_results_and_their_count(client: Client, cove: Establishment):
    page = text(client, "/find/?q=invetned+cove")
    assert "1 school" in page
    assert 'href="/schools/900001/"' in page
    assert "these come near" in page
    part = text(client, "/find/?q=invented&part=results")
    assert "<html" not in part
    assert 'role="status"' in part


def test_the_finder_says_when_nothing_is_found_and_how_to_go_on(client: Client, cove: Establishment):
    page = text(client, "/find/?q=zzzz&region=western")
    assert "0 schools" in page
    assert "look everywhere" in page
    assert "We do not know the place" in text(client, "/find/?near=atlantis")


def test_the_finder_keeps_to_the_region(client: Client, cove: Establishment):
    make(900009, "Invented Moor School", None)
    assert "900009" in text(client, "/find/?q=invented")
    page = text(client, "/find/?q=invented&region=western")
    assert "/schools/900001/" in page
    assert "/schools/900009/" not in page


@pytest.mark.parametrize(
    "query", ["page=0", "page=99999999999", "page=-1", "region=x", "authority=%00", "phase='", "coop=maybe"]
)
def test_odd_addresses_of_the_finder_are_answered(client: Client, cove: Establishment, query: str):
    text(client, f"/find/?q=invented&{query}")


@pytest.mark.parametrize("name", ["=1+1", "+44", "-2", "@SUM(A1)", "\t=1", "＝1"])
def test_no_cell_of_a_sheet_is_a_formula(client: Client, cornwall: Authority, name: str):
    make(900001, name, cornwall, town="=HYPERLINK(1)")
    make(900002, "Plain Name", cornwall)
    answer = client.get("/find/schools.csv?authority=908")
    assert answer["Content-Type"].startswith("text/csv")
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert len(rows) == 3
    assert all(not cell.startswith(("=", "+", "-", "@", "\t", "＝")) for row in rows for cell in row)
