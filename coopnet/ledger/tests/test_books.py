"""The books: what may be posted, what is refused, and what the statement says of it."""

import csv
import io
import subprocess
import sys
import zipfile
from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.db import DatabaseError, connection, transaction

from coopnet.kit.basis import Basis
from coopnet.ledger import actions, closing, packs, posting, queries
from coopnet.ledger.enums import EntryKind, Head, YearState
from coopnet.ledger.models import Account, Entry, Fund, Line, Year
from coopnet.ledger.posting import NotPossible
from coopnet.ledger.rules import Part
from coopnet.ledger.tests.ground import (
    AFTER,
    AGREEMENT,
    AT,
    BY,
    DAY,
    DECISION,
    FILE,
    START,
    money_in,
    money_out,
    opened,
    signed,
    two,
)  # fmt: skip
from tests.controls import sql, without_triggers

LAST = date(2027, 3, 31)


@pytest.fixture
def books(db: None) -> Year:
    opened()
    return Year.objects.get()


def close(year: Year) -> Year:
    return closing.close(year=year, key=uuid4(), agreement=AGREEMENT, signed=signed(), by=BY, at=AFTER)


def refused(do: Callable[[], object]) -> bool:
    """Whether the database refuses it."""
    try:
        with transaction.atomic():
            do()
            if connection.vendor == "postgresql":
                sql("SET CONSTRAINTS ALL IMMEDIATE")
                sql("SET CONSTRAINTS ALL DEFERRED")
    except DatabaseError:
        return True
    return False


def test_a_year_in_surplus_moves_to_the_reserve_to_the_penny(books: Year) -> None:
    money_in(50_000)
    money_in(12_345, account="grants")
    money_out(20_001)
    money_out(7, head=Head.SUPPORT)
    actions.release(key=uuid4(), day=DAY, pence=10_000, to="general", words="Hardship", decision=DECISION, by=BY, at=AT)
    closed = close(books)
    found = queries.statement(closed, LAST)
    assert [(row.key, row.pence) for row in found.rows()] == [
        ("opening", 40_000), ("income-subscriptions", 50_000), ("income-grants", 12_345), ("spent-support", 7),
        ("spent-service", 0), ("spent-voice", 20_001), ("result", 42_337), ("moved", 42_337), ("released", 10_000),
        ("closing", 72_337),
    ]  # fmt: skip
    assert closed.result == 42_337
    for row in found.rows():
        if row.key not in ("result", "closing", "opening"):
            assert abs(sum(line.pence for line in queries.lines_of(row.key, closed, LAST))) == row.pence
    balance = queries.trial_balance(LAST)
    assert sum(one.debit for one in balance) == sum(one.credit for one in balance) > 0
    surplus = Entry.objects.get(kind=EntryKind.SURPLUS.value)
    assert surplus.basis == AGREEMENT
    assert surplus.papers.count() == 1


def test_a_year_in_deficit_says_so_and_nothing_moves(books: Year) -> None:
    money_in(1_000)
    money_out(5_000)
    closed = closing.close(year=books, key=uuid4(), agreement=AGREEMENT, signed=None, by=BY, at=AFTER)
    found = queries.statement(closed, LAST)
    assert (closed.result, found.short, found.moved.pence, found.closing.pence) == (-4_000, True, 0, 40_000)
    assert [(row.words, row.closing) for row in found.funds] == [("General fund", 56_000), ("Members’ reserve", 40_000)]


def test_the_statement_can_be_asked_as_at_a_day(books: Year) -> None:
    money_in(500, DAY)
    money_in(700, DAY + timedelta(days=1))
    assert queries.statement(books, DAY).came_in == 500
    assert queries.statement(books, DAY + timedelta(days=1)).came_in == 1_200


def test_money_out_waits_for_a_second_person(books: Year) -> None:
    one, other = two()
    parts = [Part("meetings", 900, "general", Head.VOICE), Part("bank", -900)]
    entry = actions.record(key=uuid4(), day=DAY, words="A hall", parts=parts, basis=FILE, by=one, at=AT)
    assert not entry.posted
    assert queries.statement(books, LAST).went_out == 0
    with pytest.raises(NotPossible, match="Somebody else"):
        actions.agree(entry=entry, by=one, at=AT)
    assert actions.agree(entry=entry, by=other, at=AT).number == 2
    with pytest.raises(NotPossible, match="does not wait"):
        actions.agree(entry=entry, by=other, at=AT)


def test_who_records_and_who_agrees_are_two_whoever_they_are(books: Year) -> None:
    """Promise M7 by raw SQL as well: no pair with one person in it, and nobody, gets money out."""
    one, other = two()
    parts = [Part("meetings", 900, "general", Head.VOICE), Part("bank", -900)]
    for recorder in (None, one.pk, other.pk):
        for agreer in (None, one.pk, other.pk):
            entry = actions.record(key=uuid4(), day=DAY, words="A hall", parts=parts, basis=FILE, by=one, at=AT)
            number = Entry.objects.filter(posted=True).count() + 1

            def post(pk: int = entry.pk, by: Any = recorder, agreed: Any = agreer, number: int = number) -> None:
                Entry.objects.filter(pk=pk).update(
                    recorded_by=by, agreed_by=agreed, posted=True, number=number
                )  # fmt: skip

            assert refused(post) == (recorder is None or agreer is None or recorder == agreer)


def test_a_correction_is_the_mirror_and_comes_once(books: Year) -> None:
    entry = money_out(900)
    back = actions.reverse(entry=entry, key=uuid4(), day=DAY, why="Typed twice", by=BY, at=AT)
    assert back.posted
    assert queries.statement(books, LAST).went_out == 0
    with pytest.raises(NotPossible, match="taken back already"):
        actions.reverse(entry=entry, key=uuid4(), day=DAY, why="Again", by=BY, at=AT)
    waiting = actions.reverse(entry=back, key=uuid4(), day=DAY, why="Back", by=two()[0], at=AT)
    with pytest.raises(NotPossible, match="cannot be taken back"):
        actions.agree(entry=waiting, by=two()[1], at=AT)


@pytest.mark.parametrize(
    ("parts", "says"),
    [
        ([Part("bank", 100), Part("grants", -99, "general")], "same sum"),
        ([Part("bank", 100), Part("grants", -100)], "name a fund"),
        ([Part("bank", 100, "general"), Part("grants", -100, "general")], "name a fund"),
        ([Part("we-owe", -100), Part("people", 100, "general")], "for support, services or voice"),
        ([Part("bank", 100), Part("grants", -100, "reserve")], "without a release"),
        ([Part("bank", 100), Part("funds", -100, "general")], "surplus or a release alone"),
    ],
)
def test_what_is_no_entry_is_refused_with_words(books: Year, parts: list[Part], says: str) -> None:
    with pytest.raises(NotPossible, match=says), transaction.atomic():
        actions.record(key=uuid4(), day=DAY, words="No entry", parts=parts, basis=FILE, by=BY, at=AT)
    assert Entry.objects.count() == 1


def test_a_release_needs_a_decision_and_enough_money(books: Year) -> None:
    def release(pence: int, basis: Basis) -> None:
        with transaction.atomic():
            actions.release(
                key=uuid4(), day=DAY, pence=pence, to="general", words="Help", decision=basis, by=BY, at=AT
            )  # fmt: skip

    with pytest.raises(NotPossible, match="names the decision"):
        release(100, FILE)
    with pytest.raises(NotPossible, match="names the decision"):
        release(100, Basis("decision", "", "A word", DAY))
    with pytest.raises(NotPossible, match="does not hold that much"):
        release(40_001, DECISION)
    release(40_000, DECISION)
    assert queries.statement(books, LAST).closing.pence == 0


def test_a_closed_year_takes_nothing_and_corrections_come_in_the_next(books: Year) -> None:
    entry = money_out(900)
    with pytest.raises(NotPossible, match="not over yet"):
        closing.close(year=books, key=uuid4(), agreement=AGREEMENT, signed=signed(), by=BY, at=AT)
    close(books)
    with pytest.raises(NotPossible, match="is closed"):
        money_in(100)
    back = actions.reverse(entry=entry, key=uuid4(), day=date(2027, 4, 1), why="Late", by=BY, at=AFTER)
    assert back.year.name == "2027-28"
    draft = Entry.objects.create(
        key=uuid4(), year=books, day=DAY, kind="ordinary", words="Late", basis_kind="file", basis_key="1",
        basis_words="", basis_day=DAY, recorded_at=AT,
    )  # fmt: skip
    bank, grants, general = Account.objects.get(code="bank"), Account.objects.get(code="grants"), Fund.objects.first()
    Line.objects.create(entry=draft, account=bank, pence=5)
    Line.objects.create(entry=draft, account=grants, fund=general, pence=-5)
    post = f"UPDATE ledger_entry SET posted = TRUE, number = 4 WHERE id = {draft.pk}"
    assert refused(lambda: sql(post))
    without_triggers("ledger_entry")
    assert not refused(lambda: sql(post)), "only the guard refuses it"


def test_a_surplus_moves_only_where_the_agreement_says(books: Year) -> None:
    money_in(1_000)
    Year.objects.update(state=YearState.CLOSING.value)
    year = Year.objects.get()
    actions.add_fund(slug="books", name="Books", purpose="Books for schools", by=BY, at=AT)

    def surplus(parts: list[Part], basis: Basis = AGREEMENT, paper: bool = True) -> None:
        with transaction.atomic():
            entry = posting.draft(
                key=uuid4(), year=year, day=LAST, kind=EntryKind.SURPLUS, words="Left over", basis=basis, parts=parts,
                sent=signed() if paper else None, by=BY, at=AT,
            )  # fmt: skip
            posting.post(entry)

    right = [Part("funds", 1_000, "general"), Part("funds", -1_000, "reserve")]
    for parts, basis, paper, says in (
        ([Part("funds", 1_000, "general"), Part("funds", -1_000, "books")], AGREEMENT, True, "nowhere else"),
        ([Part("funds", 999, "general"), Part("funds", -999, "reserve")], AGREEMENT, True, "to the penny"),
        ([Part("we-owe", 1_000), Part("funds", -1_000, "reserve")], AGREEMENT, True, "nothing but funds"),
        (right, FILE, True, "written agreement"),
        (right, AGREEMENT, False, "written agreement"),
    ):
        with pytest.raises(NotPossible, match=says):
            surplus(parts, basis, paper)
    surplus(right)
    with pytest.raises(NotPossible, match="has moved"):
        surplus(right)


TAMPER = {
    "change a sum": "UPDATE ledger_line SET pence = pence + 1",
    "move a line": "UPDATE ledger_line SET fund_id = NULL WHERE fund_id IS NOT NULL",
    "drop a line": "DELETE FROM ledger_line",
    "add a line": "INSERT INTO ledger_line (entry_id, account_id, fund_id, head, pence)"
    " SELECT entry_id, account_id, fund_id, head, pence FROM ledger_line",
    "change words": "UPDATE ledger_entry SET words = 'Other' WHERE posted",
    "back to a draft": "UPDATE ledger_entry SET posted = FALSE, number = NULL WHERE posted",
    "drop an entry": "DELETE FROM ledger_entry",
    "a posted entry": "INSERT INTO ledger_entry (key, number, year_id, day, kind, words, basis_kind, basis_key,"
    " basis_words, basis_day, recorded_at, posted) SELECT '6f1e1c1e8a8e4b7e9c8e0a0b0c0d0e0f', 99, year_id, day, kind,"
    " words, basis_kind, basis_key, basis_words, basis_day, recorded_at, TRUE FROM ledger_entry WHERE number = 2",
    "another day": "UPDATE ledger_year SET ends = '2030-01-01'",
    "closed by hand": "UPDATE ledger_year SET state = 'closed', result = 0, closed_at = '2027-04-02'",
    "another kind of account": "UPDATE ledger_account SET kind = 'income' WHERE code = 'people'",
    "another kind of fund": "UPDATE ledger_fund SET kind = 'restricted' WHERE kind = 'general'",
    "another paper": "UPDATE ledger_paper SET sha256 = ''",
    "drop a year": "DELETE FROM ledger_year",
    "drop the book": "DELETE FROM ledger_book",
}
# Foreign keys refuse these by themselves.
BY_KEYS = {"drop a year", "drop an entry"}


@pytest.mark.parametrize("name", TAMPER)
def test_what_is_posted_stands_against_raw_sql(books: Year, name: str) -> None:
    money_in(500)
    assert refused(lambda: sql(TAMPER[name])), name
    if name in BY_KEYS:
        return
    for table in (
        "ledger_entry",
        "ledger_line",
        "ledger_year",
        "ledger_account",
        "ledger_fund",
        "ledger_paper",
        "ledger_book",
    ):
        without_triggers(table)
    assert not refused(lambda: sql(TAMPER[name])), f"{name}: the test would pass without any guard"


@pytest.mark.skipif("connection.vendor != 'sqlite'", reason="only SQLite has REPLACE")
def test_replace_takes_nothing_away(books: Year) -> None:
    for table in ("ledger_entry", "ledger_line", "ledger_year", "ledger_account", "ledger_fund"):
        statement = f"INSERT OR REPLACE INTO {table} SELECT * FROM {table}"
        assert refused(partial(sql, statement)), table


def test_the_script_of_the_download_finds_the_same_sums(books: Year, tmp_path: Path) -> None:
    money_in(50_000, words="=SUM(A1)")
    money_out(20_001)
    actions.release(key=uuid4(), day=DAY, pence=5, to="general", words="Help", decision=DECISION, by=BY, at=AT)
    entry = actions.release(key=uuid4(), day=DAY, pence=6, to="general", words="Help", decision=DECISION, by=BY, at=AT)
    actions.reverse(entry=entry, key=uuid4(), day=DAY, why="Twice", by=BY, at=AT)
    close(books)
    money_in(77, date(2027, 5, 1))
    assert len(packs.SCRIPT.read_text().splitlines()) <= 60
    for year in Year.objects.all():
        folder = tmp_path / year.name
        with zipfile.ZipFile(io.BytesIO(packs.year_zip(year, year.ends - timedelta(days=1)))) as archive:
            archive.extractall(folder)
        run = [sys.executable, "-I", str(folder / "recompute.py"), str(folder)]
        said = subprocess.run(run, capture_output=True, text=True, check=False)
        assert (said.returncode, said.stderr) == (0, ""), said.stdout
        journal = folder / "journal.csv"
        rows = list(csv.DictReader(io.StringIO(journal.read_text("utf-8-sig"))))
        assert not any(cell.startswith(("=", "+", "-", "@")) for row in rows for cell in row.values())
        # One penny more on one line, and the script says so.
        row = rows[0]
        row["debit_pence"] = str(int(row["debit_pence"] or 0) + 1)
        text = io.StringIO()
        writer = csv.DictWriter(text, row)
        writer.writeheader()
        writer.writerows(rows)
        journal.write_text(text.getvalue(), "utf-8-sig")
        assert subprocess.run(run, capture_output=True, check=False).returncode == 1


def test_openings_stand_with_signed_accounts_and_come_once(books: Year) -> None:
    entry = Entry.objects.get()
    assert entry.papers.get().sha256
    with pytest.raises(NotPossible, match="open already"):
        opened()
    again = posting.draft(
        key=uuid4(), year=books, day=START, kind=EntryKind.OPENING, words="Again", basis=FILE,
        parts=[Part("bank", 5), Part("funds", -5, "general")], sent=signed(), by=BY, at=AT,
    )  # fmt: skip
    with pytest.raises(NotPossible, match="opened once"):
        posting.post(again)


@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="only PostgreSQL asks once more at the end")
def test_an_entry_is_asked_once_more_when_the_transaction_ends(books: Year) -> None:
    """The guard of posting is off, and the entry is refused all the same; without the second guard it is not."""
    entry = posting.draft(
        key=uuid4(), year=books, day=DAY, kind=EntryKind.ORDINARY, words="No", basis=FILE,
        parts=[Part("bank", 5), Part("grants", -5, "general")], by=BY, at=AT,
    )  # fmt: skip
    Line.objects.filter(entry=entry, pence=5).update(pence=6)
    sql("SET CONSTRAINTS ALL IMMEDIATE")
    sql("SET CONSTRAINTS ALL DEFERRED")
    post = f"UPDATE ledger_entry SET posted = TRUE, number = 2 WHERE id = {entry.pk}"
    sql("ALTER TABLE ledger_entry DISABLE TRIGGER ledger_entry_posting")
    assert refused(lambda: sql(post))
    sql("ALTER TABLE ledger_entry DISABLE TRIGGER ledger_at_commit")
    assert not refused(lambda: sql(post))
