"""Rows of every table in a form that belongs to no engine: one JSON array a row, columns by name, order by key.

Values are read below the models, so a field that turns its value into an object (a page's body, a file) is carried
as what is stored. What is left out, and why, stands in LEFT_OUT; a law compares both lists with the database.
"""

import base64
import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db import connection, models
from django.db.models.expressions import Col

LEFT_OUT = {
    "django_migrations": "compared with the manifest instead",
    "django_session": "open sessions end with a restore",
    "usersessions_usersession": "open sessions end with a restore",
    "account_emailconfirmation": "secrets that live for minutes",
    "sign_in_signincode": "secrets that live for minutes",
    "notices_secret": "secrets that live for minutes",
    "kit_cache": "a cache",
    "wagtailsearch_indexentry": "derived; built anew after a restore",
    "wagtailsearch_indexentry_fts": "derived; built anew after a restore",
    "wagtailadmin_editingsession": "who has an editor open at the moment",
    "wagtailadmin_formstate": "forms that are open at the moment",
    "django_tasks_database_dbtaskresult": "the queue of jobs; whatever must not be lost stands in our own tables",
    "operations_scheduledjob": "when the jobs of this machine ran",
}

_KINDS: dict[str, type[models.Field[Any, Any]]] = {
    "AutoField": models.IntegerField,
    "BigAutoField": models.BigIntegerField,
    "SmallAutoField": models.SmallIntegerField,
    "FileField": models.CharField,
    "GenericIPAddressField": models.CharField,
}
_PLAIN = {
    "BigIntegerField", "BinaryField", "BooleanField", "CharField", "DateField", "DateTimeField", "DecimalField",
    "DurationField", "FloatField", "IntegerField", "JSONField", "PositiveBigIntegerField", "PositiveIntegerField",
    "PositiveSmallIntegerField", "SlugField", "SmallIntegerField", "TextField", "TimeField", "URLField", "UUIDField",
}  # fmt: skip


class UnknownColumn(TypeError):
    """A column of a kind that a backup does not know yet. A law finds it before any network does."""


@dataclass(frozen=True, slots=True)
class Column:
    """A stored column: ``kind`` is Django's internal type, ``plain`` a bare field of that type."""

    name: str
    kind: str
    plain: models.Field[Any, Any]


@dataclass(frozen=True, slots=True)
class Table:
    """A table that a backup carries. ``counter`` is the column that counts by itself, if there is one."""

    name: str
    columns: tuple[Column, ...]
    key: Column
    counter: str | None


def _column(field: Any) -> Column:
    target = field
    while target.is_relation:
        target = target.target_field
    kind = target.get_internal_type()
    if kind in _KINDS:
        plain: models.Field[Any, Any] = _KINDS[kind]()
    elif kind in _PLAIN:
        options = (
            {"max_digits": target.max_digits, "decimal_places": target.decimal_places} if kind == "DecimalField" else {}
        )
        plain = getattr(models, kind)(**options)
    else:
        raise UnknownColumn(f"{field.model._meta.db_table}.{field.column} is a {kind}, which no backup carries yet.")
    return Column(field.column, plain.get_internal_type(), plain)


def tables() -> list[Table]:
    """Every table that a backup carries, by name."""
    found = {}
    for model in apps.get_models(include_auto_created=True):
        meta = model._meta
        if meta.proxy or not meta.managed or meta.db_table in LEFT_OUT:
            continue
        stored = [field for field in meta.local_concrete_fields if not getattr(field, "generated", False)]
        columns = {column.name: column for column in map(_column, stored)}
        key = meta.pk
        counts = isinstance(key, models.AutoField | models.BigAutoField | models.SmallAutoField)
        found[meta.db_table] = Table(
            name=meta.db_table,
            columns=tuple(columns[name] for name in sorted(columns)),
            key=_column(key),
            counter=key.column if counts else None,
        )
    return [found[name] for name in sorted(found)]


def left_out_here() -> list[str]:
    """The left-out tables that this database has, without those that are rewritten by others' triggers."""
    there = set(connection.introspection.table_names())
    return sorted(there & LEFT_OUT.keys() - {"django_migrations", "wagtailsearch_indexentry_fts"})


def _quoted(names: Iterable[str]) -> str:
    return ", ".join(connection.ops.quote_name(name) for name in names)


def rows(table: Table, *, at_once: int = 2000) -> Iterator[list[Any]]:
    """All rows of a table in the order of its key, as values for JSON. Streams; call it inside a transaction."""
    order = connection.ops.quote_name(table.key.name)
    if connection.vendor == "postgresql" and isinstance(table.key.plain, models.CharField | models.TextField):
        order += ' COLLATE "C"'
    readers = [_reader(table, column) for column in table.columns]
    columns = _quoted(column.name for column in table.columns)
    name = connection.ops.quote_name(table.name)
    with connection.chunked_cursor() as cursor:
        cursor.execute(f"SELECT {columns} FROM {name} ORDER BY {order}")  # noqa: S608 - quoted names of our own models
        while chunk := cursor.fetchmany(at_once):
            for row in chunk:
                yield [read(value) for read, value in zip(readers, row, strict=True)]


def insert(table: Table, lines: Iterable[list[Any]], *, at_once: int = 500) -> int:
    """Write rows that came from ``rows`` of either engine. Returns how many."""
    writers = [_writer(column) for column in table.columns]
    columns = _quoted(column.name for column in table.columns)
    marks = ", ".join(["%s"] * len(writers))
    name = connection.ops.quote_name(table.name)
    statement = f"INSERT INTO {name} ({columns}) VALUES ({marks})"  # noqa: S608 - quoted names of our own models
    count = 0
    batch: list[list[Any]] = []
    with connection.cursor() as cursor:
        for line in lines:
            batch.append([write(value) for write, value in zip(writers, line, strict=True)])
            if len(batch) == at_once:
                cursor.executemany(statement, batch)
                count, batch = count + len(batch), []
        if batch:
            cursor.executemany(statement, batch)
    return count + len(batch)


def _reader(table: Table, column: Column) -> Callable[[Any], Any]:
    expression = Col(table.name, column.plain)
    if column.kind == "JSONField":
        return lambda value: None if value is None else canonical(json.loads(value))
    converters = [*connection.ops.get_db_converters(expression), *column.plain.get_db_converters(connection)]

    def read(value: Any) -> Any:
        for convert in converters:
            value = convert(value, expression, connection)
        return _as_json(value)

    return read


def _as_json(value: Any) -> Any:
    match value:
        case None | bool() | int() | str() | float():
            return value
        case datetime():
            return value.astimezone(UTC).isoformat(timespec="microseconds")
        case date() | time():
            return value.isoformat()
        case UUID() | Decimal():
            return str(value)
        case timedelta():
            return value // timedelta(microseconds=1)
        case bytes() | memoryview() | bytearray():
            return base64.b64encode(bytes(value)).decode()
    raise UnknownColumn(f"A backup cannot carry a {type(value).__name__}.")


_FROM_JSON: dict[str, Callable[[Any], Any]] = {
    "DateTimeField": datetime.fromisoformat,
    "DateField": date.fromisoformat,
    "TimeField": time.fromisoformat,
    "UUIDField": UUID,
    "DecimalField": Decimal,
    "DurationField": lambda value: timedelta(microseconds=value),
    "BinaryField": base64.b64decode,
}


def _writer(column: Column) -> Callable[[Any], Any]:
    if column.kind == "JSONField":
        return lambda value: None if value is None else connection.ops.adapt_json_value(json.loads(value), None)
    parse = _FROM_JSON.get(column.kind, lambda value: value)
    return lambda value: None if value is None else column.plain.get_db_prep_save(parse(value), connection)


def canonical(value: Any) -> str:
    """One text for one value, on every engine."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def counters() -> dict[str, int]:
    """The last number that each counting table has given out, so that none is given twice after a restore."""
    ours = {table.name: table.counter for table in tables() if table.counter}
    found = dict.fromkeys(ours, 0)
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT name, seq FROM sqlite_sequence")
            found |= {name: number for name, number in cursor.fetchall() if name in ours}
            return dict(sorted(found.items()))
        for name, column in ours.items():
            cursor.execute("SELECT pg_get_serial_sequence(%s, %s)", [connection.ops.quote_name(name), column])
            sequence = cursor.fetchone()[0]
            cursor.execute(f"SELECT CASE WHEN is_called THEN last_value ELSE 0 END FROM {sequence}")  # noqa: S608 - from the catalogue
            found[name] = cursor.fetchone()[0]
    return dict(sorted(found.items()))


def set_counters(values: dict[str, int]) -> None:
    """Let each counting table go on after this number."""
    ours = {table.name: table.counter for table in tables() if table.counter}
    with connection.cursor() as cursor:
        for name, number in values.items():
            if name not in ours:
                continue
            if connection.vendor == "sqlite":
                cursor.execute("DELETE FROM sqlite_sequence WHERE name = %s", [name])
                if number:
                    cursor.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (%s, %s)", [name, number])
            else:
                cursor.execute(
                    "SELECT setval(pg_get_serial_sequence(%s, %s), %s, %s)",
                    [connection.ops.quote_name(name), ours[name], max(number, 1), number > 0],
                )
