"""The officers' pages of boundaries: who may, who may not; preview, change, undo."""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime
from urllib.parse import urlencode

import pytest
import time_machine
from django.test import Client

from coopnet.bodies.enums import Office
from coopnet.kit.access import Account
from coopnet.regions import actions, checks, queries
from coopnet.regions.models import BoundaryChange
from coopnet.regions.tests.ground import AT, BY, authority, coop, region, school
from coopnet.register.models import Authority
from tests.laws.test_who_may import client_of
from tests.roles import give, nobody

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 10, 5, 11, tzinfo=UTC)
MOVE = {"region": "central", "starts": "2026-11-01", "reason": "Board, 2 October 2026"}
HERE = "/regions/boundaries/authority/908/"


@pytest.fixture(autouse=True)
def noon() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


@pytest.fixture
def cornwall(network: object) -> Authority:
    found = authority()
    actions.assign_authority(
        authority=found, region=region("west"), starts=date(2010, 1, 1), reason="Founding", by=BY, at=AT
    )
    coop(school(900001, found, "Bay School"))
    return found


@pytest.fixture
def officer(cornwall: Authority) -> Client:
    return client_of(give(Office.CO_ORDINATOR))


def submission(html: str) -> str:
    found = re.search(r'name="submission" value="([^"]+)"', html)
    assert found
    return found[1]


def test_the_co_ordinator_may_others_may_not(cornwall: Authority, officer: Client) -> None:
    assert officer.get("/regions/boundaries/").status_code == 200
    for actor in (give(Office.AMBASSADOR, "west"), give(Office.REGIONAL_EDITOR, "west"), nobody()):
        other = client_of(actor)
        assert other.get("/regions/boundaries/").status_code == 403
        assert other.get(HERE).status_code == 403
        assert other.post(f"{HERE}?{urlencode(MOVE)}").status_code == 403
    assert Client().get(HERE)["Location"].startswith("/sign-in/")
    assert BoundaryChange.objects.count() == 1


def test_question_preview_change_and_undo(cornwall: Authority, officer: Client) -> None:
    asked = officer.get(HERE)
    assert "Which region shall it belong to?" in asked.content.decode()
    preview = officer.get(HERE, MOVE).content.decode()
    assert "Bay School" in preview
    assert BoundaryChange.objects.count() == 1, "looking changes nothing"
    address = f"{HERE}?{urlencode(MOVE)}"
    key = submission(preview)
    for _ in range(2):  # pressed twice is once done
        answer = officer.post(address, {"submission": key})
        assert (answer.status_code, answer["Location"]) == (302, "/regions/boundaries/")
    change = BoundaryChange.objects.get(after=region("central"))
    assert queries.authority_codes("central", date(2026, 11, 1)) == {"908"}
    listed = officer.get("/regions/boundaries/").content.decode()
    assert "Undo this change" in listed
    officer.post(f"/regions/boundaries/undo/{change.pk}/")
    assert queries.authority_codes("west", date(2026, 11, 1)) == {"908"}
    assert "already undone" in officer.post(f"/regions/boundaries/undo/{change.pk}/", follow=True).content.decode()


def test_after_ten_minutes_no_undo_is_offered(
    cornwall: Authority, officer: Client, noon: time_machine.Traveller
) -> None:
    change = actions.assign_authority(
        authority=cornwall, region=region("north"), starts=date(2026, 11, 1), reason="x", by=BY, at=NOON
    )
    noon.shift(601)
    assert "Undo this change" not in officer.get("/regions/boundaries/").content.decode()
    assert "Ten minutes" in officer.post(f"/regions/boundaries/undo/{change.pk}/", follow=True).content.decode()
    change.refresh_from_db()
    assert change.undone_at is None


def test_what_cannot_be_done_is_said_beside_the_button(cornwall: Authority, officer: Client) -> None:
    address = f"{HERE}?{urlencode(MOVE | {'region': 'west'})}"
    answer = officer.post(address, {"submission": submission(officer.get(address).content.decode())})
    assert "already belongs to Western" in answer.content.decode()


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("region", "", "Choose a region."),
        ("starts", "", "Enter the day from which"),
        ("starts", "31 February 2026", "Enter a day, like"),
        ("reason", " ", "Say who decided it and why."),
    ],
)
def test_each_field_says_how_to_put_it_right(
    cornwall: Authority, officer: Client, field: str, value: str, words: str
) -> None:
    html = officer.get(HERE, MOVE | {field: value}).content.decode()
    assert words in html
    assert "There is a problem" in html


def test_a_blank_press_does_nothing(cornwall: Authority, officer: Client) -> None:
    officer.post(HERE)
    officer.post(f"{HERE}?{urlencode(MOVE)}")
    assert BoundaryChange.objects.count() == 1


def test_a_single_school_moves_and_follows_its_authority_again(cornwall: Authority, officer: Client) -> None:
    found = officer.get("/regions/boundaries/", {"urn": "900001"})
    assert found["Location"] == "/regions/boundaries/school/900001/"
    for target, words in (("central", "Central"), ("authority", "the region of its authority")):
        day = "2026-11-01" if target == "central" else "2026-12-01"
        address = f"{found['Location']}?{urlencode(MOVE | {'region': target, 'starts': day})}"
        html = officer.get(address).content.decode()
        assert words in html
        assert officer.post(address, {"submission": submission(html)}).status_code == 302
    drawn = queries.boundaries()
    assert drawn.region("908", 900001, date(2026, 11, 15)) == "central"
    assert drawn.region("908", 900001, date(2026, 12, 1)) == "west"


@pytest.mark.parametrize("address", ["authority/000/", "school/1/"])
def test_what_is_not_there_is_not_found(officer: Client, address: str) -> None:
    assert officer.get(f"/regions/boundaries/{address}").status_code == 404
    assert officer.post("/regions/boundaries/undo/999999/").status_code == 404


def test_the_list_can_be_narrowed(cornwall: Authority, officer: Client) -> None:
    html = officer.get("/regions/boundaries/", {"q": "corn", "region": "west"}).content.decode()
    assert "1 local authority" in html
    assert "No authority fits" in officer.get("/regions/boundaries/", {"q": "zzz"}).content.decode()


def duties(account: Account) -> list[str]:
    return [duty.words for duty in checks.unplaced(account, AT)]


def test_co_operative_schools_without_a_region_are_a_thing_to_do_for_whoever_may_place_them() -> None:
    officer, other = give(Office.CO_ORDINATOR).user, give(Office.AMBASSADOR, "west").user
    assert duties(officer) == []
    coop(school(900001, authority()))
    coop(school(900002, authority()))
    assert duties(officer) == ["Give a region to 2 co-operative schools"]
    assert duties(other) == []
    actions.load_defaults(by=BY, at=AT)
    assert duties(officer) == []
