"""The bank beside the books: what stands in one alone is listed, and nothing is explained away."""

from collections.abc import Iterator
from datetime import date, timedelta
from uuid import uuid4

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.test import Client

from coopnet.bodies.enums import Office
from coopnet.ledger import actions as ledger
from coopnet.ledger.enums import Head
from coopnet.ledger.models import Entry
from coopnet.ledger.rules import Part
from coopnet.ledger.tests import ground as books
from coopnet.subscriptions.actions import NotPossible
from coopnet.subscriptions.models import BankBalance, BankLine
from coopnet.subscriptions.statements import actions, agreeing
from coopnet.subscriptions.tests.test_invoices import prepared, sent
from coopnet.subscriptions.tests.test_statements import AT, csv_of, load, treasurer
from tests.roles import give

DAY = date(2026, 6, 20)


@pytest.fixture
def opened(db: None) -> Iterator[None]:
    books.opened()
    prepared()
    sent()
    with time_machine.travel(AT, tick=False):
        yield


def say(pence: int) -> agreeing.Agreement:
    actions.say_balance(day=DAY, pence=pence, by=treasurer(), at=AT)
    return agreeing.agreement(DAY)


@pytest.mark.usefixtures("opened")
def test_bank_and_books_that_hold_the_same_say_so() -> None:
    """£1,000 to begin with, £75 by a matched line, £12.50 out by an entry of the same sum three days earlier."""
    load(csv_of("03/06/2026,HILL TOP INVOICE 1,75.00", "10/06/2026,A hall,-12.50", "20/06/2026,Nothing else,0.01"))
    books.money_out(1_250, day=date(2026, 6, 7))
    line = BankLine.objects.get(pence=7_500)
    found = agreeing.agreement(DAY)
    assert (found.books, found.at_bank_sum, found.in_books, found.said) == (98_750, 7_501, (), None)
    assert [(one.words, entry.number) for one, entry in found.same] == [("A hall", 2)]
    actions.match_certain(listed={line.pk: 1}, by=treasurer(), at=AT)
    found = say(106_251)
    assert (found.books, found.expected, found.unexplained) == (106_250, 106_251, 0)
    assert [one.line.words for one in found.at_bank] == ["Nothing else"]
    assert agreeing.agreement(date(2026, 6, 9)).books == 106_250
    assert [one.pence for one in agreeing.agreement(date(2026, 6, 9)).in_books] == [-1_250], "not at the bank so early"
    found = say(100_000)
    assert found.unexplained == -6_251, "the later word for a day counts"
    with pytest.raises(IntegrityError), transaction.atomic():
        BankBalance.objects.update(pence=1)
    with pytest.raises(NotPossible, match="not over"):
        actions.say_balance(day=AT.date() + timedelta(days=1), pence=1, by=treasurer(), at=AT)


@pytest.mark.usefixtures("opened")
def test_each_sum_is_taken_once_and_only_when_it_is_near() -> None:
    load(csv_of("01/06/2026,First,-5.00", "02/06/2026,Second,-5.00", "15/06/2026,Far,-7.00"))
    near = books.money_out(500, day=date(2026, 6, 2))
    far = books.money_out(700, day=date(2026, 6, 1))
    found = agreeing.agreement(DAY)
    assert [(line.words, entry.pk) for line, entry in found.same] == [("Second", near.pk)]
    assert [one.line.words for one in found.at_bank] == ["First", "Far"]
    assert [one.entry.pk for one in found.in_books] == [far.pk]
    assert found.expected == 100_000 - 500 - 500 - 700


@pytest.mark.usefixtures("opened")
def test_what_was_taken_back_cancels_out_and_its_line_is_open_again() -> None:
    load(csv_of("03/06/2026,HILL TOP INVOICE 1,75.00"))
    line = BankLine.objects.get()
    actions.match_certain(listed={line.pk: 1}, by=treasurer(), at=AT)
    assert agreeing.agreement(DAY).at_bank == ()
    actions.undo(payment=line.matches.get().payment, by=treasurer(), at=AT)
    waits = agreeing.agreement(AT.date())
    assert (waits.in_books, waits.at_bank, len(waits.same)) == ((), (), 1), "the correction waits for a second person"
    ledger.agree(entry=Entry.objects.get(posted=False), by=books.two()[1], at=AT)
    found = agreeing.agreement(AT.date())
    assert (found.in_books, [one.rest for one in found.at_bank], found.books) == ((), [7_500], 100_000)


@pytest.mark.usefixtures("opened")
def test_a_divided_payment_is_one_sum_at_the_bank() -> None:
    load(csv_of("05/06/2026,Card takings,95.00"))
    parts = [Part("bank", 9_500), Part("events", -10_000, "general"),
             Part("running", 500, "general", Head.SERVICE)]  # fmt: skip
    ledger.record(
        key=uuid4(), day=date(2026, 6, 5), words="Places", parts=parts, basis=books.FILE, by=treasurer(), at=AT
    )
    found = agreeing.agreement(DAY)
    assert (found.at_bank, found.in_books, len(found.same), found.expected) == ((), (), 1, 109_500)


@pytest.mark.usefixtures("opened")
def test_the_sheet_is_the_treasurers_and_is_printed_as_it_stands(client: Client) -> None:
    load(csv_of("03/06/2026,HILL TOP INVOICE 1,75.00"))
    client.force_login(give(Office.AMBASSADOR, "west").user)
    assert client.get("/bank/agree/").status_code == 403
    client.force_login(treasurer())
    assert "Enter what the bank says" in client.get("/bank/agree/").text
    given = {"submission": str(uuid4()), "day": "2026-06-20", "pence": "1,075.00"}
    for _ in range(2):
        assert client.post("/bank/agree/", given).headers["Location"] == "/bank/agree/?on=2026-06-20"
    assert BankBalance.objects.count() == 1
    page = client.get("/bank/agree/?on=2026-06-20").text
    for words in ("£1,000.00", "£75.00", "£1,075.00", "explain the whole difference", "HILL TOP"):
        assert words in page
    given = {"submission": str(uuid4()), "day": "2026-06-19", "pence": "5", "overdrawn": "on"}
    client.post("/bank/agree/", given)
    assert BankBalance.objects.get(day=date(2026, 6, 19)).pence == -500
    assert "not over" in client.post("/bank/agree/", given | {"submission": str(uuid4()), "day": "2026-07-20"}).text
