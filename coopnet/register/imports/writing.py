"""Many rows into one table, quickly: ``executemany`` on SQLite, COPY on PostgreSQL.

Django's own bulk upsert compiles SQL per value and takes ten times as long on fifty columns. Values are plain: texts,
numbers, bytes, None; dates and JSON as texts.
"""

from collections.abc import Iterable, Sequence

from django.db import connection, models

Row = Sequence[str | int | bytes | None]


def insert(model: type[models.Model], columns: Sequence[str], rows: Sequence[Row]) -> None:
    """Insert new rows. ``columns`` are the database's own names; those left out are empty."""
    if not rows:
        return
    left_out = _left_out(model, columns)
    if left_out:
        columns = [*columns, *left_out]
        empty = tuple(left_out.values())
        rows = [(*row, *empty) for row in rows]
    table, names = _quoted(model, columns)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            _copy(cursor, f"COPY {table} ({names}) FROM STDIN", rows)
        else:
            marks = ", ".join(["%s"] * len(columns))
            cursor.executemany(f"INSERT INTO {table} ({names}) VALUES ({marks})", rows)  # noqa: S608 - own names only


def _left_out(model: type[models.Model], columns: Sequence[str]) -> dict[str, str | bytes | None]:
    """What stands in the columns that a statement does not name; the tables have no defaults of their own."""
    found: dict[str, str | bytes | None] = {}
    for field in model._meta.concrete_fields:
        column = str(field.column)
        if column in columns or field.primary_key:
            continue
        if field.null:
            found[column] = None
        elif isinstance(field, models.JSONField):
            found[column] = "{}"
        else:
            found[column] = b"" if isinstance(field, models.BinaryField) else ""
    return found


def update(model: type[models.Model], key: str, columns: Sequence[str], rows: Sequence[Row]) -> None:
    """Set ``columns`` of rows that exist. The last value of each row is that of ``key``, which must be unique."""
    if not rows:
        return
    table, _ = _quoted(model, columns)
    quote = connection.ops.quote_name
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            _, names = _quoted(model, [*columns, key])
            cursor.execute(
                f"CREATE TEMPORARY TABLE told ON COMMIT DROP AS SELECT {names} FROM {table} LIMIT 0"  # noqa: S608 - own names only
            )
            _copy(cursor, f"COPY told ({names}) FROM STDIN", rows)
            sets = ", ".join(f"{quote(name)} = told.{quote(name)}" for name in columns)
            cursor.execute(f"UPDATE {table} SET {sets} FROM told WHERE {table}.{quote(key)} = told.{quote(key)}")  # noqa: S608 - own names only
            cursor.execute("DROP TABLE told")
        else:
            sets = ", ".join(f"{quote(name)} = %s" for name in columns)
            cursor.executemany(f"UPDATE {table} SET {sets} WHERE {quote(key)} = %s", rows)  # noqa: S608 - own names only


def _quoted(model: type[models.Model], columns: Iterable[str]) -> tuple[str, str]:
    quote = connection.ops.quote_name
    return quote(model._meta.db_table), ", ".join(quote(name) for name in columns)


def _copy(cursor: object, statement: str, rows: Iterable[Row]) -> None:
    with cursor.copy(statement) as copy:  # type: ignore[attr-defined]  # psycopg's, behind Django's wrapper
        for row in rows:
            copy.write_row(row)
