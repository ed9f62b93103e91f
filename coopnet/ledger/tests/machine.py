"""The ledger under random hands: proper acts, and raw SQL that tries to get round them.

After every step the whole is judged by sums of our own, kept beside the database: an entry never changes, adds up to
nothing, and the reserve is what came in less what went out.
"""

import random
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import uuid4

from django.db import DatabaseError, connection, transaction
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from coopnet.ledger import actions, closing, posting, queries
from coopnet.ledger.enums import EntryKind, Head, YearState
from coopnet.ledger.models import Entry, Line, Year
from coopnet.ledger.posting import NotPossible
from coopnet.ledger.rules import Part
from coopnet.ledger.tests.ground import AGREEMENT, BY, DECISION, FILE, opened, signed, two
from tests.controls import sql

SUMS = st.integers(1, 90_000)
DAYS = st.integers(0, 364)
INCOME = ("subscriptions", "grants", "events", "interest")
TAMPER = (
    "UPDATE ledger_line SET pence = pence + 1 WHERE id = (SELECT MAX(id) FROM ledger_line)",
    "UPDATE ledger_line SET pence = -pence WHERE entry_id = (SELECT MAX(id) FROM ledger_entry WHERE posted)",
    "DELETE FROM ledger_line WHERE id = (SELECT MIN(id) FROM ledger_line)",
    "UPDATE ledger_entry SET day = '1999-01-01' WHERE posted",
    "UPDATE ledger_entry SET posted = FALSE, number = NULL WHERE number = 1",
    "DELETE FROM ledger_entry WHERE posted",
    "INSERT INTO ledger_line (entry_id, account_id, fund_id, head, pence)"
    " SELECT entry_id, account_id, fund_id, head, pence FROM ledger_line",
    "UPDATE ledger_year SET state = 'open', result = NULL, closed_at = NULL WHERE state = 'closed'",
    "UPDATE ledger_year SET ends = '2099-01-01'",
    "UPDATE ledger_fund SET kind = 'restricted' WHERE kind = 'reserve'",
    "UPDATE ledger_account SET kind = 'income' WHERE kind = 'funds'",
)


@dataclass
class Told:
    """What we know without asking the database."""

    entries: dict[int, tuple[Any, ...]] = field(default_factory=dict)
    reserve: int = 0
    result: int = 0
    cash: int = 0
    fund: int = 0


class Ledger(RuleBasedStateMachine):
    """Rules are acts; the invariants are asked after each."""

    steps = 0

    @initialize()
    def begin(self) -> None:
        self.outer = transaction.atomic()
        self.outer.__enter__()
        opened(100_000, 40_000)
        self.told = Told(reserve=40_000, cash=100_000)
        actions.add_fund(slug="books", name="Books", purpose="Books for schools", by=BY, at=self.at())
        self.years = 0
        self.one, self.other = two()
        self.note()

    def teardown(self) -> None:
        if hasattr(self, "outer"):
            transaction.set_rollback(True)
            self.outer.__exit__(None, None, None)

    def note(self) -> None:
        for entry in Entry.objects.filter(posted=True).exclude(pk__in=self.told.entries).prefetch_related("lines"):
            self.told.entries[entry.pk] = self.row(entry)

    @staticmethod
    def row(entry: Entry) -> tuple[Any, ...]:
        lines = tuple(sorted((one.account_id, one.fund_id or 0, one.head, one.pence) for one in entry.lines.all()))
        return entry.number, entry.day, entry.kind, entry.words, entry.agreed_by_id, lines

    def day(self, offset: int) -> date:
        year = Year.objects.filter(state=YearState.OPEN.value).order_by("starts").first()
        starts = year.starts if year else Year.objects.order_by("-starts")[0].ends
        return starts + timedelta(days=offset)

    def at(self) -> datetime:
        last = Year.objects.order_by("-starts")[0].ends
        return datetime(last.year, last.month, last.day, 12, tzinfo=UTC)

    @rule(pence=SUMS, offset=DAYS, account=st.sampled_from(INCOME))
    def income(self, pence: int, offset: int, account: str) -> None:
        parts = [Part("bank", pence), Part(account, -pence, "general")]
        actions.record(
            key=uuid4(), day=self.day(offset), words="In", parts=parts, basis=FILE, by=self.one, at=self.at()
        )
        self.told.result += pence
        self.note()

    @rule(pence=SUMS, offset=DAYS, head=st.sampled_from(Head), second=st.booleans())
    def spending(self, pence: int, offset: int, head: Head, second: bool) -> None:
        parts = [Part("meetings", pence, "general", head), Part("bank", -pence)]
        entry = actions.record(
            key=uuid4(), day=self.day(offset), words="Out", parts=parts, basis=FILE, by=self.one, at=self.at()
        )
        assert not entry.posted
        if second:
            actions.agree(entry=entry, by=self.other, at=self.at())
            self.told.result -= pence
            self.note()
        else:
            actions.drop(entry=entry, by=self.one, at=self.at())

    @rule(pence=SUMS, offset=DAYS)
    def given(self, pence: int, offset: int) -> None:
        """Income of a fund for a purpose."""
        parts = [Part("bank", pence), Part("grants", -pence, "books")]
        actions.record(
            key=uuid4(), day=self.day(offset), words="Gift", parts=parts, basis=FILE, by=self.one, at=self.at()
        )
        self.told.fund += pence
        self.note()

    @rule(pence=SUMS, offset=DAYS, behind=st.booleans())
    def out_of_the_fund(self, pence: int, offset: int, behind: bool) -> None:
        """Spending of it, by the proper act or by a draft of our own that asks nothing; never more than it holds."""
        parts = [Part("meetings", pence, "books", Head.SUPPORT), Part("bank", -pence)]
        year = posting.open_year(self.day(offset))
        try:
            entry = (
                posting.draft(
                    key=uuid4(), year=year, day=self.day(offset), kind=EntryKind.ORDINARY, words="Books", basis=FILE,
                    parts=parts, by=self.one, at=self.at(),
                )
                if behind
                else actions.record(
                    key=uuid4(), day=self.day(offset), words="Books", parts=parts, basis=FILE, by=self.one,
                    at=self.at(),
                )
            )  # fmt: skip
        except NotPossible:
            assert pence > self.told.fund
            return
        try:
            actions.agree(entry=entry, by=self.other, at=self.at())
        except NotPossible:
            assert pence > self.told.fund
            actions.drop(entry=entry, by=self.one, at=self.at())
            return
        assert pence <= self.told.fund
        self.told.fund -= pence
        self.note()

    @rule(pence=SUMS, offset=DAYS)
    def release(self, pence: int, offset: int) -> None:
        try:
            actions.release(
                key=uuid4(), day=self.day(offset), pence=pence, to="general", words="Help", decision=DECISION,
                by=BY, at=self.at(),
            )  # fmt: skip
        except NotPossible:
            assert pence > self.told.reserve
            return
        assert pence <= self.told.reserve
        self.told.reserve -= pence
        self.note()

    @rule(choice=st.randoms(use_true_random=False), offset=DAYS)
    def correct(self, choice: random.Random, offset: int) -> None:
        found = Entry.objects.filter(kind=EntryKind.ORDINARY.value, posted=True, reversals__isnull=True)
        keys = list(found.order_by("pk").values_list("pk", flat=True))
        if not keys:
            return
        entry = Entry.objects.get(pk=choice.choice(keys))
        effect = -queries._sum(entry.lines.filter(queries._RESULT))
        back = actions.reverse(
            entry=entry, key=uuid4(), day=self.day(offset), why="Back", by=self.one, at=self.at()
        )  # fmt: skip
        lent = -queries._sum(entry.lines.filter(fund__slug="books"))
        if not back.posted:
            try:
                actions.agree(entry=back, by=self.other, at=self.at())
            except NotPossible:
                assert lent > self.told.fund, "what was given is spent, and nothing else stands in the way"
                actions.drop(entry=back, by=self.one, at=self.at())
                return
        self.told.fund -= lent
        self.told.result -= effect
        self.note()

    @rule()
    def close(self) -> None:
        year = Year.objects.filter(state=YearState.OPEN.value).order_by("starts").first()
        if year is None:
            return
        closed = closing.close(
            year=year, key=uuid4(), agreement=AGREEMENT, signed=signed(), by=BY, at=self.at()
        )  # fmt: skip
        assert closed.result == self.told.result
        self.told.reserve += max(self.told.result, 0)
        self.told.result = 0
        self.note()

    @rule(which=st.sampled_from(TAMPER))
    def tamper(self, which: str) -> None:
        try:
            with transaction.atomic():
                sql(which)
                if connection.vendor == "postgresql":
                    sql("SET CONSTRAINTS ALL IMMEDIATE")
                    sql("SET CONSTRAINTS ALL DEFERRED")
        except DatabaseError:
            return

    @rule(pence=SUMS)
    def unbalanced(self, pence: int) -> None:
        """A draft by raw SQL whose sides differ, flipped by raw SQL."""
        year = Year.objects.filter(state=YearState.OPEN.value).order_by("starts").first()
        if year is None:
            return
        try:
            with transaction.atomic():
                entry = posting.draft(
                    key=uuid4(), year=year, day=year.starts, kind=EntryKind.ORDINARY, words="No", basis=FILE,
                    parts=[Part("bank", pence), Part("grants", -pence, "general")], by=BY, at=self.at(),
                )  # fmt: skip
                Line.objects.filter(entry=entry, pence__gt=0).update(pence=pence + 1)
                sql("UPDATE ledger_entry SET posted = TRUE, number = (SELECT COALESCE(MAX(number), 0) + 1"
                    f" FROM ledger_entry) WHERE id = {entry.pk}")  # fmt: skip
        except DatabaseError:
            return
        raise AssertionError("an entry was posted that does not add up")

    @invariant()
    def holds(self) -> None:
        if not hasattr(self, "told"):
            return
        type(self).steps += 1
        found = Entry.objects.filter(posted=True).prefetch_related("lines").order_by("number")
        assert {entry.pk: self.row(entry) for entry in found} == self.told.entries
        assert [row[0] for row in self.told.entries.values()] == list(range(1, len(self.told.entries) + 1))
        assert all(sum(line[3] for line in row[5]) == 0 for row in self.told.entries.values())
        reserve = -queries._sum(queries.posted(fund__slug="reserve"))
        assert reserve == self.told.reserve >= 0
        assert -queries._sum(queries.posted(fund__slug="books")) == self.told.fund >= 0
