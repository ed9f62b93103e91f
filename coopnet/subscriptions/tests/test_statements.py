"""Bank statements: three ways of writing one, each line once, suggestions that say why, and a match with two ends."""

import re
from contextlib import suppress
from datetime import date, timedelta
from threading import Barrier, Thread
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, connection, transaction
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from coopnet.accounts.models import User
from coopnet.bodies.enums import Office
from coopnet.membership.tests import ground as on
from coopnet.subscriptions.actions import NotPossible
from coopnet.subscriptions.invoices.queries import row
from coopnet.subscriptions.models import BankFile, BankLine, Columns, Invoice, Matched, Payment, Waiting
from coopnet.subscriptions.renewals.queries import reach
from coopnet.subscriptions.statements import actions, queries
from coopnet.subscriptions.statements.loading import AskColumns, statement
from coopnet.subscriptions.statements.reading import camt, ofx, table
from coopnet.subscriptions.statements.reading.lines import Unreadable, day_of, identities, pence_of
from coopnet.subscriptions.statements.suggesting import Open, suggest
from coopnet.subscriptions.tests.test_invoices import prepared, sent
from tests.controls import without_triggers
from tests.roles import give

AT = on.AT + timedelta(days=20)
OFX = b"""OFXHEADER:100
DATA:OFXSGML
<OFX><BANKMSGSRSV1><STMTTRNRS><STMTRS><CURDEF>GBP<BANKACCTFROM><BANKID>000000<ACCTID>12345678</BANKACCTFROM>
<BANKTRANLIST><DTSTART>20260601<DTEND>20260612
<STMTTRN><TRNTYPE>CREDIT<DTPOSTED>20260603120000<TRNAMT>75.00<FITID>A1<NAME>HILL TOP SCH<MEMO>INVOICE 1
<STMTTRN><TRNTYPE>DEBIT<DTPOSTED>20260604<TRNAMT>-12.50<FITID>A2<NAME>Bread &amp; butter</STMTTRN>
</BANKTRANLIST></STMTRS></STMTTRNRS></BANKMSGSRSV1></OFX>"""
CAMT = b"""<?xml version="1.0"?><Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.02"><BkToCstmrStmt><Stmt>
<Acct><Id><IBAN>GB00TEST</IBAN></Id></Acct>
<FrToDt><FrDtTm>2026-06-01T00:00:00</FrDtTm><ToDtTm>2026-06-12T00:00:00</ToDtTm></FrToDt>
<Ntry><Amt Ccy="GBP">75.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts>BOOK</Sts><BookgDt><Dt>2026-06-03</Dt></BookgDt>
<AcctSvcrRef>R1</AcctSvcrRef><NtryDtls><TxDtls><RltdPties><Dbtr><Nm>Hill Top</Nm></Dbtr></RltdPties>
<RmtInf><Ustrd>Inv 1</Ustrd></RmtInf></TxDtls></NtryDtls></Ntry>
<Ntry><Amt Ccy="GBP">12.50</Amt><CdtDbtInd>DBIT</CdtDbtInd><Sts>BOOK</Sts><BookgDt><Dt>2026-06-04</Dt></BookgDt></Ntry>
<Ntry><Amt Ccy="GBP">9.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts>PDNG</Sts><BookgDt><Dt>2026-06-04</Dt></BookgDt></Ntry>
</Stmt></BkToCstmrStmt></Document>"""
CSV = """Account,Somebody

Date,Description,Paid in,Paid out,Balance
03/06/2026,HILL TOP SCH INVOICE 1,75.00,,175.00
04/06/2026,Bread,,12.50,162.50
"""


def csv_of(*rows: str, head: str = "Date,Description,Amount") -> bytes:
    return "\n".join((head, *rows)).encode()


def treasurer() -> User:
    return User.objects.filter(name__startswith="Treasurer").first() or give(Office.TREASURER).user


def load(data: bytes, name: str = "bank.csv") -> BankFile:
    return actions.load(data=data, name=name, by=treasurer(), at=AT)


@pytest.fixture
def invoice(db: None) -> Invoice:
    prepared()
    return sent()


@pytest.mark.django_db
@pytest.mark.parametrize("data", [OFX, CAMT, CSV.encode(), CSV.encode("utf-16"), CSV.replace(",", ";").encode()])
def test_each_way_of_writing_a_statement_says_the_same(data: bytes) -> None:
    found = statement(data, "x")
    assert [(line.day, line.pence) for line in found.lines] == [(date(2026, 6, 3), 7_500), (date(2026, 6, 4), -1_250)]
    assert "nv" in found.lines[0].words.lower()
    if data in (OFX, CAMT):
        assert (found.first, found.last) == (date(2026, 6, 1), date(2026, 6, 12))


@pytest.mark.parametrize(
    ("text", "pence"),
    [("1,234.50", 123_450), ("£12", 1_200), ("(3.20)", -320), ("-3.2", -320), ("3.20 DR", -320), ("3.20-", -320),
     ("12,5", 1_250), ("+.05", 5), ("0.00", 0), ("1,000,000.00", 100_000_000), ("\u22123.20", -320),
     ("-3.20 DR", -320), ("(-3.20)", -320), ("-3.20-", -320),
     ("-3.20 CR", -320)],
)  # fmt: skip
def test_sums_as_banks_write_them(text: str, pence: int) -> None:
    assert pence_of(text) == pence


@pytest.mark.parametrize("text", ["", "x", "1.234", "1.2.3", "12 34 x", "1e5", "NaN", "99999999999999.00"])
def test_what_is_no_sum_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"sum|large"):
        pence_of(text)


@pytest.mark.parametrize(
    "text", ["03/06/2026", "3/6/26", "2026-06-03", "03-Jun-2026", "3 June 2026", "20260603", "2026-06-03T10:00:00"]
)
def test_days_as_banks_write_them(text: str) -> None:
    assert day_of(text) == date(2026, 6, 3)


@given(st.binary(max_size=400))
def test_no_bytes_break_the_readers(data: bytes) -> None:
    for read in (ofx.read, camt.read, lambda d: table.read(table.table(d), {"day": 0, "words": 1, "sum": 2}, "a")):
        with suppress(Unreadable):
            read(data)


@pytest.mark.usefixtures("network")
@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b" ", "empty"), (b"%PDF-1.7", "document"), (b"x" * 6_000_000, "5 MB"),
        (b'<!DOCTYPE x [<!ENTITY a "b">]>' + CAMT, "abbreviations"), (CAMT[:300] + b"</x>", "broken off"),
        (OFX.replace(b"GBP", b"EUR"), "We keep pounds"), (CAMT.replace(b'"GBP"', b'"EUR"'), "We keep pounds"),
        (OFX.replace(b"75.00", b"many"), "Line 1"), (csv_of("03/06/2026,A,1.00", "tomorrow,B,1.00,"), "Line 3"),
        (csv_of("03/06/2026,A,1.00", "04/06/2026,B", "04/06/2026,C,2.00"), "fewer columns"), (b"hello", "no heading"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_says_why_and_keeps_nothing(data: bytes, says: str) -> None:
    with pytest.raises(Unreadable, match=says):
        load(data)
    assert not BankFile.objects.exists()
    assert not BankLine.objects.exists()


@pytest.mark.usefixtures("network")
def test_a_file_fifty_times_in_any_order_with_overlaps_is_one_ledger() -> None:
    rows = [f"{day:02}/06/2026,Payer {day},{day}.00" for day in range(1, 16)] + ["15/06/2026,Payer 15,15.00"]
    whole = csv_of(*rows)
    load(whole)
    before = list(BankLine.objects.order_by("pk").values_list("identity", "day", "pence"))
    assert len(before) == 16  # two equal payments of one day stay two
    for turn in range(50):
        begin = turn % 9
        load(csv_of(*rows[begin:], *[""] * (turn % 3)))
        load(whole)
    assert list(BankLine.objects.order_by("pk").values_list("identity", "day", "pence")) == before


@pytest.mark.usefixtures("network")
def test_without_an_identity_it_would_be_doubled(monkeypatch: pytest.MonkeyPatch) -> None:
    """The control: a line known by nothing but its turn comes in again with every overlap."""
    turn = iter(range(10**6))
    monkeypatch.setattr(actions, "identities", lambda found: [str(next(turn)) for _ in found.lines])
    load(csv_of("01/06/2026,A,1.00", "02/06/2026,B,1.00"))
    load(csv_of("02/06/2026,B,1.00", "03/06/2026,C,1.00"))
    assert BankLine.objects.count() == 4


def test_the_number_of_the_bank_is_what_a_line_is_known_by() -> None:
    first = identities(ofx.read(OFX))
    later = identities(ofx.read(OFX.replace(b"HILL TOP SCH", b"HILL TOP SCHOOL")))
    assert first == later
    assert len(set(first)) == 2


ASH = Open(12, 7_500, ("Ash Primary School",), ("900501",), "PO-4711")
OAK = Open(2, 7_500, ("Oak Infant School",), ("900502",))


@pytest.mark.parametrize(
    ("words", "pence", "number", "certain"),
    [
        ("BACS INVOICE 12 ASH", 7_500, 12, True),
        ("inv no. 0012", 7_500, 12, True),
        ("INV12", 7_500, 12, True),
        ("po-4711", 7_500, 12, True),
        ("school 900501", 7_500, 12, True),
        ("ASH PRIMARY SCHOOL", 7_500, 12, True),
        ("INVOICE 12", 5_000, 12, False),
        ("INVOICE 120", 7_500, 2, False),
        ("12", 7_500, 12, False),
        ("INVOICE 12 AND INVOICE 2", 7_500, 2, False),
    ],
)
def test_what_a_line_may_pay(words: str, pence: int, number: int, certain: bool) -> None:
    found = suggest(words, pence, [OAK, ASH])
    assert found[0].number == number
    assert any(one.certain for one in found) is certain
    assert found[0].why


def test_no_pattern_is_made_for_each_invoice(monkeypatch: pytest.MonkeyPatch) -> None:
    """Python keeps 512 patterns: past so many invoices each would be made anew for each line."""
    compiler: Any = getattr(re, "_compiler")  # noqa: B009 - it has no types
    made, plain = list[Any](), compiler.compile

    def note(*given: Any) -> Any:
        made.append(given)
        return plain(*given)

    monkeypatch.setattr(compiler, "compile", note)
    many = [Open(number, 7_500, (f"School {number}",)) for number in range(1, 600)]
    for number in (7, 599):
        assert [one.number for one in suggest(f"INVOICE 0{number}", 7_500, many) if one.certain] == [number]
    assert len(made) < 5


def test_money_out_pays_nothing() -> None:
    assert suggest("INVOICE 12", -7_500, [ASH]) == []


@pytest.mark.django_db
def test_a_match_records_a_payment_and_undone_the_line_is_open_again(invoice: Invoice) -> None:
    load(OFX, "bank.ofx")
    (waits,) = queries.to_match(AT.date())
    assert waits.certain is not None
    assert actions.match_certain(listed={waits.line.pk: 1}, by=treasurer(), at=AT).count == 1
    assert row(invoice, AT.date()).owed == 0
    assert queries.to_match(AT.date()) == []
    payment = Payment.objects.get()
    assert (payment.day, payment.matched.line) == (date(2026, 6, 3), waits.line)
    with pytest.raises(NotPossible, match="no more than"):
        actions.match(line=waits.line, to=[(invoice, 1)], why="w", by=treasurer(), at=AT)
    actions.undo(payment=payment, by=treasurer(), at=AT)
    assert row(invoice, AT.date()).owed == 7_500
    assert [one.left for one in queries.to_match(AT.date())] == [7_500]
    actions.match(line=waits.line, to=[(invoice, 7_500)], why="again", by=treasurer(), at=AT)
    assert Matched.objects.count() == 2


@pytest.mark.django_db
def test_a_line_is_divided_and_what_is_no_subscription_is_put_aside(invoice: Invoice) -> None:
    other = sent()
    load(csv_of("03/06/2026,Two schools,150.00", "04/06/2026,A grant,500.00", "05/06/2026,Rent,-20.00"))
    two, grant, rent = BankLine.objects.order_by("day")
    for to in ([(invoice, 7_500), (other, 7_501)], [(invoice, 0)], []):
        with pytest.raises(NotPossible, match="Divide"):
            actions.match(line=two, to=to, why="w", by=treasurer(), at=AT)
    assert not Payment.objects.exists()
    actions.match(line=two, to=[(invoice, 7_500), (other, 7_500)], why="w", by=treasurer(), at=AT)
    with pytest.raises(NotPossible, match="has paid an invoice"):
        actions.put_aside(line=two, why="x", by=treasurer(), at=AT)
    actions.put_aside(line=grant, why="A grant", by=treasurer(), at=AT)
    with pytest.raises(NotPossible, match="put aside"):
        actions.match(line=grant, to=[(invoice, 1)], why="w", by=treasurer(), at=AT)
    with pytest.raises(NotPossible, match="left us"):
        actions.match(line=rent, to=[(invoice, 1)], why="w", by=treasurer(), at=AT)
    assert queries.to_match(AT.date()) == []
    actions.put_aside(line=grant, why="", by=treasurer(), at=AT)
    assert len(queries.to_match(AT.date())) == 1


@pytest.mark.django_db
def test_how_far_the_records_reach(invoice: Invoice) -> None:
    assert reach(AT.date()) is None
    load(csv_of("01/06/2026,A,1.00", "05/06/2026,B,1.00"))
    assert reach(AT.date()) == date(2026, 5, 31)  # the first line that nobody has looked at
    for line in BankLine.objects.all():
        actions.put_aside(line=line, why="small", by=treasurer(), at=AT)
    assert reach(AT.date()) == date(2026, 6, 5)
    load(csv_of("09/06/2026,C,-1.00", "12/06/2026,D,-1.00"))
    assert reach(AT.date()) == date(2026, 6, 5)
    (gap,) = queries.covered(AT.date())[1]
    assert (gap.first, gap.last) == (date(2026, 6, 6), date(2026, 6, 8))
    load(csv_of("05/06/2026,B,1.00", "08/06/2026,E,-1.00"))
    assert reach(AT.date()) == date(2026, 6, 12)
    with pytest.raises(NotPossible, match="has not come"):
        load(csv_of("01/12/2026,F,1.00"))


@pytest.mark.usefixtures("network")
def test_columns_are_named_once_and_remembered() -> None:
    strange = "Wann,Was,Wieviel\n03/06/2026,A,1.00\n"
    with pytest.raises(AskColumns):
        load(strange.encode())
    waits = actions.set_aside(data=strange.encode(), name="strange.csv", by=treasurer(), at=AT)
    with pytest.raises(Unreadable, match="no day"):
        actions.load_waiting(waiting=waits, columns={"day": 1, "words": 0, "sum": 2}, by=treasurer(), at=AT)
    assert Waiting.objects.exists()
    actions.load_waiting(waiting=waits, columns={"day": 0, "words": 1, "sum": 2}, by=treasurer(), at=AT)
    assert not Waiting.objects.exists()
    assert Columns.objects.count() == 1
    assert load(strange.replace("A,1.00", "B,2.00").encode()).new == 1


def test_two_uploads_at_one_moment_bring_each_line_once(own_database: str) -> None:
    by, gate, failed = treasurer(), Barrier(2), []
    files = [csv_of("01/06/2026,A,1.00", "02/06/2026,B,1.00"), csv_of("02/06/2026,B,1.00", "03/06/2026,C,1.00")]
    on.ground()

    def run(data: bytes) -> None:
        try:
            gate.wait(10)
            actions.load(data=data, name="x.csv", by=by, at=AT)
        except Exception as error:
            failed.append(error)
        finally:
            connection.close()

    threads = [Thread(target=run, args=(data,)) for data in files]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert failed == []
    assert BankLine.objects.count() == 3


@pytest.mark.django_db
def test_the_database_keeps_what_the_bank_said(invoice: Invoice) -> None:
    load(OFX)
    with pytest.raises(IntegrityError, match="not changed"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE subscriptions_bankline SET pence = 1")
    without_triggers("subscriptions_bankline")
    with connection.cursor() as cursor:
        cursor.execute("UPDATE subscriptions_bankline SET pence = 1")


@pytest.mark.django_db
def test_the_treasurers_pages(client: Client, invoice: Invoice) -> None:
    client.force_login(treasurer())
    assert "No statement was loaded yet" in client.get("/bank/").text
    wrong = client.post("/bank/", {"file": SimpleUploadedFile("x.ofx", b"<OFX>"), "submission": uuid4()})
    assert "Error:" in wrong.text
    sent_file = {"file": SimpleUploadedFile("june.ofx", OFX), "submission": uuid4()}
    assert client.post("/bank/", sent_file).headers["Location"] == "/bank/"
    page = client.get("/bank/").text
    assert "Beyond doubt" in page
    line = BankLine.objects.get(pence__gt=0)
    assert "It may pay" in client.get(f"/bank/{line.pk}/").text
    assert (
        "no such invoice"
        in client.post(
            f"/bank/{line.pk}/match/", {"match-number": "99", "match-pence": "75", "match-submission": uuid4()}
        ).text
    )
    for _ in range(2):
        client.post("/bank/certain/", {"line": [f"{line.pk}-1"], "submission": "3f0c2a57-6d1e-4b59-9a35-0d5a7c1e2b44"})
    assert Payment.objects.count() == 1
    client.post(f"/bank/undo/{Matched.objects.get().pk}/", {"submission": uuid4()})
    part = {"match-number": "1", "match-pence": "30", "match-submission": uuid4()}
    assert client.post(f"/bank/{line.pk}/match/", part).headers["Location"] == f"/bank/{line.pk}/"
    assert "45.00" in client.get(f"/bank/{line.pk}/").text
    strange = {"file": SimpleUploadedFile("s.csv", b"Wann,Was,Wieviel\n03/06/2026,A,1.00\n"), "submission": uuid4()}
    assert client.post("/bank/", strange).headers["Location"] == "/bank/columns/"
    assert "Which column is what" in client.get("/bank/columns/").text
    twice = {"day": "0", "words": "0", "sum": "2", "submission": uuid4()}
    assert "for two things" in client.post("/bank/columns/", twice).text
    client.post("/bank/columns/", twice | {"words": "1", "submission": uuid4()})
    small = BankLine.objects.get(pence=100)
    client.post(f"/bank/{small.pk}/aside/", {"aside-why": "A gift", "aside-submission": uuid4()})
    small.refresh_from_db()
    assert small.not_ours == "A gift"
    client.force_login(give(Office.AMBASSADOR, "west").user)
    assert client.get("/bank/").status_code == 403
