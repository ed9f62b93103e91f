"""One payment for several things: one entry, balanced, with a line for each; refused where the parts do not fit."""

from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.test import Client

from coopnet.ledger import actions, posting, queries
from coopnet.ledger.enums import Head
from coopnet.ledger.models import Entry, Year
from coopnet.ledger.rules import Part
from coopnet.ledger.tests.ground import AT, BY, DAY, FILE, money_in, opened, two
from tests.roles import Actor, holder

NOW = datetime(2026, 6, 1, 10, tzinfo=UTC)


@pytest.fixture(autouse=True)
def june() -> Any:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def treasurer(network: object, client: Client) -> Actor:
    opened()
    actor = holder("treasurer")
    client.force_login(actor.user)
    return actor


def typed(**given: Any) -> dict[str, Any]:
    return {
        "submission": uuid4(), "way": "out", "day": "2026-05-05", "pence": "30.00", "bank": "bank", "words": "A day",
        "source": "Statement of May", "account_1": "meetings", "sum_1": "20.50", "head_1": "voice",
        "account_2": "running", "sum_2": "9.50", "head_2": "support",
    } | given  # fmt: skip


def lines(entry: Entry) -> list[tuple[str, int, str, str]]:
    rows = entry.lines.order_by("pk").values_list("account__code", "pence", "fund__slug", "head")
    return [(code, pence, fund or "", head) for code, pence, fund, head in rows]


def test_one_payment_out_for_two_things_is_one_entry(client: Client, treasurer: Actor) -> None:
    form = typed()
    for _ in range(2):
        assert client.post("/money/books/divide/", form).headers["Location"] == "/money/books/"
    assert client.post("/money/books/divide/", form | {"words": "Other words"}).status_code == 409
    entry = Entry.objects.get(posted=False)
    actions.agree(entry=entry, by=holder("co-ordinator").user, at=NOW)
    assert lines(entry) == [
        ("bank", -3_000, "", ""), ("meetings", 2_050, "general", "voice"), ("running", 950, "general", "support"),
    ]  # fmt: skip
    found = {row.key: row.pence for row in queries.statement(Year.objects.get(), NOW.date()).rows()}
    assert (found["spent-voice"], found["spent-support"]) == (2_050, 950)
    assert "£9.50" in client.get(f"/money/entries/{Entry.objects.get(pk=entry.pk).number}/").text


def test_a_fee_kept_back_is_taken_off_what_came(client: Client, treasurer: Actor) -> None:
    actions.add_fund(slug="books", name="Books", purpose="Books for schools", by=BY, at=AT)
    form = typed(
        way="in", pence="95", account_1="events", sum_1="60", head_1="", account_2="grants", sum_2="40", head_2="",
        fund_2="books", account_3="running", sum_3="5", head_3="service",
    )  # fmt: skip
    assert client.post("/money/books/divide/", form).headers["Location"] == "/money/entries/2/"
    assert lines(Entry.objects.get(number=2)) == [
        ("bank", 9_500, "", ""), ("events", -6_000, "general", ""), ("grants", -4_000, "books", ""),
        ("running", 500, "general", "service"),
    ]  # fmt: skip
    back = actions.reverse(entry=Entry.objects.get(number=2), key=uuid4(), day=DAY, why="Not ours", by=two()[0], at=AT)
    actions.agree(entry=back, by=two()[1], at=AT)
    assert queries.funds_for_a_purpose(NOW.date())[0].holds == 0


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"sum_2": "9.51"}, "The parts come to £30.01"),
        ({"head_2": ""}, "support, services or voice"),
        ({"sum_2": ""}, "Enter the sum"),
        ({"account_3": "running"}, "Enter the sum"),
        ({"sum_3": "1"}, "Choose one"),
        ({"account_2": "reserve"}, "Choose one from the list"),
        ({"fund_1": "reserve"}, "Choose one from the list"),
        ({"way": "in"}, "The parts come to"),
    ],
)
def test_parts_that_do_not_fit_come_back(client: Client, treasurer: Actor, given: dict[str, Any], says: str) -> None:
    page = client.post("/money/books/divide/", typed(**given))
    assert page.status_code == 200
    assert says in page.text
    assert Entry.objects.count() == 1


def test_the_database_judges_many_lines_as_it_judges_two(db: None) -> None:
    """Six lines of which one names no heading, or one takes from the reserve, are refused as a whole."""
    opened()
    one, other = two()
    money_in(9_000)
    good = [Part("meetings", 100, "general", head) for head in Head]
    for bad, says in (
        (Part("running", 100, "general"), "support, services or voice"),
        (Part("running", 100, "reserve", Head.VOICE), "without a release"),
        (Part("running", 100, "", Head.VOICE), "name a fund"),
    ):
        parts = [*good, bad, Part("bank", -400)]
        entry = actions.record(key=uuid4(), day=DAY, words="A day", parts=parts, basis=FILE, by=one, at=AT)
        with pytest.raises(posting.NotPossible, match=says):
            actions.agree(entry=entry, by=other, at=AT)
