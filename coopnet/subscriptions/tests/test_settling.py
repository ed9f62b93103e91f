"""What is given back or let off has two people; what comes and goes stands in the books to the penny."""

from datetime import date
from io import BytesIO
from threading import Barrier, Thread
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.models import Sum
from django.test import Client

from coopnet.accounts.models import User
from coopnet.bodies.enums import Office
from coopnet.kit.basis import Basis
from coopnet.kit.uploads import papers
from coopnet.ledger import actions as ledger
from coopnet.ledger import closing
from coopnet.ledger.enums import Keeps
from coopnet.ledger.models import Entry, Line, Year
from coopnet.ledger.posting import NotPossible as NotInBooks
from coopnet.membership.tests import ground as on
from coopnet.subscriptions.actions import NotPossible
from coopnet.subscriptions.enums import Settled, Unposted
from coopnet.subscriptions.invoices import actions as invoices
from coopnet.subscriptions.invoices.queries import row
from coopnet.subscriptions.invoices.rules import Stand
from coopnet.subscriptions.models import Credit, Invoice, Posting, Settlement
from coopnet.subscriptions.settling import actions
from coopnet.subscriptions.tests.test_invoices import pay, prepared, sent
from tests.roles import give, nobody


def one() -> User:
    found = User.objects.filter(name__startswith="Treasurer").first()
    return found or give(Office.TREASURER).user


def other() -> User:
    found = User.objects.filter(name__icontains="ordinator").first()
    return found or give(Office.CO_ORDINATOR).user


def opened(keeps: Keeps = Keeps.HERE) -> None:
    """Books that are open since April, with prices and who sends invoices."""
    prepared()
    signed = papers.clean(BytesIO(b"Accounts"), "accounts.txt")
    ledger.open_books(
        day=date(2026, 4, 1), month=4, first=1, cash=100_000, reserve=50_000, signed=signed,
        basis=Basis("accounts", "", "Signed accounts", date(2026, 3, 31)), key=uuid4(), keeps=keeps, by=on.BY,
        at=on.AT,
    )  # fmt: skip


def refunded() -> Settlement:
    """£10 came too much and went back."""
    invoice = sent()
    pay(invoice, invoice.pence + 1_000)
    waits = actions.settle(
        invoice=invoice, kind=Settled.REFUND, pence=1_000, reason="Paid twice", by=one(), at=on.AT
    )  # fmt: skip
    return actions.agree(settlement=waits, by=other(), at=on.AT)


def bank() -> int:
    lines = Line.objects.filter(account__code="bank", entry__posted=True)
    return int(lines.aggregate(s=Sum("pence"))["s"])


@pytest.fixture
def books(db: None) -> None:
    opened()


@pytest.mark.usefixtures("books")
def test_what_comes_is_income_of_its_day_and_what_goes_back_leaves_it() -> None:
    settlement = refunded()
    invoice = settlement.invoice
    assert bank() == 100_000 + invoice.pence
    assert (row(invoice, on.DAY).owed, row(invoice, on.DAY).overpaid) == (0, 0)
    entry = Posting.objects.get(settlement=settlement).entry
    assert entry is not None
    assert (entry.recorded_by, entry.agreed_by) == (one(), other())


@pytest.mark.usefixtures("books")
def test_members_read_the_books_and_neither_the_banks_words_nor_why_money_went_back(client: Client) -> None:
    invoice = sent()
    pay(invoice, invoice.pence + 1_000, words="MRS A PAYER 12-34-56 1234")
    waits = actions.settle(
        invoice=invoice, kind=Settled.REFUND, pence=1_000, reason="Short of money", by=one(), at=on.AT
    )  # fmt: skip
    actions.agree(settlement=waits, by=other(), at=on.AT)
    client.force_login(nobody().user)
    pages = [client.get(f"/money/entries/{number}/").text for number in Entry.objects.values_list("number", flat=True)]
    assert len(pages) == 3
    assert not any("A PAYER" in page or "Short of money" in page for page in pages)
    assert sum(f"for invoice {invoice.number}" in page for page in pages) == 2


@pytest.mark.usefixtures("books")
def test_whoever_recorded_it_does_not_agree() -> None:
    invoice = sent()
    waits = actions.settle(invoice=invoice, kind=Settled.WRITE_OFF, pence=500, reason="Closed", by=one(), at=on.AT)
    assert row(invoice, on.DAY).owed == invoice.pence
    with pytest.raises(NotPossible, match="Somebody else agrees"):
        actions.agree(settlement=waits, by=one(), at=on.AT)
    with pytest.raises(IntegrityError), transaction.atomic():
        Settlement.objects.filter(pk=waits.pk).update(agreed_by=one(), agreed_at=on.AT, day=on.DAY)
    actions.agree(settlement=waits, by=other(), at=on.AT)
    with pytest.raises(NotPossible, match="does not wait"):
        actions.agree(settlement=waits, by=other(), at=on.AT)
    assert Credit.objects.get().reason == "Written off: Closed"
    assert row(invoice, on.DAY).owed == invoice.pence - 500


@pytest.mark.usefixtures("books")
def test_a_waiver_settles_the_whole_and_the_invoice_is_let_off() -> None:
    invoice = sent()
    waits = actions.settle(
        invoice=invoice, kind=Settled.WAIVER, pence=invoice.pence, reason="Decision 7", by=one(), at=on.AT
    )  # fmt: skip
    actions.agree(settlement=waits, by=other(), at=on.AT)
    assert row(invoice, on.DAY).stand is Stand.CREDITED


@pytest.mark.usefixtures("books")
@pytest.mark.parametrize(
    ("kind", "pence"), [(Settled.REFUND, 1), (Settled.WAIVER, 0), (Settled.WRITE_OFF, 7_501), (Settled.WAIVER, -1)]
)
def test_no_more_than_there_is(kind: Settled, pence: int) -> None:
    with pytest.raises(NotPossible, match="no greater than"):
        actions.settle(invoice=sent(), kind=kind, pence=pence, reason="R", by=one(), at=on.AT)


@pytest.mark.usefixtures("books")
def test_what_waits_already_leaves_less_room_and_a_payment_meanwhile_is_seen() -> None:
    invoice = sent()
    waits = actions.settle(invoice=invoice, kind=Settled.WAIVER, pence=5_000, reason="R", by=one(), at=on.AT)
    with pytest.raises(NotPossible, match="no greater than"):
        actions.settle(invoice=invoice, kind=Settled.WRITE_OFF, pence=2_501, reason="R", by=one(), at=on.AT)
    pay(invoice, 3_000)
    with pytest.raises(NotPossible, match="come or gone since"):
        actions.agree(settlement=waits, by=other(), at=on.AT)
    actions.drop(settlement=waits, by=one(), at=on.AT)
    with pytest.raises(NotPossible, match="does not wait"):
        actions.drop(settlement=waits, by=one(), at=on.AT)


@pytest.mark.usefixtures("books")
def test_a_payment_taken_back_waits_in_the_books_for_a_second_person() -> None:
    invoice = sent()
    payment = pay(invoice, 7_500)
    back = invoices.take_back(payment=payment, words="No money", by=one(), at=on.AT)
    entry = Posting.objects.get(payment=back).entry
    assert entry is not None
    assert not entry.posted
    with pytest.raises(NotInBooks, match="follows from a payment"):
        ledger.drop(entry=entry, by=one(), at=on.AT)
    ledger.agree(entry=entry, by=other(), at=on.AT)
    assert bank() == 100_000


@pytest.mark.parametrize(
    ("keeps", "day", "why"),
    [(None, on.DAY, Unposted.NO_BOOKS), (Keeps.ELSEWHERE, on.DAY, Unposted.ELSEWHERE),
     (Keeps.HERE, date(2026, 3, 31), Unposted.EARLIER)],
)  # fmt: skip
def test_where_there_is_no_entry_it_says_why(db: None, keeps: Keeps | None, day: date, why: Unposted) -> None:
    opened(keeps) if keeps else prepared()
    payment = pay(sent(), 7_500, day=day)
    assert payment.posting.why_not == why.value
    assert not Entry.objects.filter(basis_kind="invoice").exists()
    back = invoices.take_back(payment=payment, words="W", by=one(), at=on.AT)
    assert back.posting.why_not == Unposted.OPEN.value


def test_two_people_agreeing_at_once_give_back_once(own_database: str) -> None:
    opened()
    invoice = sent()
    pay(invoice, 8_500)
    waits = actions.settle(invoice=invoice, kind=Settled.REFUND, pence=1_000, reason="Twice", by=one(), at=on.AT)
    second, gate, refused = other(), Barrier(2), []

    def run() -> None:
        try:
            gate.wait(10)
            actions.agree(settlement=waits, by=second, at=on.AT)
        except NotPossible:
            refused.append(1)
        finally:
            connection.close()

    threads = [Thread(target=run) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert refused == [1]
    assert bank() == 100_000 + 7_500


@pytest.mark.usefixtures("books")
def test_the_pages_of_one_and_the_other(client: Client) -> None:
    invoice = sent()
    pay(invoice, 8_500)
    client.force_login(one())
    assert "Give back what came too much" in client.get("/invoices/1/").text
    form = {"kind": "refund", "pence": "10", "reason": "Paid twice", "submission": str(uuid4())}
    assert "no greater than" in client.post("/invoices/1/settle/", form | {"pence": "11"}).text
    for _ in range(2):
        assert client.post("/invoices/1/settle/", form).status_code == 302
    waits = Settlement.objects.get()
    assert "You recorded this one" in client.get("/invoices/second/").text
    client.post(f"/invoices/second/{waits.pk}/agree/", {"submission": str(uuid4())})
    waits.refresh_from_db()
    assert waits.agreed_by is None
    client.force_login(other())
    assert "to be given back or let off" in client.get("/to-do/").text
    client.post(f"/invoices/second/{waits.pk}/agree/", {"submission": str(uuid4())})
    assert client.get(f"/invoices/second/{waits.pk}/other/").status_code == 405
    client.force_login(one())
    assert "we gave £10.00 back" in client.get("/invoices/1/").text
    sheet = client.get("/invoices/payments/").content.decode()
    assert ",-10.00," in sheet  # a sum that a spreadsheet can add up
    assert Invoice.objects.count() == 1


def test_a_day_of_a_closed_year_is_posted_today(db: None) -> None:
    prepared()
    signed = papers.clean(BytesIO(b"Accounts"), "accounts.txt")
    ledger.open_books(
        day=date(2025, 4, 1), month=4, first=1, cash=100_000, reserve=50_000, signed=signed,
        basis=Basis("accounts", "", "Signed accounts", date(2025, 3, 31)), key=uuid4(), by=on.BY, at=on.AT,
    )  # fmt: skip
    closing.close(
        year=Year.objects.get(), key=uuid4(), agreement=Basis("agreement", "1", "Agreement", date(2020, 1, 1)),
        signed=signed, by=one(), at=on.AT,
    )  # fmt: skip
    payment = pay(sent(), 7_500, day=date(2026, 3, 30))
    entry = payment.posting.entry
    assert entry is not None
    assert entry.day == on.DAY
