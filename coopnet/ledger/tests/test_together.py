"""Those who post, agree and close at the same moment. Judged on PostgreSQL; on SQLite one writes at a time."""

from collections.abc import Callable
from threading import Barrier, Thread
from uuid import uuid4

import pytest
from django.db import DatabaseError, connection, transaction

from coopnet.kit.models import Network
from coopnet.kit.uploads.pictures import Picture
from coopnet.ledger import actions, closing, expenses, posting
from coopnet.ledger.enums import EntryKind, Head, YearState
from coopnet.ledger.models import Entry, Expense, Line, Year
from coopnet.ledger.posting import NotPossible
from coopnet.ledger.queries import posted, result_of
from coopnet.ledger.rules import Part
from coopnet.ledger.tests.ground import (
    AFTER,
    AGREEMENT,
    AT,
    BY,
    DAY,
    DECISION,
    FILE,
    money_in,
    opened,
    signed,
    two,
)  # fmt: skip
from coopnet.people.models import Person


def at_once(*doings: Callable[[], object]) -> list[str]:
    """Do all of it at the same moment; what was refused comes back as words."""
    gate, said = Barrier(len(doings)), []

    def run(do: Callable[[], object]) -> None:
        try:
            gate.wait()
            do()
        except (NotPossible, DatabaseError) as refusal:
            said.append(str(refusal))
        finally:
            connection.close()

    threads = [Thread(target=run, args=(do,)) for do in doings]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return said


def test_those_who_post_at_once_get_a_number_each(own_database: str) -> None:
    opened()
    assert at_once(*[lambda: money_in(100)] * 6) == []
    numbers = Entry.objects.filter(posted=True).order_by("number").values_list("number", flat=True)
    assert list(numbers) == list(range(1, 8))


def test_a_release_is_not_made_twice_from_the_same_money(own_database: str) -> None:
    opened(100_000, 500)

    def release() -> None:
        actions.release(key=uuid4(), day=DAY, pence=400, to="general", words="Help", decision=DECISION, by=BY, at=AT)

    assert len(at_once(*[release] * 4)) == 3


def test_two_agree_and_it_is_posted_once(own_database: str) -> None:
    opened()
    one, other = two()
    parts = [Part("meetings", 900, "general", Head.VOICE), Part("bank", -900)]
    entry = actions.record(key=uuid4(), day=DAY, words="A hall", parts=parts, basis=FILE, by=one, at=AT)
    said = at_once(*[lambda: actions.agree(entry=entry, by=other, at=AT)] * 3)
    assert said == ["This entry does not wait any more."] * 2
    assert Entry.objects.filter(posted=True).count() == 2


def test_one_receipt_sent_twice_at_once_is_claimed_once(own_database: str) -> None:
    Network.objects.create(pk=1, name="N", short_name="N", society_name="S", made_at=AT)
    one, _ = two()
    person = Person.objects.create(name="Petra", folded="petra", user=one, made_at=AT)
    photo = Picture("receipt.jpg", b"the same photo", 1, 1)

    def send() -> None:
        expenses.claim(
            key=uuid4(), person=person, day=DAY, words="Train", head=Head.VOICE, pence=900, receipt=photo, by=one, at=AT
        )

    assert at_once(*[send] * 4) == ["This receipt was claimed already."] * 3
    assert Expense.objects.count() == 1


@pytest.mark.parametrize("turn", range(3))
def test_what_is_posted_while_a_year_closes_is_in_it_or_refused(own_database: str, turn: int) -> None:
    opened()
    money_in(1_000)
    year = Year.objects.get()

    def close() -> None:
        closing.close(year=year, key=uuid4(), agreement=AGREEMENT, signed=signed(), by=BY, at=AFTER)

    said = at_once(lambda: money_in(70), close, lambda: money_in(5), close)
    closed = Year.objects.get()
    assert closed.state == YearState.CLOSED.value
    assert closed.result == result_of(closed)
    assert Entry.objects.filter(kind="surplus").count() == 1
    assert sum(line.pence for line in posted()) == 0
    assert len(said) >= 1


def test_a_line_does_not_slip_under_an_entry_that_is_being_posted(own_database: str) -> None:
    """Raw hands: one adds a line to a draft, one posts it. Either the line came first and the posting is refused, or
    the entry was posted and the line is refused."""
    opened()
    year = Year.objects.get()
    for _ in range(4):
        with transaction.atomic():
            entry = posting.draft(
                key=uuid4(), year=year, day=DAY, kind=EntryKind.ORDINARY, words="In", basis=FILE,
                parts=[Part("bank", 9), Part("grants", -9, "general")], by=BY, at=AT,
            )  # fmt: skip
        bank = entry.lines.get(pence=9)

        def post(entry: Entry = entry) -> None:
            with transaction.atomic():
                posting.held()
                posting.post(Entry.objects.get(pk=entry.pk))

        def slip(bank: Line = bank) -> None:
            Line.objects.create(entry_id=bank.entry_id, account_id=bank.account_id, pence=1)

        assert len(at_once(post, slip)) == 1
    for entry in Entry.objects.filter(posted=True):
        assert sum(line.pence for line in entry.lines.all()) == 0
