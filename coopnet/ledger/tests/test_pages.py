"""The pages: the statement that anybody reads, the books, the second person, claims, the close of a year."""

import hashlib
import io
import tracemalloc
import zipfile
from datetime import UTC, datetime
from tempfile import TemporaryFile
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from coopnet.kit import basis
from coopnet.kit.money import pence, pounds
from coopnet.kit.uploads.papers import Paper
from coopnet.ledger import actions, packs, queries
from coopnet.ledger.enums import ExpenseState, Head
from coopnet.ledger.models import Entry, Expense, Year
from coopnet.ledger.posting import attach
from coopnet.ledger.tests.ground import AT, BY, DAY, DECISION, FILE, money_in, money_out, opened
from tests.roles import Actor, holder, nobody

NOW = datetime(2026, 6, 1, 10, tzinfo=UTC)
LATER = datetime(2027, 4, 2, 10, tzinfo=UTC)


@pytest.fixture(autouse=True)
def june() -> Any:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def treasurer(network: object) -> Actor:
    opened()
    return holder("treasurer")


@pytest.fixture
def second(network: object) -> Actor:
    return holder("co-ordinator")


def into(client: Client, actor: Actor) -> Client:
    client.force_login(actor.user)
    return client


def file() -> SimpleUploadedFile:
    return SimpleUploadedFile("paper.txt", b"Signed, and invented.")


def paid(**given: Any) -> dict[str, Any]:
    return {
        "submission": uuid4(), "way": "out", "day": "2026-05-05", "pence": "12.50", "account": "meetings",
        "head": "voice", "fund": "general", "bank": "bank", "words": "A hall", "source": "Statement of May",
    } | given  # fmt: skip


def test_everybody_reads_the_statement_and_it_says_what_the_books_say(client: Client, treasurer: Actor) -> None:
    money_in(50_000)
    money_out(12_345)
    actions.release(key=uuid4(), day=DAY, pence=700, to="general", words="Help", decision=DECISION, by=BY, at=AT)
    page = client.get("/money/2026/").content.decode()
    found = queries.statement(Year.objects.get(), NOW.date())
    for row in (*found.income, found.released, found.closing):
        assert pounds(row.pence) in page
    assert page.count('<svg class="only-') == 2
    assert "/money/entries/" not in page, "who has not signed in sees sums alone"
    assert client.get("/money/2026/behind/spent-voice/").status_code == 302
    assert client.get("/money/2019/").status_code == 404
    signed = into(client, treasurer).get("/money/2026/behind/spent-voice/").content.decode()
    assert "£123.45" in signed


def test_without_books_the_page_says_so(client: Client, network: object) -> None:
    assert "no statement here yet" in client.get("/money/").content.decode()


def test_a_network_opens_its_books(client: Client, network: object) -> None:
    into(client, holder("treasurer"))
    given = {"submission": uuid4(), "day": "2026-04-01", "cash": "1,000", "reserve": "400.50", "keeps": "here"}
    assert client.post("/money/books/open/", given).status_code == 200, "without the signed accounts it is refused"
    assert client.post("/money/books/open/", given | {"signed": file()}).status_code == 302
    assert queries.statement(Year.objects.get(), NOW.date()).closing.pence == 40_050


def test_one_records_another_agrees_and_it_is_done_once(client: Client, treasurer: Actor, second: Actor) -> None:
    into(client, treasurer)
    form = paid()
    for _ in range(2):
        assert client.post("/money/books/enter/", form).headers["Location"] == "/money/books/"
    entry = Entry.objects.get(posted=False)
    address = f"/money/second/{entry.key}/agree/"
    assert client.post(address, {"submission": uuid4()}).status_code == 302
    assert not Entry.objects.get(pk=entry.pk).posted, "the treasurer recorded it, so somebody else agrees"
    into(client, second)
    assert "A hall" in client.get("/money/second/").content.decode()
    client.post(address, {"submission": uuid4()})
    assert Entry.objects.get(pk=entry.pk).posted


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"pence": "12.5"}, "Enter a sum in pounds"),
        ({"head": ""}, "Say what it was for"),
        ({"way": "in"}, "does not go with the way"),
        ({"day": "2025-01-01"}, "begin after that day"),
        ({"day": "2031-01-01"}, "too far ahead"),
    ],
)
def test_a_mistake_comes_back_with_a_sentence(client: Client, treasurer: Actor, given: dict[str, Any], says: str):
    page = into(client, treasurer).post("/money/books/enter/", paid(**given))
    assert page.status_code == 200
    assert says in page.content.decode()
    assert Entry.objects.count() == 1


def test_an_entry_is_taken_back_on_its_page(client: Client, treasurer: Actor) -> None:
    entry = money_out(900)
    into(client, treasurer)
    assert "Take it back" in client.get(f"/money/entries/{entry.number}/").content.decode()
    given = {"submission": uuid4(), "day": "2026-05-06", "why": "Typed twice"}
    answer = client.post(f"/money/entries/{entry.number}/reverse/", given)
    assert answer.headers["Location"] == "/money/entries/3/"
    assert "Taken back" in client.get(f"/money/entries/{entry.number}/").content.decode()


def test_a_claim_is_made_agreed_and_paid_by_three(client: Client, treasurer: Actor, second: Actor) -> None:
    actions.set_rate(starts=DAY, pence=45, basis=FILE, by=BY, at=AT)
    volunteer = nobody()
    given = {"submission": uuid4(), "day": "2026-05-20", "words": "Drive to Leeds", "head": "support", "miles": "10.5"}
    assert into(client, volunteer).post("/money/expenses/", given).status_code == 302
    claim = Expense.objects.get()
    assert claim.pence == 473
    assert client.post(f"/money/expenses/{claim.key}/agree/", {"submission": uuid4()}).status_code == 403
    into(client, second).post(f"/money/expenses/{claim.key}/agree/", {"submission": uuid4()})
    into(client, treasurer).post(f"/money/expenses/{claim.key}/pay/", {"submission": uuid4(), "day": "2026-06-01"})
    claim.refresh_from_db()
    assert claim.state == ExpenseState.PAID.value
    assert claim.entry is not None
    assert "4.73" in client.get(f"/money/entries/{claim.entry.number}/").content.decode()


def test_a_receipt_does_not_get_lost_beside_miles(client: Client, treasurer: Actor) -> None:
    actions.set_rate(starts=DAY, pence=45, basis=FILE, by=BY, at=AT)
    both = {
        "submission": uuid4(), "day": "2026-05-20", "words": "Drive, and parking", "head": "support", "miles": "10",
        "pence": "12.00",
    }  # fmt: skip
    answer = into(client, nobody()).post("/money/expenses/", both)
    assert "two claims" in answer.text
    assert not Expense.objects.exists()


def test_nobody_agrees_to_their_own_claim_or_pays_what_they_agreed_to(client: Client, treasurer: Actor) -> None:
    actions.set_rate(starts=DAY, pence=45, basis=FILE, by=BY, at=AT)
    into(client, treasurer)
    given = {"submission": uuid4(), "day": "2026-05-20", "words": "Drive", "head": Head.VOICE.value, "miles": "10"}
    client.post("/money/expenses/", given)
    own = Expense.objects.get()
    client.post(f"/money/expenses/{own.key}/agree/", {"submission": uuid4()})
    own.refresh_from_db()
    assert own.state == ExpenseState.CLAIMED.value
    into(client, nobody()).post("/money/expenses/", given | {"submission": uuid4()})
    other = Expense.objects.exclude(pk=own.pk).get()
    into(client, treasurer).post(f"/money/expenses/{other.key}/agree/", {"submission": uuid4()})
    client.post(f"/money/expenses/{other.key}/pay/", {"submission": uuid4(), "day": "2026-06-01"})
    other.refresh_from_db()
    assert other.state == ExpenseState.AGREED.value


def test_a_year_is_closed_on_its_page_and_taken_away(client: Client, treasurer: Actor) -> None:
    money_in(5_000)
    into(client, treasurer)
    given = {"submission": uuid4(), "agreement": "The agreement", "agreed_on": "2019-01-01", "signed": file()}
    assert "not over yet" in client.post("/money/books/close/", given).content.decode()
    with time_machine.travel(LATER, tick=False):
        into(client, treasurer)
        answer = client.post("/money/books/close/", given | {"submission": uuid4(), "signed": file()})
        assert answer.headers["Location"] == "/money/2026/"
        assert "That left £50.00" in client.get("/money/").content.decode()
        answer = client.get("/money/books/pack/2026/")
    pack = b"".join(getattr(answer, "streaming_content"))  # noqa: B009 - untyped there
    with zipfile.ZipFile(io.BytesIO(pack)) as archive:
        names = archive.namelist()
        sums = archive.read("SHA256SUMS").decode().splitlines()
        for digest, name in (line.split("  ", 1) for line in sums):
            assert hashlib.sha256(archive.read(name)).hexdigest() == digest
    assert {"journal.csv", "recompute.py", "trial-balance.csv", "SHA256SUMS"} < set(names)
    assert len(sums) == len(names) - 1
    assert sum(name.startswith("documents/") for name in names) == 2
    assert client.get("/money/books/journal/2026/").headers["Content-Type"].startswith("text/csv")


def test_the_pack_of_an_examiner_is_never_held_as_a_whole(treasurer: Actor) -> None:
    entry = money_in(5_000)
    for _ in range(3):
        attach(entry, Paper("scan.txt", ".txt", bytes(20_000_000)), AT)
    tracemalloc.start()
    try:
        with TemporaryFile() as into:
            packs.examiners_zip(Year.objects.get(), DAY, into)
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert most < 15_000_000


@pytest.mark.parametrize(("typed", "sum_"), [("12", 1200), ("£1,204.50", 120_450), ("0.07", 7)])
def test_sums_are_read_as_people_type_them(typed: str, sum_: int) -> None:
    assert pence(typed) == sum_


@pytest.mark.parametrize("typed", ["", "-1", "1.5", "1e3", "12,34", "abc", "1.234"])
def test_what_is_no_sum_is_refused(typed: str) -> None:
    with pytest.raises(ValueError, match="in pounds"):
        pence(typed)


def test_a_plan_stands_beside_what_came_of_it(client: Client, treasurer: Actor) -> None:
    money_out(12_345)
    into(client, treasurer)
    given = {"submission": uuid4(), "voice": "200", "grants": "1,000.50"}
    assert client.post("/money/books/plan/2026/", given).headers["Location"] == "/money/2026/"
    rows = queries.planned(queries.statement(Year.objects.get(), NOW.date()))
    assert {(one.words, one.pence, one.rest) for one in rows} == {
        ("Voice", 20_000, 7_655), ("Grants and gifts", 100_050, 100_050),
    }  # fmt: skip
    assert "1000.50" in client.get("/money/books/plan/2026/").content.decode()
    client.post("/money/books/plan/2026/", {"submission": uuid4()})
    assert not queries.planned(queries.statement(Year.objects.get(), NOW.date()))


def test_the_accounts_are_for_all_who_sign_in_and_bills_for_few(client: Client, treasurer: Actor) -> None:
    bill = Entry.objects.get()
    into(client, treasurer)
    client.post("/money/books/enter/", paid(way="in", account="grants", head="", paper=file()))
    addresses = [f"/money/entries/{one.number}/papers/{one.papers.get().pk}/" for one in Entry.objects.order_by("pk")]
    assert [client.get(address).status_code for address in addresses] == [200, 200]
    into(client, nobody())
    assert [client.get(address).status_code for address in addresses] == [200, 404]
    assert bill.papers.get().name in client.get("/money/entries/1/").content.decode()


def test_a_release_names_a_decision_that_the_record_holds(
    client: Client, treasurer: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(basis._finders, "decision", lambda key: DECISION if key == DECISION.key else None)
    form = {"submission": uuid4(), "day": DAY.isoformat(), "pence": "7", "words": "Help", "reference": "made-up-1"}
    officer = into(client, treasurer)
    before = Entry.objects.count()
    assert "no such decision" in officer.post("/money/books/release/", form).content.decode()
    assert Entry.objects.count() == before
    assert officer.post("/money/books/release/", form | {"reference": DECISION.key}).status_code == 302
    assert Entry.objects.latest("pk").basis_words == DECISION.words
