"""Open data: beside each sheet the same rows for programs, with all that one must know to use them."""

import csv
import json
from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest
import time_machine
from django.test import Client

from coopnet.kit.models import Network
from coopnet.kit.sheet import plain
from coopnet.regions.tests.ground import authority, coop, school
from coopnet.register.models import CoopStatus
from coopnet.site.tests import ground
from tests import roles
from tests.laws.addresses import walk
from tests.laws.test_who_may import address_of, client_of

pytestmark = pytest.mark.django_db

NAMES = ("facts/figures", "facts/schools", "find/schools", "changes/left", "changes/register", "members/members")
QUERY = {"find/schools": "?q=leeds", "changes/left": "?since=2015", "changes/register": "?since=2015"}


@pytest.fixture(autouse=True)
def noon() -> Iterator[None]:
    with time_machine.travel(datetime(2026, 10, 5, 11, tzinfo=UTC), tick=False):
        yield


@pytest.fixture
def world(network: Network) -> None:
    ground.make(network, schools=3)
    CoopStatus.objects.filter(group__name__startswith="Cornwall").update(ends=date(2020, 1, 1))
    coop(school(960001, authority("908"), "=HYPERLINK(1) of Leeds"))


def rows_of(client: Client, address: str) -> list[dict[str, str]]:
    return list(csv.DictReader(client.get(address).content.decode("utf-8-sig").splitlines()))


@pytest.mark.parametrize("name", NAMES)
def test_both_hold_the_same_rows(world: None, client: Client, name: str) -> None:
    query = QUERY.get(name, "")
    sheet = rows_of(client, f"/{name}.csv{query}")
    answer = client.get(f"/{name}.json{query}")
    data = json.loads(answer.content)
    assert answer["Content-Type"] == "application/json"
    assert [{key: plain(value) for key, value in row.items()} for row in data["rows"]] == sheet
    assert data["count"] == len(sheet)
    if name not in ("changes/register", "members/members"):
        assert sheet, "two empty files agree about nothing"


@pytest.mark.parametrize("name", NAMES)
def test_it_says_all_that_one_must_know(world: None, client: Client, name: str) -> None:
    data = json.loads(client.get(f"/{name}.json{QUERY.get(name, '')}").content)
    assert data["day"] == "2026-10-05"
    assert data["licence"]["name"] == "Open Government Licence v3.0"
    assert data["licence"]["address"].startswith("https://")
    assert data["title"]
    heads = [column["name"] for column in data["columns"]]
    assert len(set(heads)) == len(heads)
    assert all(column["meaning"].endswith(".") for column in data["columns"])
    for row in data["rows"]:
        assert list(row) == heads


def test_every_public_sheet_has_its_open_data() -> None:
    routes = {entry.route for entry in walk() if entry.ours}
    public = {entry.route for entry in walk() if entry.ours and entry.view.door.kind == "public"}
    sheets = {route for route in public if route.endswith(".csv")}
    assert {f"{name}.csv" for name in NAMES} == sheets
    assert {f"{name}.json" for name in NAMES} <= routes


ANYBODY = "Access-Control-Allow-Origin"


@pytest.mark.parametrize("name", NAMES)
def test_a_page_of_anybody_may_ask_for_it(world: None, client: Client, name: str) -> None:
    """A browser hands it over; it never hands over what is answered to a signed-in reader."""
    answer = client.get(f"/{name}.json", headers={"Origin": "https://elsewhere.example.org"})
    assert answer[ANYBODY] == "*"
    assert "Access-Control-Allow-Credentials" not in answer
    assert ANYBODY not in client.get(f"/{name}.csv")


def test_no_other_address_is_open_to_pages_of_anybody(world: None, client: Client) -> None:
    """Every address, asked by a visitor and by somebody with the most rights."""
    officer = client_of(roles.holder("co-ordinator"))
    addresses = {address_of(entry) for entry in walk() if entry.ours and "sign-out" not in entry.route}
    assert {f"/{name}.json" for name in NAMES} <= addresses
    opened = {address for address in addresses for one in (client, officer) if one.get(address).has_header(ANYBODY)}
    assert opened == {f"/{name}.json" for name in NAMES}
    own = officer.get("/account/my-data/")
    assert own.status_code == 200
    assert not own.has_header(ANYBODY)


@pytest.mark.parametrize(
    ("page", "names"),
    [
        ("/facts/", ("facts/figures", "facts/schools", "changes/left", "changes/register")),
        ("/regions/northern/", ("facts/schools",)),
        ("/find/?q=leeds", ("find/schools",)),
        ("/changes/?since=2015", ("changes/left",)),
    ],
)
def test_wherever_a_sheet_is_offered_so_are_the_data(
    world: None, client: Client, page: str, names: tuple[str, ...]
) -> None:
    html = client.get(page).content.decode()
    for name in names:
        assert f'href="/{name}.csv' in html
        assert f'href="/{name}.json' in html


def test_a_day_that_is_asked_about_is_the_day_of_the_data(world: None, client: Client) -> None:
    data = json.loads(client.get("/facts/schools.json?on=2019-06-01").content)
    assert (data["day"], data["count"]) == ("2019-06-01", 13)
    assert json.loads(client.get("/facts/schools.json").content)["count"] == 10


def test_programs_get_names_as_they_are(world: None, client: Client) -> None:
    data = json.loads(client.get("/facts/schools.json").content)
    assert any(row["school"] == "=HYPERLINK(1) of Leeds" for row in data["rows"])
    sheet = rows_of(client, "/facts/schools.csv")
    assert any(row["school"] == "'=HYPERLINK(1) of Leeds" for row in sheet)
    assert not any(row["school"].startswith("=") for row in sheet)
