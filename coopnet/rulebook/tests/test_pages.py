"""The rules as everybody reads them."""

from datetime import UTC, date, datetime

import pytest
from django.test import Client

from coopnet.kit.actors import System
from coopnet.kit.basis import Basis
from coopnet.kit.models import Network
from coopnet.rulebook.actions import Given, adopt, adopt_defaults

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
