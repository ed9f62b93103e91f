"""Invoices: one a year and member, numbered without a gap, never changed, paid in parts; a run may be stopped."""

from datetime import timedelta
from threading import Barrier, Thread
from typing import Any
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from coopnet.bodies.enums import Office
from coopnet.kit.basis import Basis
from coopnet.membership import queries as membership
from coopnet.membership.acting.actions import appoint
from coopnet.membership.actions import set_payer
from coopnet.membership.enums import Duty, State
from coopnet.membership.models import Member, Period
from coopnet.membership.tests import ground as on
from coopnet.notices.models import Letter
from coopnet.subscriptions.actions import NotPossible, put_in_force
from coopnet.subscriptions.invoices import actions, letters, links, queries, rules
from coopnet.subscriptions.invoices.rules import Stand
from coopnet.subscriptions.models import Credit, Invoice, Payment, PriceScheme, Supplier
from coopnet.subscriptions.tests.test_prices import DATA
from tests.controls import without_triggers
from tests.roles import give

BASIS = Basis("officer", "", "Entered", on.LONG_AGO)


def prepared() -> PriceScheme:
    """Prices, and who sends invoices."""
    on.ground()
    actions.set_supplier(
        supplier=Supplier(
            name="The invented society", address="1 Nowhere Lane", email="money@example.org",
            account_name="Invented", sort_code="00-00-00", account_number="00000000",
        ),
        by=on.BY, at=on.AT,
    )  # fmt: skip
    return put_in_force(title="Prices", data=DATA, starts=on.LONG_AGO, basis=on.BOARD, by=on.BY, at=on.AT)


@pytest.fixture
def scheme(db: None) -> PriceScheme:
    return prepared()


def member(state: State = State.CURRENT, *, finance: bool = True) -> Period:
    period = on.joined(state=state, starts=on.LONG_AGO)
    if finance:
        person = on.somebody(period.member, f"Fay Finance {period.member.number}")
        appoint(
            member=period.member, person=person, duty=Duty.FINANCE, starts=on.LONG_AGO, basis=BASIS, by=on.BY, at=on.AT
        )  # fmt: skip
    return period


def sent() -> Invoice:
    member()
    (invoice,) = actions.run(by=on.BY, at=on.AT)
    return invoice


def pay(invoice: Invoice, pence: int, **given: Any) -> Payment:
    filled: dict[str, Any] = {"invoice": invoice, "pence": pence, "day": on.DAY, "by": on.BY, "at": on.AT}
    return actions.pay(**filled | given)


@pytest.mark.usefixtures("scheme")
def test_a_run_sends_each_member_one_invoice_and_a_second_run_none() -> None:
    for state in (State.CURRENT, State.AWAITING):
        member(state)
    found = actions.run(by=on.BY, at=on.AT)
    assert [(one.number, one.pence) for one in found] == [(1, 7500), (2, 7500)]
    assert actions.run(by=on.BY, at=on.AT) == []
    assert Letter.objects.filter(key__startswith="invoice:").count() == 2
    letter = Letter.objects.get(key="invoice:1")
    assert "never change by e-mail" in letter.text
    assert "00000000" not in letter.text, "bank details stand behind the link alone"
    # Due 30 days after it was sent, since the year began before.
    assert found[0].due_on == on.DAY + timedelta(days=30)


@pytest.mark.usefixtures("scheme")
def test_the_payer_is_another_and_the_membership_stays_the_member_s() -> None:
    period = member()
    payer = on.organisation(on.school("Lead"))
    set_payer(member=period.member, organisation=payer, starts=on.LONG_AGO, by=on.BY, at=on.AT)
    (invoice,) = actions.run(by=on.BY, at=on.AT)
    assert (invoice.payer, invoice.member) == (payer, period.member)


@pytest.mark.usefixtures("scheme")
def test_who_joined_within_the_year_pays_for_the_months_that_are_left() -> None:
    on.joined(starts=on.DAY)
    (invoice,) = actions.run(by=on.BY, at=on.AT)
    assert invoice.pence == 7500 * 10 // 12


def test_what_a_run_leaves_out_it_names(scheme: PriceScheme) -> None:
    empty = member()
    empty.member.coverage.all().delete()
    member(State.CURRENT, finance=False)
    _, found = queries.drafts(on.DAY)
    assert [draft.problem for draft in found] == ["It covers no school, so there is nothing to reckon.", ""]
    (invoice,) = actions.run(by=on.BY, at=on.AT)
    assert not Letter.objects.filter(key=f"invoice:{invoice.number}").exists()


def test_without_prices_or_a_sender_nothing_is_sent(db: None) -> None:
    on.ground()
    on.joined()
    with pytest.raises(NotPossible, match="No prices"):
        actions.run(by=on.BY, at=on.AT)
    put_in_force(title="Prices", data=DATA, starts=on.LONG_AGO, basis=on.BOARD, by=on.BY, at=on.AT)
    with pytest.raises(NotPossible, match="who sends invoices"):
        actions.run(by=on.BY, at=on.AT)
    assert not Invoice.objects.exists()


@pytest.mark.usefixtures("scheme")
def test_a_run_that_is_stopped_goes_on_where_it_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    for _ in range(5):
        member()
    real, calls = letters.send, []

    def breaks(invoice: Invoice, **given: Any) -> None:
        calls.append(invoice.number)
        if len(calls) == 3:
            raise OSError("The machine stopped.")
        real(invoice, **given)

    monkeypatch.setattr(letters, "send", breaks)
    with pytest.raises(OSError, match="stopped"):
        actions.run(by=on.BY, at=on.AT)
    assert sorted(Invoice.objects.values_list("number", flat=True)) == [1, 2]
    actions.run(by=on.BY, at=on.AT)
    assert sorted(Invoice.objects.values_list("number", flat=True)) == [1, 2, 3, 4, 5]
    assert Letter.objects.filter(key__startswith="invoice:").count() == 5
    assert Invoice.objects.values("member").distinct().count() == 5


def test_two_runs_at_once_send_each_invoice_once(own_database: str) -> None:
    prepared()
    for _ in range(4):
        member()
    gate = Barrier(2)

    def run() -> None:
        try:
            gate.wait()
            actions.run(by=on.BY, at=on.AT)
        finally:
            connection.close()

    threads = [Thread(target=run) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(Invoice.objects.values_list("number", flat=True)) == [1, 2, 3, 4]
    assert Letter.objects.filter(key__startswith="invoice:").count() == 4


@pytest.mark.usefixtures("scheme")
def test_paid_in_parts_it_stands_as_it_stands_on_each_day() -> None:
    invoice = sent()
    first = on.DAY + timedelta(days=3)
    later = on.AT + timedelta(days=50)
    pay(invoice, 2500, day=first, at=later)
    pay(invoice, 5000, day=later.date(), at=later)
    days = [on.DAY, first, invoice.due_on, invoice.due_on + timedelta(days=1), later.date()]
    assert [queries.row(invoice, day).stand for day in days] == [
        Stand.OPEN, Stand.PART, Stand.PART, Stand.LATE, Stand.PAID,
    ]  # fmt: skip
    assert queries.row(invoice, first).owed == 5000
    receipts = Letter.objects.filter(key__startswith="receipt:").order_by("pk")
    assert ["still to pay" in letter.text for letter in receipts] == [True, False]


@pytest.mark.usefixtures("scheme")
@pytest.mark.parametrize("state", [State.AWAITING, State.CURRENT])
def test_a_member_that_waits_is_current_once_it_has_paid_all(state: State) -> None:
    period = member(state)
    (invoice,) = actions.run(by=on.BY, at=on.AT)
    pay(invoice, 7499)
    assert membership.standing(period.member, on.DAY) is state
    pay(invoice, 1)
    assert membership.standing(period.member, on.DAY) is State.CURRENT


@pytest.mark.usefixtures("scheme")
def test_a_payment_is_taken_back_once_and_too_much_is_told() -> None:
    invoice = sent()
    payment = pay(invoice, 8000)
    assert queries.row(invoice, on.DAY).overpaid == 500
    actions.take_back(payment=payment, words="The bank took it back.", by=on.BY, at=on.AT)
    assert queries.row(invoice, on.DAY).owed == 7500
    back = Payment.objects.get(takes_back=payment)
    for one in (payment, back):
        with pytest.raises(NotPossible, match="taken back already"):
            actions.take_back(payment=one, words="", by=on.BY, at=on.AT)


@pytest.mark.usefixtures("scheme")
def test_a_credit_note_takes_off_no_more_than_is_owed() -> None:
    invoice = sent()
    pay(invoice, 5000)
    for pence in (0, -1, 2501):
        with pytest.raises(NotPossible, match="no more than"):
            actions.credit(invoice=invoice, pence=pence, reason="Hardship", by=on.BY, at=on.AT)
    with pytest.raises(NotPossible, match="Say why"):
        actions.credit(invoice=invoice, pence=1, reason=" ", by=on.BY, at=on.AT)
    note = actions.credit(invoice=invoice, pence=2500, reason="Hardship, agreed by the board", by=on.BY, at=on.AT)
    assert (note.number, queries.row(invoice, on.DAY).stand) == (1, Stand.PAID)


@pytest.mark.usefixtures("scheme")
@pytest.mark.parametrize(
    ("pence", "days", "says"), [(0, 0, "how much"), (-5, 0, "how much"), (5, 1, "once it has come")]
)
def test_what_is_no_payment_is_refused(pence: int, days: int, says: str) -> None:
    invoice = sent()
    with pytest.raises(NotPossible, match=says):
        pay(invoice, pence, day=on.DAY + timedelta(days=days))
    assert not Payment.objects.exists()


@given(st.integers(0, 10**6), st.integers(0, 10**6), st.integers(0, 10**6), st.integers(-40, 40))
def test_what_is_owed_is_never_less_than_nothing(pence: int, credited: int, paid: int, days: int) -> None:
    sums = {"pence": pence, "credited": credited, "paid": paid}
    left, over = rules.owed(**sums), rules.overpaid(**sums)
    assert left >= 0
    assert over >= 0
    assert left - over == pence - credited - paid
    stand = rules.stand(**sums, due_on=on.DAY, on=on.DAY + timedelta(days=days))
    assert (stand in (Stand.PAID, Stand.CREDITED)) is (left == 0)
    assert (stand is Stand.LATE) is (left > 0 and days > 0)


SEALED = [
    "UPDATE subscriptions_invoice SET pence = 1",
    "UPDATE subscriptions_invoice SET number = 9",
    "DELETE FROM subscriptions_invoice",
    "UPDATE subscriptions_payment SET pence = 1",
    "DELETE FROM subscriptions_payment",
    "UPDATE subscriptions_credit SET pence = 1",
    "DELETE FROM subscriptions_credit",
]


@pytest.mark.usefixtures("scheme")
@pytest.mark.parametrize("sql", SEALED)
def test_the_database_itself_keeps_what_was_sent(sql: str) -> None:
    invoice = sent()
    if "invoice" not in sql:
        pay(invoice, 100)
        actions.credit(invoice=invoice, pence=50, reason="R", by=on.BY, at=on.AT)
    with pytest.raises(IntegrityError, match="not changed"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)
    without_triggers(sql.split()[1 if sql.startswith("UPDATE") else 2])
    without_triggers("subscriptions_posting")
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM subscriptions_posting")
        cursor.execute(sql)
        assert cursor.rowcount == 1


@pytest.mark.usefixtures("scheme")
def test_the_payer_needs_no_account_and_adds_an_order_number(client: Client) -> None:
    invoice = sent()
    there = "/" + links.address(invoice).split("/", 3)[3]
    page = client.get(there)
    assert "00-00-00" in page.text
    assert "no-store" in page.headers["Cache-Control"]
    client.post(there, {"order_number": " PO 4711 "})
    invoice.refresh_from_db()
    assert invoice.order_number == "PO 4711"
    assert "PO 4711" in client.get(there).text
    assert client.get("/invoice/made-up/").status_code == 404


@pytest.fixture
def treasurer(client: Client, scheme: PriceScheme) -> Client:
    client.force_login(give(Office.TREASURER).user)
    return client


def test_the_treasurer_runs_the_year_from_a_few_pages(treasurer: Client) -> None:
    member()
    preview = treasurer.get("/invoices/run/").text
    assert "Send the one invoice" in preview
    assert not Invoice.objects.exists()
    form = {"submission": uuid4()}
    for _ in range(2):
        assert treasurer.post("/invoices/run/", form).headers["Location"].startswith("/invoices/")
    assert Invoice.objects.count() == 1
    assert "£75.00" in treasurer.get("/invoices/").text
    assert "There is no invoice like that" in treasurer.get("/invoices/?q=unicorn").text
    assert "to pay" in treasurer.get("/invoices/sheet/").content.decode()
    one = "/invoices/1/"
    paid = {"pay-pence": "75", "pay-day": on.DAY.isoformat(), "pay-words": "BACS", "pay-submission": uuid4()}
    for _ in range(2):
        treasurer.post(f"{one}pay/", paid)
    payment = Payment.objects.get()
    assert "Thank you" in treasurer.get(one).text
    treasurer.post(f"{one}back/", {"payment": payment.pk, "back-submission": uuid4()})
    treasurer.post(f"{one}credit/", {"credit-pence": "75", "credit-reason": "Hardship", "credit-submission": uuid4()})
    assert Credit.objects.get().pence == 7500
    assert "Enter the sum" in treasurer.post(f"{one}pay/", paid | {"pay-pence": ""}).text
    assert treasurer.get("/invoices/2/").status_code == 404


@pytest.mark.parametrize(
    ("field", "value", "says"), [("sort_code", "000000", "like 00-00-00"), ("account_number", "123", "eight digits")]
)
def test_who_sends_invoices_is_set_with_whole_bank_details(
    treasurer: Client, field: str, value: str, says: str
) -> None:
    form = {
        "name": "N", "address": "A", "email": "m@example.org", "account_name": "X", "sort_code": "11-22-33",
        "account_number": "12345678", "submission": str(uuid4()),
    }  # fmt: skip
    assert says in treasurer.post("/invoices/supplier/", form | {field: value}).text
    assert treasurer.post("/invoices/supplier/", form).status_code == 302
    assert Supplier.objects.get().sort_code == "11-22-33"


def test_others_do_not_see_invoices(client: Client, scheme: PriceScheme) -> None:
    sent()
    client.force_login(give(Office.AMBASSADOR, "west").user)
    for path in ("/invoices/", "/invoices/1/", "/invoices/run/", "/invoices/sheet/", "/invoices/supplier/"):
        assert client.get(path).status_code == 403
    assert Member.objects.exists()
