from datetime import UTC, datetime

import pytest
from django.db import IntegrityError, connection, transaction

from coopnet.audit import actions
from coopnet.audit.models import Detail, Entry, Head
from coopnet.audit.rules import BadEntry
from coopnet.kit.actors import System

AT = datetime(2026, 9, 1, 9, tzinfo=UTC)
CLOCK = System("clock")


def note(words: str = "Began.", **more: object) -> Entry:
    return actions.record("terms.begun", subject="term:12", words=words, by=CLOCK, at=AT, **more)  # type: ignore[arg-type]  # test shorthand


def test_an_act_stands_behind_the_one_before(db: None) -> None:
    first, second = note(), note()
    assert (first.number, second.number) == (1, 2)
    assert first.digest != second.digest
    assert Head.objects.get().digest == second.digest


def test_an_act_that_fails_leaves_no_gap(db: None) -> None:
    note()

    @transaction.atomic
    def fails() -> None:
        note()
        raise RuntimeError

    with pytest.raises(RuntimeError):
        fails()
    assert note().number == 2


def test_words_with_separators_stay_on_one_line(db: None) -> None:
    note("one\x1ftwo\nthree\x00")
    assert Detail.objects.get().words == "one two three "


@pytest.mark.parametrize("subject", ["", "term 12", "term:\x1f", "x" * 161])
def test_a_subject_is_a_key_and_nothing_else(db: None, subject: str) -> None:
    with pytest.raises(BadEntry):
        actions.record("terms.begun", subject=subject, words="", by=CLOCK, at=AT)


def settle() -> None:
    """Have deferred constraints checked now: PostgreSQL truncates no table that still waits for them."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


TAMPERINGS = [
    "UPDATE audit_entry SET what = 'x' WHERE number = 1",
    "DELETE FROM audit_entry WHERE number = 2",
    "INSERT INTO audit_entry SELECT 9, at, what, subject, actor_key, '', 'x' FROM audit_entry WHERE number = 1",
    "UPDATE audit_detail SET words = 'x' WHERE entry_id = 1",
    "DELETE FROM audit_detail WHERE entry_id = 1",
    "UPDATE audit_head SET number = 1",
    "UPDATE audit_head SET number = 3, digest = 'x'",
    "DELETE FROM audit_head",
    "INSERT INTO audit_head (id, number, digest) VALUES (2, 0, 'x')",
]
SQLITE_TAMPERINGS = [
    "INSERT OR REPLACE INTO audit_head (id, number, digest) VALUES (1, 0, 'x')",
    "INSERT OR REPLACE INTO audit_entry SELECT 1, at, 'x', subject, actor_key, '', '' FROM audit_entry LIMIT 1",
    "INSERT OR REPLACE INTO audit_detail SELECT entry_id, salt, '', 'x', '' FROM audit_detail WHERE entry_id = 1",
    "UPDATE OR REPLACE audit_entry SET number = 1 WHERE number = 2",
]
POSTGRES_TAMPERINGS = [
    "TRUNCATE audit_detail",
    "TRUNCATE audit_entry CASCADE",
    "TRUNCATE audit_head",
]


@pytest.mark.parametrize("statement", TAMPERINGS + SQLITE_TAMPERINGS + POSTGRES_TAMPERINGS)
def test_the_database_itself_refuses_to_change_the_record(db: None, statement: str) -> None:
    if statement in SQLITE_TAMPERINGS and connection.vendor != "sqlite":
        statement = TAMPERINGS[0]
    if statement in POSTGRES_TAMPERINGS and connection.vendor != "postgresql":
        statement = TAMPERINGS[1]
    note()
    note()
    settle()
    with connection.cursor() as cursor, pytest.raises(IntegrityError), transaction.atomic():
        cursor.execute(statement)


def test_details_go_only_after_the_record_says_so(db: None) -> None:
    entry = note("Anna Example began.")
    actions.erase_details(number=entry.number, reason="she asked", by=CLOCK, at=AT)
    assert not Detail.objects.filter(pk=entry.number).exists()
    assert Entry.objects.order_by("-number").first().subject == "entry:1"  # type: ignore[union-attr]  # just written
    with pytest.raises(actions.NothingToErase):
        actions.erase_details(number=entry.number, reason="again", by=CLOCK, at=AT)
