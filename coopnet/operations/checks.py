"""Promises about the database as a whole that ``verify`` checks, whatever the rows mean."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from django.apps import apps
from django.db import connection
from django.db.models import CheckConstraint, Model, UniqueConstraint

from coopnet.kit.registry import Breach, Invariant, add_invariant
from coopnet.operations import rehearsal, tables

SUBJECT = "database"
MOST = 20


def _one(statement: str) -> Any:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return cursor.fetchone()[0]


def writes_are_safe(at: datetime) -> Iterable[Breach]:
    """Whatever was acknowledged survives a power cut."""
    if connection.vendor == "sqlite":
        wanted: list[tuple[str, object, str]] = [
            ("synchronous", 2, "FULL"),
            ("journal_mode", "wal", "WAL"),
            ("foreign_keys", 1, "ON"),
        ]
        for pragma, value, words in wanted:
            if _one(f"PRAGMA {pragma}") != value:
                yield Breach(f"PRAGMA {pragma}", f"is {_one(f'PRAGMA {pragma}')}, not {words}")
        return
    for setting in ("fsync", "full_page_writes", "synchronous_commit"):
        if _one(f"SHOW {setting}") == "off":
            yield Breach(f"setting {setting}", "is off: what was acknowledged may be lost in a power cut")


def _models() -> list[type[Model]]:
    return [m for m in apps.get_models(include_auto_created=True) if m._meta.managed and not m._meta.proxy]


def keys_lead_somewhere(at: datetime) -> Iterable[Breach]:
    """Every row that points to another points to one that is there."""
    quote = connection.ops.quote_name
    there = set(connection.introspection.table_names())
    for model in _models():
        if model._meta.db_table not in there or model._meta.db_table in tables.LEFT_OUT:
            continue
        for field in model._meta.local_concrete_fields:
            if not field.is_relation or not getattr(field, "db_constraint", False):
                continue
            target: Any = field
            column, other = quote(target.column), quote(target.target_field.column)
            count = _one(
                f"SELECT count(*) FROM {quote(model._meta.db_table)} a WHERE a.{column} IS NOT NULL AND NOT EXISTS "  # noqa: S608 - quoted names of our own models
                f"(SELECT 1 FROM {quote(target.related_model._meta.db_table)} b WHERE b.{other} = a.{column})"
            )
            if count:
                yield Breach(f"{model._meta.db_table}.{field.column}", f"{count} rows point to nothing")


# Their one row has the number 1, which no counter gave; a constraint refuses any other.
ONE_ROW = ("kit_network", "audit_head")


def numbers_are_given_once(at: datetime) -> Iterable[Breach]:
    """No table gives out a number that it has given out before."""
    quote = connection.ops.quote_name
    highest = {
        table.name: _one(f"SELECT coalesce(max({quote(table.counter)}), 0) FROM {quote(table.name)}")  # noqa: S608 - as above
        for table in tables.tables()
        if table.counter is not None and table.name not in ONE_ROW
    }
    # Asked last: a counter only grows, so a row that comes in between is no breach.
    given = tables.counters()
    for name, number in highest.items():
        if number > given[name]:
            yield Breach(name, f"has a row {number}, but counts from {given[name]}")


def guards_stand(at: datetime) -> Iterator[Breach]:
    """Every named rule that a model declares is there in the database."""
    for model in _models():
        named = {c.name for c in model._meta.constraints if isinstance(c, CheckConstraint | UniqueConstraint)}
        if not named:
            continue
        with connection.cursor() as cursor:
            there = connection.introspection.get_constraints(cursor, model._meta.db_table)
        longest = connection.ops.max_name_length() or 200  # PostgreSQL cuts the names that libraries make too long
        for name in sorted(name for name in named if name[:longest] not in there):
            yield Breach(f"{model._meta.db_table}.{name}", "is missing: the database no longer enforces it")


INVARIANTS = [
    Invariant("database.safe-writes", "What was acknowledged survives a power cut.", SUBJECT, writes_are_safe),
    Invariant(
        "database.keys", "Every row that points to another points to one that is there.", SUBJECT, keys_lead_somewhere
    ),
    Invariant("database.counters", "No number is given out twice.", SUBJECT, numbers_are_given_once),
    Invariant("rehearsal.letters", "While a network rehearses no letter leaves.", "letters", rehearsal.nothing_left),
    Invariant("database.rules", "Every rule that the tables had is still enforced.", SUBJECT, guards_stand),
]


def declare() -> None:
    """Make them known."""
    for invariant in INVARIANTS:
        add_invariant(invariant)
