"""Funds for a purpose: what they hold, that no more is spent, and the pages that say so."""

from datetime import UTC, date, datetime
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.db import DatabaseError, IntegrityError, transaction
from django.test import Client

from coopnet.ledger import actions, posting, queries
from coopnet.ledger.enums import EntryKind, Head
from coopnet.ledger.models import Entry, Fund, Gift, Year
from coopnet.ledger.posting import NotPossible
from coopnet.ledger.rules import Part
from coopnet.ledger.tests.ground import AT, BY, DAY, FILE, money_in, money_out, opened, two
from tests.controls import sql, without_triggers
from tests.roles import holder, nobody

NOW = datetime(2026, 6, 1, 10, tzinfo=UTC)


@pytest.fixture
def fund(db: None) -> Fund:
    opened()
    gift = Gift(giver="The Made-up Foundation", source="Letter of that day", day=DAY)
    return actions.add_fund(slug="books", name="Books", purpose="Books for schools", gift=gift, by=BY, at=AT)


def holds() -> tuple[int, int, int]:
    (held,) = queries.funds_for_a_purpose(NOW.date())
    return held.came, held.went, held.holds


def test_a_fund_spends_what_it_holds_and_not_a_penny_more(fund: Fund) -> None:
    money_in(500, account="grants", fund="books")
    money_out(200, fund="books")
    with pytest.raises(NotPossible, match=r"Books holds £3\.00, and this takes £3\.01"):
        money_out(301, fund="books")
    money_out(300, fund="books")
    assert holds() == (500, 500, 0)
    money_out(301)  # the general fund is another matter
    with pytest.raises(NotPossible, match="There is a fund of that name"):
        actions.add_fund(slug="books", name="Books", purpose="Others", by=BY, at=AT)


def test_two_that_each_fit_and_do_not_fit_together(fund: Fund) -> None:
    """Both are recorded while the fund holds enough; the second to be agreed to is refused by the database."""
    one, other = two()
    money_in(500, account="grants", fund="books")
    parts = [Part("meetings", 300, "books", Head.VOICE), Part("bank", -300)]
    first, second = (
        actions.record(key=uuid4(), day=DAY, words="A hall", parts=parts, basis=FILE, by=one, at=AT) for _ in range(2)
    )
    actions.agree(entry=first, by=other, at=AT)
    with pytest.raises(NotPossible, match="does not hold that much"):
        actions.agree(entry=second, by=other, at=AT)
    assert holds() == (500, 300, 200)


def test_a_gift_that_is_spent_is_not_taken_back(fund: Fund) -> None:
    one, other = two()
    gift = money_in(500, account="grants", fund="books")
    spent = money_out(1, fund="books")
    back = actions.reverse(entry=gift, key=uuid4(), day=DAY, why="Typed twice", by=one, at=AT)
    with pytest.raises(NotPossible, match="does not hold that much"):
        actions.agree(entry=back, by=other, at=AT)
    actions.reverse(entry=spent, key=uuid4(), day=DAY, why="Not this", by=one, at=AT)
    actions.agree(entry=back, by=other, at=AT)
    assert holds() == (0, 0, 0)


def test_only_the_guard_stands_before_raw_sql(fund: Fund) -> None:
    one, other = two()
    entry = posting.draft(
        key=uuid4(), year=Year.objects.get(), day=DAY, kind=EntryKind.ORDINARY, words="Behind", basis=FILE,
        parts=[Part("meetings", 1, "books", Head.VOICE), Part("bank", -1)], by=one, at=AT,
    )  # fmt: skip
    Entry.objects.filter(pk=entry.pk).update(agreed_by=other.pk, agreed_at=AT)
    post = f"UPDATE ledger_entry SET posted = TRUE, number = 2 WHERE id = {entry.pk}"
    with pytest.raises(DatabaseError, match="does not hold that much"), transaction.atomic():
        sql(post)
    without_triggers("ledger_entry")
    sql(post)
    assert holds() == (0, 1, -1)


def test_who_gave_a_fund_stays_as_it_was_written(fund: Fund) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Gift.objects.update(giver="Somebody else")
    with pytest.raises(IntegrityError), transaction.atomic():
        Gift.objects.create(fund=fund, giver="", source="", day=DAY, made_at=AT)


@pytest.fixture
def june() -> Any:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.mark.usefixtures("june")
def test_a_fund_is_added_and_read_on_its_page(client: Client, network: object) -> None:
    """The treasurer adds it once; everybody reads what it is for; who gave it only where that may be said."""
    opened()
    given = {
        "submission": uuid4(), "name": "Books for schools", "purpose": "Books about working together",
        "giver": "A quiet giver", "source": "Letter of 5 May", "day": "2026-05-05", "spend_by": "2026-05-04",
    }  # fmt: skip
    client.force_login(holder("co-ordinator").user)
    assert client.post("/money/books/funds/add/", given).status_code == 403
    client.force_login(holder("treasurer").user)
    assert "before it was given" in client.post("/money/books/funds/add/", given).text
    given["spend_by"] = "2027-03-31"
    for _ in range(2):
        answer = client.post("/money/books/funds/add/", given)
        assert answer.headers["Location"] == "/money/funds/books-for-schools/"
    assert client.post("/money/books/funds/add/", given | {"name": "Other"}).status_code == 409
    assert Fund.objects.filter(kind="restricted").count() == 1
    assert "A quiet giver" in client.get("/money/funds/books-for-schools/").text
    money_in(5_000, account="grants", fund="books-for-schools", words="A gift for books")
    money_out(1_234, fund="books-for-schools")
    client.force_login(nobody().user)
    assert "A gift for books" in client.get("/money/funds/books-for-schools/").text
    client.logout()
    page = client.get("/money/funds/books-for-schools/").text
    for words in ("Books about working together", "£50.00", "£12.34", "£37.66", "not named", "31 March 2027"):
        assert words in page
    assert "A quiet giver" not in page
    assert "A gift for books" not in page
    assert "/money/funds/books-for-schools/" in client.get("/money/2026/").text
    assert "£37.66" in client.get("/money/funds/").text
    assert {client.get(f"/money/funds/{slug}/").status_code for slug in ("reserve", "general", "none")} == {404}


def test_a_fund_as_at_a_day(fund: Fund) -> None:
    money_in(500, account="grants", fund="books", day=date(2026, 5, 9))
    assert queries.funds_for_a_purpose(date(2026, 5, 8))[0].holds == 0
    assert queries.funds_for_a_purpose(date(2026, 5, 9))[0].holds == 500
