"""Controls of the promises that ``coopnet verify`` checks: how to break each one behind the back of our code.

Each subject lists its own in ``coopnet/<subject>/tests/controls.py`` as ``CONTROLS: dict[str, Control]`` by the name of
the invariant. ``tests/laws/test_controls.py`` runs them all and fails for an invariant without one.
"""

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec

from django.apps import apps
from django.db import connection


def nothing() -> None:
    """For a promise that an empty network can break."""


@dataclass(frozen=True, slots=True)
class Control:
    """``arrange`` makes healthy rows through ordinary actions, ``breaks`` spoils them by raw SQL.

    Both run in one transaction that is taken back; deferred foreign keys are not asked before its end. ``alone`` gives
    the control a database of its own without a transaction, for what SQLite refuses inside one.
    """

    breaks: Callable[[], None]
    arrange: Callable[[], None] = nothing
    alone: bool = False


def sql(statement: str, *values: str | int) -> None:
    """Raw SQL on the live database."""
    with connection.cursor() as cursor:
        cursor.execute(statement, list(values) or None)


def engine(*, sqlite: str, postgres: str) -> None:
    """Raw SQL that differs between the engines."""
    sql(sqlite if connection.vendor == "sqlite" else postgres)


def without_triggers(table: str) -> None:
    """Take our triggers of a table away, as only somebody with the database's own password can."""
    if connection.vendor == "postgresql":
        sql("SET CONSTRAINTS ALL IMMEDIATE")  # a table with pending checks cannot be altered
        sql(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = %s", [table])
        for (name,) in cursor.fetchall():
            cursor.execute(f"DROP TRIGGER {name}")


def gather() -> dict[str, Control]:
    """The controls of every subject."""
    found: dict[str, Control] = {}
    for app in apps.get_app_configs():
        module = f"{app.name}.tests.controls"
        if app.name.startswith("coopnet.") and find_spec(module):
            found |= import_module(module).CONTROLS
    return found
