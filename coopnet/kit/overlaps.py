"""Periods of one thing that must never overlap, guarded by the database itself on both engines.

PostgreSQL could do it with an exclusion constraint, but only with an extension that not every host allows; SQLite
cannot at all. So a trigger looks for a second period that shares a day. On PostgreSQL it first takes a lock on the
table's name and key, so that two transactions cannot slip past one another.
"""

from collections.abc import Sequence
from typing import Any

from coopnet.kit.steps import WithoutModels

_LAST = "'9999-12-31'"


def statements(vendor: str, *, name: str, table: str, keys: Sequence[str], message: str) -> tuple[list[str], list[str]]:
    """SQL that makes the guard, and SQL that takes it away. The table has ``id``, ``starts`` and ``ends``.

    A ``starts`` of null counts as since ever, an ``ends`` of null as still running.
    """
    message = message.replace("'", "''")
    same = " AND ".join(f"other.{key} = NEW.{key}" for key in keys)
    if vendor == "sqlite":
        clash = (
            f"EXISTS (SELECT 1 FROM {table} other WHERE {same} AND other.id IS NOT NEW.id"  # noqa: S608 - names are ours
            f" AND COALESCE(other.starts, '0001-01-01') < COALESCE(NEW.ends, {_LAST})"
            f" AND COALESCE(NEW.starts, '0001-01-01') < COALESCE(other.ends, {_LAST}))"
        )
        make = [
            f"CREATE TRIGGER {name}_{moment.lower()} BEFORE {moment} ON {table} WHEN {clash}"
            f" BEGIN SELECT RAISE(ABORT, '{message}'); END"
            for moment in ("INSERT", "UPDATE")
        ]
        return make, [f"DROP TRIGGER {name}_insert", f"DROP TRIGGER {name}_update"]
    lock = " || ':' || ".join(f"NEW.{key}" for key in keys)
    clash = (
        f"EXISTS (SELECT 1 FROM {table} other WHERE {same} AND other.id IS DISTINCT FROM NEW.id"  # noqa: S608 - as above
        f" AND daterange(other.starts, other.ends) && daterange(NEW.starts, NEW.ends))"
    )
    make = [
        f"""CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            PERFORM pg_advisory_xact_lock(hashtext('{name}:' || {lock}));
            IF {clash} THEN
                RAISE EXCEPTION '{message}' USING ERRCODE = 'exclusion_violation';
            END IF;
            RETURN NEW;
        END $$""",
        f"CREATE TRIGGER {name} BEFORE INSERT OR UPDATE ON {table} FOR EACH ROW EXECUTE FUNCTION {name}()",
    ]
    return make, [f"DROP TRIGGER {name} ON {table}", f"DROP FUNCTION {name}()"]


def no_overlap(*, name: str, table: str, keys: Sequence[str], message: str) -> WithoutModels:
    """A migration step that sets the guard. A later migration that remakes the table on SQLite must set it again."""

    def forward(_states: Any, editor: Any) -> None:
        for sql in statements(editor.connection.vendor, name=name, table=table, keys=keys, message=message)[0]:
            editor.execute(sql)

    def backward(_states: Any, editor: Any) -> None:
        for sql in statements(editor.connection.vendor, name=name, table=table, keys=keys, message=message)[1]:
            editor.execute(sql)

    return WithoutModels(forward, backward)
