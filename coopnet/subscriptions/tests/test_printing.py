"""Invoices, statements, quotes and the supplier sheet as PDF: what they say, and who may have them."""

import json
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
import typst
from django.db import IntegrityError, transaction
from django.test import Client

from coopnet.bodies.enums import Office
from coopnet.kit import paper
from coopnet.kit.tests import pdf_words
from coopnet.membership.actions import set_payer
from coopnet.membership.tests import ground as on
from coopnet.subscriptions.invoices import actions, links
from coopnet.subscriptions.models import Registration, Supplier
from coopnet.subscriptions.printing import papers
from coopnet.subscriptions.tests.test_invoices import member, pay, prepared, sent
from tests.roles import give

LATER = on.AT + timedelta(days=3)


@pytest.fixture
def said(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    """The data that each paper was set from; the paper is set all the same."""
    found: list[dict[str, Any]] = []
    plain = paper.render

    def note(template: str, data: dict[str, Any], **given: Any) -> bytes:
        found.append(data)
        return plain(template, data, **given)

    monkeypatch.setattr("coopnet.subscriptions.printing.papers.paper.render", note)
    return found


@pytest.mark.django_db
def test_an_invoice_says_what_came_and_what_is_left(said: list[dict[str, Any]]) -> None:
    prepared()
    invoice = sent()
    pay(invoice, 2_500, words="BACS", at=LATER)
    actions.credit(invoice=invoice, pence=1_000, reason="Hardship", by=on.BY, at=LATER)
    assert papers.invoice_paper(invoice, LATER.date()).startswith(b"%PDF")
    (data,) = said
    assert [row[1:] for row in data["moves"]] == [["Payment, BACS", 2_500], ["Credit note 1. Hardship", 1_000]]
    assert (data["owed"], data["pence"], data["account_number"]) == (4_000, 7_500, "00000000")
    assert sum(line[2] for line in data["lines"]) == data["pence"]
    assert papers.invoice_paper(invoice, on.DAY).startswith(b"%PDF")
    assert said[-1]["owed"] == 5_000  # the payment's day had come, the credit note's had not


@pytest.mark.django_db
def test_an_invoice_read_back_holds_what_a_finance_office_looks_for() -> None:
    prepared()
    invoice = sent()
    pay(invoice, 2_500, words="BACS", at=LATER)
    invoice.order_number = "PO-77"
    data = papers.invoice_paper(invoice, LATER.date())
    said = pdf_words.words(data)
    for words in (
        "Invoice 1", "The invented society", invoice.payer_name, "1 July 2026", "PO-77", "£75.00", invoice.vat_words,
        "£25.00", "£50.00", "00-00-00", "00000000", "These details never change by e-mail",
    ):  # fmt: skip
        assert words in said, words
    assert {"H1", "H2", "Table", "TR", "TH", "TD"} <= set(pdf_words.tags(data))


@pytest.mark.django_db
def test_a_credit_note_is_a_paper_of_its_own_for_its_own_payer(client: Client) -> None:
    prepared()
    mine, other = sent(), sent()
    actions.credit(invoice=mine, pence=1_000, reason="Hardship", by=on.BY, at=LATER)
    actions.credit(invoice=other, pence=2_000, reason="Too late", by=on.BY, at=LATER)
    said = pdf_words.words(papers.credit_paper(mine.credits.get(), LATER.date()))
    for words in ("Credit note 1", "Invoice 1 of 1 June 2026", "Hardship", "£10.00", "£75.00", "£65.00"):
        assert words in said, words
    word = links.address(mine).rstrip("/").rpartition("/")[2]
    assert f"/invoice/{word}/credit/1/" in client.get(f"/invoice/{word}/").text
    assert client.get(f"/invoice/{word}/credit/1/").content.startswith(b"%PDF")
    assert client.get(f"/invoice/{word}/credit/2/").status_code == 404  # another's
    assert client.get("/invoice/made-up/credit/1/").status_code == 404
    assert client.get("/invoices/1/credit/1/").status_code == 302
    client.force_login(give(Office.TREASURER).user)
    assert "/invoices/1/credit/1/" in client.get("/invoices/1/").text
    assert client.get("/invoices/1/credit/1/").content.startswith(b"%PDF")
    assert client.get("/invoices/1/credit/2/").status_code == 404


@pytest.mark.django_db
def test_a_statement_adds_up_line_by_line(said: list[dict[str, Any]]) -> None:
    prepared()
    invoice = sent()
    payment = pay(invoice, 8_000, at=LATER)
    papers.statement_paper(invoice.payer, LATER.date())
    data = said[-1]
    assert [row[2:] for row in data["rows"]] == [[7_500, 0, 7_500], [0, 8_000, -500]]
    assert data["open"] == -500
    actions.take_back(payment=payment, words="No money", by=on.BY, at=LATER)
    papers.statement_paper(invoice.payer, LATER.date())
    assert said[-1]["open"] == 7_500


@pytest.mark.django_db
def test_a_statement_asks_for_the_newest_account_and_asks_little(
    said: list[dict[str, Any]], django_assert_max_num_queries: Any
) -> None:
    prepared()
    payer = sent().payer
    for place in range(6):
        set_payer(member=member().member, organisation=payer, starts=on.LONG_AGO, by=on.BY, at=on.AT)
        if place == 5:
            moved = Supplier.objects.get(pk=1)
            moved.account_number = "11111111"
            actions.set_supplier(supplier=moved, by=on.BY, at=on.AT)
        pay(actions.run(by=on.BY, at=on.AT)[0], 100)
    with django_assert_max_num_queries(6):
        papers.statement_paper(payer, LATER.date())
    (data,) = said
    assert data["account"].endswith("11111111")
    assert len(data["rows"]) == 7 + 6


@pytest.mark.django_db
def test_behind_a_link_a_payer_of_several_shows_the_one_member(client: Client, said: list[dict[str, Any]]) -> None:
    prepared()
    first, other = member(), member()
    for period in (first, other):
        set_payer(
            member=period.member, organisation=first.member.organisation, starts=on.LONG_AGO, by=on.BY, at=on.AT
        )  # fmt: skip
    mine, _ = actions.run(by=on.BY, at=on.AT)
    word = links.address(mine).rstrip("/").rpartition("/")[2]
    client.get(f"/invoice/{word}/statement/")
    assert len(said[-1]["rows"]) == 1
    client.force_login(give(Office.TREASURER).user)
    client.get(f"/invoices/{mine.number}/statement/")
    assert len(said[-1]["rows"]) == 2


@pytest.mark.django_db
def test_who_may_have_which_paper(client: Client) -> None:
    prepared()
    invoice = sent()
    word = links.address(invoice).rstrip("/").rpartition("/")[2]
    for path in ("pdf", "statement", "supplier"):
        answer = client.get(f"/invoice/{word}/{path}/")
        assert answer.content.startswith(b"%PDF")
        assert "no-store" in answer.headers["Cache-Control"]
        assert client.get(f"/invoice/made-up/{path}/").status_code == 404
    mine = ("/invoices/1/pdf/", "/invoices/1/statement/", "/invoices/supplier/sheet/")
    assert {client.get(path).status_code for path in mine} == {302}
    client.force_login(give(Office.AMBASSADOR, "west").user)
    assert {client.get(path).status_code for path in mine} == {403}
    client.force_login(give(Office.TREASURER).user)
    assert {client.get(path).status_code for path in mine} == {200}
    assert f"/invoice/{word}/pdf/" in client.get(f"/invoice/{word}/").text
    Supplier.objects.all().delete()
    assert client.get("/invoices/supplier/sheet/").status_code == 404


@pytest.mark.django_db
def test_the_supplier_sheet_says_what_was_given_and_no_more(client: Client) -> None:
    """By the page: mistyped numbers come back, what was set holds from its day, an earlier sheet keeps what it said."""
    prepared()
    client.force_login(give(Office.TREASURER).user)
    supplier, today = Supplier.objects.get(), on.AT.date()
    words = pdf_words.words(papers.supplier_paper(supplier, today, "https://example.org"))
    for absent in ("Telephone", "VAT number", "society number"):
        assert absent not in words
    names = ("name", "address", "email", "account_name", "sort_code", "account_number")
    typed = {
        **{name: getattr(supplier, name) for name in names}, "submission": str(uuid4()), "starts": "2026-06-10",
        "company_number": "rs 001234", "vat_number": "gb 123 4567 82", "phone": "01632 960123",
    }  # fmt: skip
    for wrong, says in (
        ({"vat_number": "GB 123 4567 83"}, "digit of it is wrong"), ({"vat_number": "twelve"}, "Write it like GB"),
        ({"company_number": "no number"}, "Copy it from the register"), ({"phone": "ring us"}, "in digits"),
    ):  # fmt: skip
        assert says in client.post("/invoices/supplier/", typed | wrong).text
    assert not Registration.objects.exists()
    for _ in range(2):
        assert client.post("/invoices/supplier/", typed).headers["Location"] == "/invoices/"
    client.post("/invoices/supplier/", typed | {"submission": str(uuid4())})  # the same again makes no new row
    assert Registration.objects.count() == 1
    after = pdf_words.words(papers.supplier_paper(supplier, date(2026, 6, 10), "https://example.org"))
    for shown in ("RS001234", "GB123456782", "01632 960123"):
        assert shown in after
    assert "RS001234" not in pdf_words.words(papers.supplier_paper(supplier, date(2026, 6, 9), ""))
    with pytest.raises(IntegrityError), transaction.atomic():
        Registration.objects.update(phone="1")


@pytest.mark.django_db
def test_a_quote_is_for_everybody_and_for_prices_that_hold(client: Client) -> None:
    prepared()
    school = on.school("Ash")
    page = client.get(f"/join/price/?s={school.urn}").text
    start = page.index("/join/price/quote/")
    address = page[start : page.index('"', start)]
    assert client.get(address).content.startswith(b"%PDF")
    for wrong in (f"/join/price/quote/school/{school.urn}/unicorn/", "/join/price/quote/school/1/full/",
                  "/join/price/quote/trust/1/full/"):  # fmt: skip
        assert client.get(wrong).status_code == 404


def test_every_paper_of_ours_is_pdf_ua_as_its_template_stands(tmp_path: Path) -> None:
    """Each template once with the longest names that our tables hold: nothing falls off, no table breaks the tags."""
    long = "Invented " * 40
    data = {
        "network": long, "seller": long, "seller_email": "a@example.org", "to": long, "issued": "1 June 2026",
        "due": "1 July 2026", "what": long, "order_number": "PO" * 30, "stand": "to pay",
        "lines": [[long, long, -1]] * 60, "vat": long, "pence": -60, "moves": [["1 June 2026", long, 1]] * 40,
        "owed": 123_456_789, "too_late": True, "account": long, "sort_code": "00-00-00", "account_number": "1",
        "reference": long, "on": "1 June 2026", "rows": [["1 June 2026", long, 1, 1, 1]] * 40, "open": 5, "name": long,
        "society": long, "address": long, "email": "a@example.org", "web": long, "terms": long, "account_name": long,
        "for": long, "prices": long, "period": long, "written": "1 June 2026", "of": long, "reason": long,
        "asked": 5, "company_number": long, "vat_number": long, "phone": long,
    }  # fmt: skip
    names = sorted(path.stem for path in (paper.PACKAGE / papers.FOLDER).glob("*.typ"))
    assert names == ["credit", "invoice", "quote", "statement", "supplier"]
    for name in names:
        assert paper.render(f"{papers.FOLDER}/{name}.typ", data, title=long, day=on.DAY).startswith(b"%PDF")
    given = json.dumps({**data, "title": "T", "language": "en", "day": "2026-06-01"})
    source = paper.PACKAGE / papers.FOLDER / "invoice.typ"
    shown = typst.compile(source, root=paper.PACKAGE, format="svg", sys_inputs={"data": given})
    assert len(shown) > 1  # more than a page, and it went on
