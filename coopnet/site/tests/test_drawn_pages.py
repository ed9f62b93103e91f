"""Home, regions and facts: what they say, on which day, at what cost."""

import csv
import gzip
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from coopnet.bodies import actions as bodies
from coopnet.bodies.enums import BodyKind
from coopnet.bodies.models import Body, Seat
from coopnet.decisions import actions as decisions
from coopnet.kit.models import Network
from coopnet.regions import actions
from coopnet.regions.models import Region
from coopnet.regions.tests.ground import AT, BY, authority, coop, member, school, trust
from coopnet.register.models import CoopStatus
from coopnet.site.models import HomePage, PostPage, RegionPage
from coopnet.site.tests import ground
from tests.roles import FOUNDING, nobody

pytestmark = pytest.mark.django_db

PAGES = ["/", "/regions/", "/regions/western/", "/regions/western/boundaries/", "/facts/", "/about/"]


@pytest.fixture(autouse=True)
def noon() -> Iterator[None]:
    with time_machine.travel(datetime(2026, 10, 5, 11, tzinfo=UTC), tick=False):
        yield


@pytest.fixture
def get(client: Client) -> Callable[[str], str]:
    def fetch(address: str) -> str:
        answer = client.get(address)
        assert answer.status_code == 200, address
        return answer.content.decode()

    return fetch


@pytest.fixture
def world(network: Network) -> Network:
    ground.make(network)
    ground.people()
    return network


def queries(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as caught:
        assert client.get(address).status_code == 200
    return len(caught)


def test_pages_cost_the_same_for_few_schools_and_many(network: Network, client: Client) -> None:
    ground.make(network, schools=2)
    ground.people()
    few = {address: queries(client, address) for address in PAGES}
    for number, code in enumerate(ground.PLACES):
        group = trust(f"Second trust {code}")
        coop(group=group)
        for i in range(20):
            member(group, school(950001 + 100 * number + i, authority(code)))
    many = {address: queries(client, address) for address in PAGES}
    assert few == many
    assert max(many.values()) <= 8, many


@pytest.mark.parametrize("address", PAGES)
def test_pages_stay_small_and_hold_one_heading(world: Network, get: Callable[[str], str], address: str) -> None:
    html = get(address)
    assert len(gzip.compress(html.encode())) < 30_000
    assert html.count("<h1") == 1
    assert " style=" not in html


@pytest.mark.parametrize("address", PAGES)
def test_pages_open_on_a_network_without_tree_regions_or_schools(
    network: Network, client: Client, address: str
) -> None:
    expected = 404 if "western" in address else 200
    assert client.get(address).status_code == expected


def test_home_counts_with_its_day_and_leads_to_the_definition(world: Network, get: Callable[[str], str]) -> None:
    html = get("/")
    assert "8 co-operative schools known to us" in html
    assert "5 October 2026" in html
    assert 'href="/facts/#how"' in html
    assert 'aria-label="Western: 2 schools"' in html
    assert "4 seats, 0 filled, 4 vacant" in html


def test_home_as_at_another_day(world: Network, get: Callable[[str], str]) -> None:
    CoopStatus.objects.filter(group__name__startswith="Cornwall").update(ends=date(2020, 1, 1))
    assert "6 co-operative schools known to us" in get("/")
    earlier = get("/?on=2019-12-31")
    assert "8 co-operative schools known to us" in earlier
    assert "31 December 2019" in earlier
    assert "/regions/western/?on=2019-12-31" in earlier
    assert "We hold no records from before" in get("/?on=2015-01-01")


@pytest.mark.parametrize(
    ("on", "words"),
    [("2030-01-01", "That day has not come yet"), ("rubbish", "Enter a day, like"), ("0001-01-01", "1500")],
)
def test_a_day_that_cannot_be_asked_about_is_said_and_today_is_shown(
    world: Network, get: Callable[[str], str], on: str, words: str
) -> None:
    html = get(f"/facts/?on={on}")
    assert words in html
    assert "Counted for <time" in html
    assert "5 October 2026" in html


def test_the_overview_shows_people_and_vacancies(world: Network, get: Callable[[str], str]) -> None:
    html = get("/regions/")
    assert "Tamsin Merrywether" in html
    assert "1 of 2 seats filled, 1 vacant" in html
    assert "Office for National Statistics" in html
    assert html.index("Tamsin Merrywether") < html.index("Map of the 4 regions"), "the list comes first"


def test_the_region_page_is_put_together_from_data(world: Network, get: Callable[[str], str]) -> None:
    html = get("/regions/western/")
    for words in (
        "Your ambassador: Tamsin Merrywether",
        "Wilf Honeycomb",
        "Vacant since 1 September 2024",
        "until 31 August 2027",
        "Cornwall Co-operative Trust",
        'href="/trusts/1000/"',
        'href="/schools/900001/"',
        "Trust after trust",
        "From the Tamar to the Lizard.",
        'href="/changes/?area=west"',
        "Delegate, Western",
    ):
        assert words in html, words
    assert "Leeds School" not in html


def test_the_people_of_a_region_are_those_of_the_day(world: Network, get: Callable[[str], str]) -> None:
    earlier = get("/regions/western/?on=2018-01-01")
    assert "Tamsin Merrywether" not in earlier
    assert "Wilf Honeycomb" not in earlier
    assert "Your ambassador: vacant" in earlier


def test_a_moved_boundary_moves_schools_from_its_day_on(world: Network, get: Callable[[str], str]) -> None:
    actions.assign_authority(
        authority=authority("908"),
        region=Region.objects.get(key="central"),
        starts=date(2026, 10, 1),
        reason="Board, 12 June 2026",
        by=BY,
        at=AT,
    )
    assert "Cornwall School 0" not in get("/regions/western/")
    assert "Cornwall School 0" in get("/regions/central/")
    assert "Cornwall School 0" in get("/regions/western/?on=2026-09-30")
    assert "Board, 12 June 2026" in get("/regions/western/boundaries/")


def test_words_of_editors_appear_once_published_and_figures_stay(world: Network, get: Callable[[str], str]) -> None:
    page = RegionPage.objects.get(slug="western")
    page.lead = "Pasties first, then the forum."
    page.now = "<p>Autumn forum in Truro</p>"
    page.now_checked_on = date(2026, 10, 1)
    page.save()
    html = get("/regions/western/")
    assert "Pasties first" in html
    assert "Autumn forum in Truro" in html
    page.live = False
    page.save()
    html = get("/regions/western/")
    assert "Pasties first" not in html
    assert "Cornwall School 0" in html


def event(above: str, title: str, day: date) -> None:
    page = RegionPage.objects.get(slug=above)
    page.add_child(instance=PostPage(title=title, slug=title.lower(), kind="event", posted_on=day, lead="Come."))


def decided(title: str, day: date, *, public: bool = True) -> None:
    decisions.record(
        body=Body.objects.get(kind=BodyKind.NATIONAL_BOARD.value), title=title, text="Agreed.", day=day, public=public,
        by=BY, at=datetime(2026, 10, 5, 10, tzinfo=UTC),
    )  # fmt: skip


def test_home_tells_what_happened_and_what_lies_ahead_at_the_same_cost(
    world: Network, client: Client, get: Callable[[str], str]
) -> None:
    before = {address: queries(client, address) for address in ("/", "/regions/")}
    for number in range(6):
        event("western", f"Forum{number}", date(2026, 10, 6 + number))
        event("central", f"Past{number}", date(2026, 9, 6 + number))
        decided(f"Decision {number}", date(2026, 9, 20 + number))
    decided("Behind closed doors", date(2026, 9, 30), public=False)
    html = get("/")
    lately, ahead = html.index('id="lately"'), html.index('id="ahead"')
    assert ahead < html.index("Forum0") < html.index("Forum3")
    assert "Forum4" not in html, "the soonest four"
    assert lately < html.index("Decision 5") < html.index("Decision 2") < ahead
    assert "Behind closed doors" not in html
    assert "6 Oct" not in html[lately:ahead], "what lies ahead did not happen yet"
    after = {address: queries(client, address) for address in before}
    assert after == before
    assert max(after.values()) <= 8
    regions = get("/regions/")
    assert "Forum0</a>, <time" in regions
    assert "Past5</a>, <time" in regions
    assert "Forum1" not in regions


def test_home_as_at_another_day_tells_of_that_day(world: Network, get: Callable[[str], str]) -> None:
    event("western", "Forum", date(2026, 10, 20))
    decided("A decision", date(2026, 9, 20))
    html = get("/?on=2026-09-19")
    assert "A decision" not in html
    assert html.index('id="ahead"') < html.index("Forum")


def test_home_is_honest_where_nothing_is_set(network: Network, get: Callable[[str], str]) -> None:
    html = get("/")
    assert "No date is set yet" in html
    assert "Nothing has been told or decided here yet" in html


def test_home_says_who_is_in_post_and_when_terms_end(world: Network, get: Callable[[str], str]) -> None:
    bodies.begin_term(
        person=nobody("Ivy Combe").person, seat=Seat.objects.filter(body__kind=BodyKind.NATIONAL_BOARD.value).first(),
        starts=date(2025, 9, 1), ends=date(2027, 9, 1), basis=FOUNDING, by=BY, at=AT,
    )  # fmt: skip
    html = get("/")
    assert "Tamsin Merrywether, ambassador" in html
    assert "No ambassador now: the co-ordinator answers" in html
    assert "1 term on the national board ends" in html
    assert "Tamsin Merrywether" not in get("/?on=2018-01-01")


def test_an_unknown_region_is_not_found(world: Network, client: Client) -> None:
    assert client.get("/regions/atlantis/").status_code == 404
    assert client.get("/regions/atlantis/boundaries/").status_code == 404


def test_facts_show_each_years_end_and_both_directions(world: Network, get: Callable[[str], str]) -> None:
    CoopStatus.objects.filter(group__name__startswith="Leeds").update(ends=date(2020, 1, 1))
    html = get("/facts/")
    assert html.count("<table") == 2
    assert "31 December 2016" in html
    assert "Northern 0" in html
    assert "forms-only-wide-t" in html
    assert "forms-only-phone-t" in html


def test_the_files_hold_the_same_figures(world: Network, client: Client) -> None:
    CoopStatus.objects.filter(group__name__startswith="Leeds").update(ends=date(2020, 1, 1))
    rows = list(csv.DictReader(client.get("/facts/figures.csv").content.decode("utf-8-sig").splitlines()))
    by_day = {row["day"]: row for row in rows}
    assert by_day["2019-12-31"]["co-operative schools known"] == "8"
    assert by_day["2020-12-31"]["co-operative schools known"] == "6"
    assert by_day["2020-12-31"]["ended since the row before"] == "2"
    assert by_day["2026-10-05"]["Northern"] == "0"
    schools = list(
        csv.DictReader(client.get("/facts/schools.csv?on=2019-06-01").content.decode("utf-8-sig").splitlines())
    )
    assert len(schools) == 8
    assert {row["evidence"] for row in schools} == {"Trust list of November 2016"}


def test_what_a_spreadsheet_would_run_is_not_written_as_it_stands(world: Network, client: Client) -> None:
    coop(school(960001, authority("908"), "=HYPERLINK(1)"))
    assert "\n960001,'=HYPERLINK(1)" in client.get("/facts/schools.csv").content.decode().replace("\r", "")


def test_a_preview_in_the_page_editor_shows_the_view_with_the_draft(world: Network) -> None:
    page = HomePage.objects.get()
    page.lead = "A draft that nobody published."
    html = page.make_preview_request().content.decode()
    assert "A draft that nobody published." in html
    assert "8 co-operative schools known to us" in html
