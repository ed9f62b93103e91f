"""What would lose money without a word: numbers that begin anew, files broken off, marks that do not close."""

from datetime import date
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError
from django.test import Client

from coopnet.subscriptions.actions import NotPossible
from coopnet.subscriptions.invoices.queries import row
from coopnet.subscriptions.models import BankFile, BankLine, Columns, Invoice, Payment, Waiting
from coopnet.subscriptions.renewals.queries import reach
from coopnet.subscriptions.statements import actions, queries
from coopnet.subscriptions.statements.loading import statement
from coopnet.subscriptions.statements.reading.lines import Unreadable
from coopnet.subscriptions.statements.suggesting import Open, suggest
from coopnet.subscriptions.tests.test_invoices import prepared, sent
from coopnet.subscriptions.tests.test_statements import ASH, AT, CAMT, OAK, OFX, csv_of, load, treasurer


@pytest.fixture
def invoice(db: None) -> Invoice:
    prepared()
    return sent()


def plain_camt(*entries: tuple[str, str]) -> bytes:
    """Entries that have no number but their place in this statement."""
    rows = "".join(
        f'<Ntry><NtryRef>{place}</NtryRef><Amt Ccy="GBP">{sum_}</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts>BOOK</Sts>'
        f"<BookgDt><Dt>{day}</Dt></BookgDt></Ntry>"
        for place, (day, sum_) in enumerate(entries, 1)
    )
    return (
        "<Document><BkToCstmrStmt><Stmt><Acct><Id><IBAN>GB00TEST00000012345678</IBAN></Id></Acct>"
        f"{rows}</Stmt></BkToCstmrStmt></Document>"
    ).encode()


def plain_ofx(*lines: tuple[str, str], account: str = "12345678") -> bytes:
    """Lines numbered from 1 in each file, as some banks do."""
    rows = "".join(
        f"<STMTTRN><DTPOSTED>{day}<TRNAMT>{sum_}<FITID>{place}</STMTTRN>" for place, (day, sum_) in enumerate(lines, 1)
    )
    return (
        f"<OFX><BANKACCTFROM><BANKID>000000<ACCTID>{account}</BANKACCTFROM><BANKTRANLIST>{rows}</BANKTRANLIST></OFX>"
    ).encode()


@pytest.mark.usefixtures("network")
@pytest.mark.parametrize(
    "files",
    [
        [plain_camt(("2026-05-03", "75.00")), plain_camt(("2026-06-03", "75.00"))],
        [plain_ofx(("20260503", "75.00")), plain_ofx(("20260603", "75.00"))],
        [plain_ofx(("20260603", "75.00")), plain_ofx(("20260603", "40.00"))],
    ],
)  # fmt: skip
def test_a_bank_that_counts_anew_with_each_file_loses_no_line(files: list[bytes]) -> None:
    for _ in range(3):
        for data in files:
            load(data)
    assert BankLine.objects.count() == 2


@pytest.mark.usefixtures("network")
@pytest.mark.parametrize("data", [OFX, CAMT, plain_ofx(("20260603", "75"), ("20260603", "75"))])
def test_each_kind_fifty_times_is_one_ledger(data: bytes) -> None:
    load(data)
    before = list(BankLine.objects.order_by("pk").values_list("identity", "day", "pence"))
    assert len(before) == 2
    for turn in range(50):
        load(data + b"\n" * turn)  # other bytes, the same lines
    assert list(BankLine.objects.order_by("pk").values_list("identity", "day", "pence")) == before


@pytest.mark.usefixtures("network")
def test_the_database_holds_a_line_once() -> None:
    load(OFX)
    held = BankLine.objects.first()
    assert held is not None
    held.pk = None
    with pytest.raises(IntegrityError):
        held.save(force_insert=True)


@pytest.mark.usefixtures("network")
@pytest.mark.parametrize(
    ("data", "says"),
    [
        (OFX[: OFX.index(b"</BANKTRANLIST>")], "broken off"),
        (OFX[: OFX.index(b"<FITID>A2")], "broken off"),
        (OFX.replace(b"</OFX>", b"<ACCTID>87654321</OFX>"), "more than one account"),
        (csv_of("03/06/2026,A,1.00", '04/06/2026,"Broken,75.00', "05/06/2026,B,2.00"), "quotation mark"),
        (csv_of("03/06/2026,A,1.00", '04/06/2026,"Broken,75.00', '05/06/2026,"B",2.00'), "quotation mark"),
        (csv_of("03/06/2026,A,1.00", "04/06/2026"), "Line 3: It has fewer"),
        (csv_of("", "", "03/06/2026,A,1.00", "xx,B,2.00", "04/06/2026,C,1.00"), "Line 5: "),
        (csv_of("03/06/2026,A,1,1", "03/06/2026,A,1,2", head="Date,Description,Amount,Account number"), "than one"),
    ],
)  # fmt: skip
def test_what_was_lost_or_told_wrongly_is_refused(data: bytes, says: str) -> None:
    with pytest.raises(Unreadable, match=says):
        load(data)
    assert not BankFile.objects.exists()


@pytest.mark.usefixtures("network")
def test_a_last_line_of_the_banks_own_words_is_no_fault() -> None:
    assert load(csv_of("03/06/2026,A,1.00", "End of the list")).new == 1


@pytest.mark.usefixtures("network")
def test_a_reversal_in_the_column_of_what_came_is_money_out() -> None:
    data = csv_of("03/06/2026,A,-75.00,", "03/06/2026,B,,-5.00", head="Date,Description,Paid in,Paid out")
    assert [line.pence for line in statement(data, "x").lines] == [-7_500, -500]


@pytest.mark.parametrize(("way", "pence"), [("DBIT", -7_500), ("CRDT", 7_500)])
def test_a_reversal_goes_the_way_that_its_own_entry_says(way: str, pence: int) -> None:
    """ISO 20022: a debit that is marked as a reversal undoes a credit, and so money leaves by it."""
    back = plain_camt(("2026-06-03", "75.00")).replace(b"CRDT</CdtDbtInd>", b"%s</CdtDbtInd><RvslInd>true</RvslInd>")
    assert [line.pence for line in statement(back % way.encode(), "x").lines] == [pence]


WRONG = csv_of("03/06/2026,HILL TOP,REF 1,75.00,1", head="Date,Description,Amount paid,Value,Amount")


@pytest.mark.django_db
def test_a_file_that_was_read_wrongly_is_read_again(client: Client, invoice: Invoice) -> None:
    client.force_login(treasurer())
    load(WRONG, "wrong.csv")
    assert [line.pence for line in BankLine.objects.all()] == [100]
    again = {"file": SimpleUploadedFile("wrong.csv", WRONG), "ask": "on", "submission": uuid4()}
    assert client.post("/bank/", again).headers["Location"] == "/bank/columns/"
    named = {"day": "0", "words": "1", "sum": "3", "submission": uuid4()}
    assert "1 new lines" in client.post("/bank/columns/", named, follow=True).text
    assert [(one.line.pence, one.twin) for one in queries.to_match(AT.date())] == [(7_500, "")]
    assert BankLine.objects.get(pence=100).not_ours == actions.READ_AGAIN
    assert BankFile.objects.count() == 1
    load(WRONG, "wrong.csv")  # without a question it is the same file once more
    assert BankLine.objects.count() == 2


@pytest.mark.django_db
def test_what_was_read_wrongly_and_paid_an_invoice_is_undone_first(invoice: Invoice) -> None:
    load(WRONG)
    wrong, right = {"day": 0, "words": 1, "sum": 4}, {"day": 0, "words": 1, "sum": 3}
    (payment,) = actions.match(line=BankLine.objects.get(), to=[(invoice, 100)], why="w", by=treasurer(), at=AT)
    with pytest.raises(NotPossible, match="Undo that first"):
        actions.load(data=WRONG, name="x", columns=right, by=treasurer(), at=AT)
    actions.undo(payment=payment, by=treasurer(), at=AT)
    for columns, pence in ((right, 7_500), (wrong, 100), (right, 7_500)):
        actions.load(data=WRONG, name="x", columns=columns, by=treasurer(), at=AT)
        assert [one.line.pence for one in queries.to_match(AT.date())] == [pence]
    assert BankLine.objects.count() == 2


@pytest.mark.parametrize("words", ["SCHOOL", "INFANT SCHOOL", "THE ACADEMY TRUST PAYMENT", "BACS FEE"])
def test_words_that_half_of_all_payers_have_name_nobody(words: str) -> None:
    trust = Open(3, 7_500, ("The Elm Academy Trust",))
    assert not any(one.certain for one in suggest(words, 7_500, [OAK, ASH, trust]))


@pytest.mark.parametrize(
    ("words", "certain"),
    [
        ("INVOICE 12 OAK INFANT SCHOOL", []),  # the number of one, the name of another
        ("INVOICE 12 900502", []),
        ("OAK INFANT SCHOOL 900501", []),
        ("INVOICE 12 ASH PRIMARY SCHOOL", [12]),
        ("OAK INFANT SCH", [2]),
    ],
)
def test_words_that_name_two_are_not_certain(words: str, certain: list[int]) -> None:
    assert [one.number for one in suggest(words, 7_500, [OAK, ASH]) if one.certain] == certain


def test_a_trust_that_names_one_of_its_invoices_is_certain() -> None:
    trust = [Open(number, 7_500, ("Elm Learning Trust", f"School {number}")) for number in range(1, 12)]
    assert [one.number for one in suggest("ELM LEARNING TRUST INVOICE 7", 7_500, trust) if one.certain] == [7]
    assert not any(one.certain for one in suggest("ELM LEARNING TRUST", 7_500, trust))


@pytest.mark.django_db
def test_the_same_money_in_another_kind_of_file_is_pointed_out(invoice: Invoice) -> None:
    load(OFX, "june.ofx")
    load(csv_of("03/06/2026,HILL TOP INVOICE 1,75.00"), "june.csv")
    both = queries.to_match(AT.date())
    assert [one.twin for one in both] == ["june.csv", "june.ofx"]
    assert not any(one.certain for one in both)
    first, second = both
    actions.put_aside(line=second.line, why="The same money", by=treasurer(), at=AT)
    actions.match(line=first.line, to=[(invoice, 7_500)], why="w", by=treasurer(), at=AT)
    assert queries.to_match(AT.date()) == []


@pytest.mark.django_db
def test_only_what_was_listed_is_matched(invoice: Invoice) -> None:
    other = sent()
    load(csv_of(f"03/06/2026,INVOICE {invoice.number},75.00"))
    (waits,) = queries.to_match(AT.date())
    kept = {waits.line.pk: other.number}  # another invoice stood beside it when somebody looked
    assert actions.match_certain(listed=kept, by=treasurer(), at=AT).count == 0
    assert not Payment.objects.exists()
    assert actions.match_certain(listed={waits.line.pk: invoice.number}, by=treasurer(), at=AT).count == 1


@pytest.mark.django_db
def test_two_lines_for_one_invoice_pay_it_once_by_one_press(invoice: Invoice) -> None:
    load(csv_of("03/06/2026,INVOICE 1,75.00", "04/06/2026,INVOICE 1,75.00"))
    listed = {one.line.pk: 1 for one in queries.to_match(AT.date())}
    assert len(listed) == 2
    assert actions.match_certain(listed=listed, by=treasurer(), at=AT).count == 1
    assert row(invoice, AT.date()).overpaid == 0
    assert len(queries.to_match(AT.date())) == 1


@pytest.mark.usefixtures("network")
def test_three_ways_of_writing_one_account_are_one_account() -> None:
    load(csv_of("01/06/2026,A,-1.00", "03/06/2026,B,-1.00"))
    load(plain_ofx(("20260604", "-1"), ("20260608", "-1")))
    load(plain_camt(("2026-06-09", "0.00")).replace(b"CRDT", b"DBIT").replace(b"0.00", b"1.00"))
    assert queries.covered(AT.date()) == (date(2026, 6, 9), [])
    load(plain_ofx(("20260601", "-1"), account="87654321"))
    assert reach(AT.date()) == date(2026, 6, 1)  # another account, and nobody knows what came there since


@pytest.mark.usefixtures("network")
def test_the_day_on_which_a_file_is_taken_is_not_over() -> None:
    day = AT.date()
    load(csv_of("01/06/2026,A,-1.00", f"{day:%d/%m/%Y},B,-1.00"))
    reached = queries.covered(day)[0]
    assert reached is not None
    assert (day - reached).days == 1


@pytest.mark.django_db
def test_a_file_that_waits_is_seen_named_again_or_dropped(client: Client, invoice: Invoice) -> None:
    client.force_login(treasurer())
    data = csv_of("03/06/2026,A,1.00")
    send = {"file": SimpleUploadedFile("plain.csv", data), "ask": "on", "submission": uuid4()}
    assert client.post("/bank/", send).headers["Location"] == "/bank/columns/"
    assert "plain.csv is not loaded yet" in client.get("/bank/").text
    page = client.get("/bank/columns/").text
    assert "Drop this file" in page
    client.post("/bank/columns/", {"drop": "1", "submission": "x"})
    assert Waiting.objects.count() == 1
    client.post("/bank/columns/", {"drop": "1", "submission": uuid4()})
    assert not Waiting.objects.exists()
    assert not BankLine.objects.exists()
    send = {"file": SimpleUploadedFile("plain.csv", data), "ask": "on", "submission": uuid4()}
    client.post("/bank/", send)
    named = {"day": "0", "words": "1", "sum": "2", "submission": uuid4()}
    told = client.post("/bank/columns/", named, follow=True).text
    assert "1 new lines, 0 known" in told
    assert "3 June 2026" in told
    assert Columns.objects.count() == 1


@pytest.mark.django_db
def test_the_page_says_what_was_not_matched(client: Client, invoice: Invoice) -> None:
    client.force_login(treasurer())
    load(OFX, "june.ofx")
    (waits,) = queries.to_match(AT.date())
    assert f'value="{waits.line.pk}-{invoice.number}"' in client.get("/bank/").text
    press = {"line": [f"{waits.line.pk}-99", "x", "1-"], "submission": uuid4()}
    assert "1 of 1 lines are not matched" in client.post("/bank/certain/", press, follow=True).text
    load(csv_of("03/06/2026,HILL TOP,75.00"), "june.csv")
    assert "twice?" in client.get("/bank/").text
    assert "Is it the same money?" in client.get(f"/bank/{waits.line.pk}/").text
