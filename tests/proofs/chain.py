"""Tampering with the record shows: 1,000 changes by raw SQL behind the back of the triggers, each one named.

The triggers are the first guard, so they are dropped here: what is proved is that the chain betrays whoever gets past.
"""

import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db import connection, transaction

from coopnet.audit import actions, checks, rules
from coopnet.audit.models import Entry, Head
from coopnet.kit.actors import System

AT = datetime(2026, 9, 1, 9, tzinfo=UTC)


def fill(entries: int) -> None:
    """A record with some details erased."""
    for number in range(1, entries + 1):
        actions.record(
            f"terms.{number % 7}",
            subject=f"term:{number}",
            words=f"Person {number} began.",
            by=System("proof"),
            at=AT + timedelta(minutes=number),
            details={"number": number},
        )
        if number % 40 == 0:
            actions.erase_details(number=number - 5, reason="asked for", by=System("proof"), at=AT)
    if connection.vendor == "postgresql":
        sql("SET CONSTRAINTS ALL IMMEDIATE")


def sql(statement: str, *values: str | int) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, list(values) or None)


def drop_triggers() -> None:
    """What only somebody with the database's own password can do."""
    for table in ("audit_entry", "audit_detail", "audit_head"):
        if connection.vendor == "postgresql":
            sql(f"ALTER TABLE {table} DISABLE TRIGGER USER")
    if connection.vendor == "sqlite":
        for name in checks.GUARDS:
            sql(f"DROP TRIGGER {name}")


def change_entry(chance: random.Random, size: int) -> None:
    column = chance.choice(["what", "subject", "actor_key", "detail_digest", "digest", "at"])
    value = "2026-01-01 00:00:00" if column == "at" else chance.choice(["x", f"y{chance.random()}"])
    sql(f"UPDATE audit_entry SET {column} = %s WHERE number = %s", value, chance.randint(1, size))


def change_one_letter(chance: random.Random, size: int) -> None:
    column = chance.choice(["words", "actor_name", "values", "salt"])
    sql(
        f'UPDATE audit_detail SET "{column}" = substr("{column}", 1, 3) || \'#\' || substr("{column}", 5) '
        "WHERE entry_id = (SELECT min(entry_id) FROM audit_detail WHERE entry_id >= %s)",
        chance.randint(1, size - 10),
    )


def remove_entry(chance: random.Random, size: int) -> None:
    number = chance.randint(1, size)
    sql("DELETE FROM audit_detail WHERE entry_id = %s", number)
    sql("DELETE FROM audit_entry WHERE number = %s", number)


def remove_details(chance: random.Random, size: int) -> None:
    sql(
        "DELETE FROM audit_detail WHERE entry_id = (SELECT min(entry_id) FROM audit_detail WHERE entry_id >= %s)",
        chance.randint(1, size - 10),
    )


def swap_entries(chance: random.Random, size: int) -> None:
    one, other = chance.sample(range(1, size + 1), 2)
    for column in ("what", "subject"):
        sql(
            f"UPDATE audit_entry SET {column} = CASE number WHEN %s THEN (SELECT {column} FROM audit_entry WHERE number"
            f" = %s) ELSE (SELECT {column} FROM audit_entry WHERE number = %s) END WHERE number IN (%s, %s)",
            one, other, one, one, other,
        )  # fmt: skip
    sql("UPDATE audit_entry SET what = what || '.' WHERE number = %s", one)


def move_head(chance: random.Random, size: int) -> None:
    sql("UPDATE audit_head SET number = number - %s", chance.randint(1, size - 1))


def forge_at_the_end(chance: random.Random, size: int) -> None:
    sql(
        "INSERT INTO audit_entry SELECT number + 1, at, 'forged', subject, actor_key, detail_digest, %s "
        "FROM audit_entry WHERE number = (SELECT max(number) FROM audit_entry)",
        f"{chance.random()}",
    )


def cut_the_end(chance: random.Random, size: int) -> None:
    """With the end set back to fit: only a check code outside betrays it."""
    last = size - chance.randint(1, 5)
    sql("DELETE FROM audit_detail WHERE entry_id > %s", last)
    sql("DELETE FROM audit_entry WHERE number > %s", last)
    sql("UPDATE audit_head SET number = %s, digest = (SELECT digest FROM audit_entry WHERE number = %s)", last, last)


def rewrite_the_rest(chance: random.Random, size: int) -> None:
    """One entry changed and every later digest worked out anew: only a check code outside betrays it."""
    first = chance.randint(1, size)
    sql("UPDATE audit_entry SET what = 'forged' WHERE number = %s", first)
    digest = Entry.objects.get(number=first - 1).digest if first > 1 else rules.START
    for entry in Entry.objects.filter(number__gte=first).order_by("number"):
        digest = rules.chain_digest(
            digest,
            number=entry.number,
            at=entry.at,
            what=entry.what,
            subject=entry.subject,
            actor_key=entry.actor_key,
            detail=entry.detail_digest,
        )
        sql("UPDATE audit_entry SET digest = %s WHERE number = %s", digest, entry.number)
    sql("UPDATE audit_head SET digest = %s", digest)


TAMPERINGS: list[Callable[[random.Random, int], None]] = [
    change_entry,
    change_one_letter,
    remove_entry,
    remove_details,
    swap_entries,
    move_head,
    forge_at_the_end,
    cut_the_end,
    rewrite_the_rest,
]


@contextmanager
def taken_back() -> Iterator[None]:
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def run(*, entries: int, trials: int, seed: int) -> None:
    """Tamper and look, again and again; every tampering must be named."""
    fill(entries)
    head = Head.objects.get()
    sent = [(head.number, head.digest)]
    assert list(checks.breaches(sent)) == []
    drop_triggers()
    chance = random.Random(seed)
    for trial in range(trials):
        tamper = TAMPERINGS[trial % len(TAMPERINGS)]
        with taken_back():
            tamper(chance, head.number)
            found = list(checks.breaches(sent))
            assert found, f"{tamper.__name__} in trial {trial} was not seen"
            assert all(breach.where.startswith("entry ") for breach in found)
    assert list(checks.breaches(sent)) == []


def test_a_thousand_tamperings(db: None, record_property: Any) -> None:
    run(entries=200, trials=1000, seed=1000)
    record_property("size", "1000 tamperings")
