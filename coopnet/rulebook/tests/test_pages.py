"""The rules as everybody reads them."""

from datetime import UTC, date, datetime
from uuid import uuid4

import pytest
from django.test import Client

from coopnet.kit.actors import System
from coopnet.kit.basis import Basis
from coopnet.kit.models import Network
from coopnet.rulebook.actions import Given, adopt, adopt_defaults
from tests.roles import holder

AT = datetime(2026, 9, 1, 9, tzinfo=UTC)
BASIS = Basis("minute", "1", "The general meeting of January", date(2027, 1, 22))


@pytest.fixture
def network(db: None) -> Network:
    return Network.objects.create(
        pk=1, name="A network", short_name="A", society_name="S", motto="m", contact_email="a@example.org", made_at=AT
    )


@pytest.mark.usefixtures("network")
def test_the_rules_of_another_day_are_those_of_that_day(client: Client) -> None:
    adopt_defaults(since=date(2026, 9, 1), basis=BASIS, by=System("test"), at=AT)
    change = Given("general-meeting", "notice", {"count": 21, "unit": "clear-days"}, "Three weeks.")
    adopt(title="Longer notice", clauses=[change], starts=date(2027, 2, 1), basis=BASIS, by=System("test"), at=AT)
    assert "14 clear days" in client.get("/rules/?on=2027-01-31").text
    assert "21 clear days" in client.get("/rules/?on=2027-02-01").text
    history = client.get("/rules/general-meeting/notice/").text
    assert history.index("21 clear days") < history.index("14 clear days")
    assert "The general meeting of January" in history
    assert "No rules of that day" in client.get("/rules/?on=2019-01-01").text
    assert "Enter a day" in client.get("/rules/?on=soon").text


@pytest.mark.usefixtures("network")
@pytest.mark.parametrize("path", ["/rules/general-meeting/colour/", "/rules/parliament/notice/", "/rules/x/notice/"])
def test_what_is_no_rule_is_not_there(client: Client, path: str) -> None:
    assert client.get(path).status_code == 404


TYPED: list[tuple[str, str, dict[str, str], str]] = [
    ("general-meeting", "seconders", {"number": "2"}, "2"),
    ("general-meeting", "short-notice-agreed-by", {"number": "95"}, "95 per cent"),
    ("general-meeting", "quorum", {"number": "20", "percent": "10", "which": "max"}, "20 or 10 per cent"),
    ("general-meeting", "notice", {"number": "21", "unit": "clear-days"}, "21 clear days"),
    (
        "general-meeting", "special-majority", {"percent": "66", "reached": "yes", "of_all": "no", "turnout": "40"},
        "at least 66 per cent of the votes cast",
    ),
    ("membership", "individuals-may-join", {"answer": "yes"}, "yes"),
    ("general-meeting", "counting", {"answer": "choose-one"}, "choose one"),
    ("general-meeting", "recall", {"answer": "By a vote of two thirds"}, "By a vote of two thirds"),
    ("money", "reminders-after", {"answer": "7, 21"}, "7; 21"),
    ("money", "no-lapse", {"first": "07-01", "last": "09-30"}, "from 1 July to 30 September"),
    (
        "national-advisory-board", "seats", {"answer": "Delegates | 1 | nominated by members | each region | votes"},
        "Delegates: 1 for each region, nominated by members",
    ),
]  # fmt: skip


@pytest.fixture
def officer(client: Client, network: Network) -> Client:
    adopt_defaults(since=date(2026, 9, 1), basis=BASIS, by=System("test"), at=AT)
    client.force_login(holder("co-ordinator").user)
    return client


@pytest.mark.parametrize(("scope", "key", "typed", "says"), TYPED)
def test_every_kind_of_rule_is_entered_as_people_type_it(
    officer: Client, scope: str, key: str, typed: dict[str, str], says: str
) -> None:
    there = f"/rules/{scope}/{key}/change/"
    assert "So far" in officer.get(there).text
    decided = {"starts": "2027-02-01", "body": "The general meeting", "day": "2027-01-22", "submission": str(uuid4())}
    answer = officer.post(there, typed | decided)
    assert answer.headers["Location"] == f"/rules/{scope}/{key}/"
    assert says.lower() in officer.get("/rules/?on=2027-02-01").text.lower()


@pytest.mark.parametrize(
    ("key", "typed", "says"),
    [
        ("notice", {"number": "x", "unit": "days"}, "whole number"),
        ("notice", {"number": "1", "unit": "moons"}, "from the list"),
        ("notice", {"number": "1", "unit": "days", "body": ""}, "Say which body decided"),
        ("notice", {"number": "1", "unit": "days", "decision": "no-such-1"}, "no such decision"),
        ("notice", {"number": "1", "unit": "days", "starts": "2026-08-01"}, "later day"),
        ("seats", {"answer": "Delegates, two"}, "five parts"),
        ("seats", {"answer": "Delegates | 0 | x | all | votes"}, "from 1 to 100"),
    ],
)
def test_what_cannot_be_a_rule_is_kept_on_the_form(officer: Client, key: str, typed: dict[str, str], says: str) -> None:
    decided = {"starts": "2027-02-01", "body": "Meeting", "day": "2027-01-22", "submission": str(uuid4())}
    page = officer.post(f"/rules/national-advisory-board/{key}/change/", decided | typed).text
    assert says in page
    assert "The rule is entered" not in page


@pytest.mark.parametrize("path", ["/rules/parliament/notice/change/", "/rules/money/colour/change/"])
def test_a_rule_that_nothing_would_read_cannot_be_entered(officer: Client, path: str) -> None:
    assert officer.get(path).status_code == 404
