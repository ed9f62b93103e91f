"""A network saved by an earlier version is taken over whole: its money, its history and its record stay (O7).

The tables are made by the steps that the saved version had taken, filled with its rows, and brought up to date as
``coopnet upgrade`` does it. Then every promise is asked for, and every saved row is looked for again.
"""

import gzip
import json
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.db import connection, models
from django.db.migrations.executor import MigrationExecutor

from coopnet.kit import registry
from coopnet.operations import database

SAVED = sorted((Path(__file__).parent / "saved").glob("*.json.gz"))
AT = datetime(2026, 12, 1, 9, tzinfo=UTC)


def _empty() -> None:
    """The database without any table."""
    if connection.vendor == "sqlite":
        name = Path(str(connection.settings_dict["NAME"]))
        connection.close()
        for path in name.parent.glob(f"{name.name}*"):
            path.unlink()
        return
    with connection.cursor() as cursor:
        cursor.execute("DROP SCHEMA public CASCADE")
        cursor.execute("CREATE SCHEMA public")


def _as_then(steps: list[tuple[str, str]]) -> None:
    """The tables as the saved version had them."""
    executor = MigrationExecutor(connection)
    known = [step for step in steps if step in executor.loader.graph.nodes]
    last = [
        step for step in known if not any(child in known for child in executor.loader.graph.node_map[step].children)
    ]
    executor.migrate(last)


def _guards() -> list[tuple[str, str]]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
        return [(str(name), str(sql)) for name, sql in cursor.fetchall()]


def _typed(kind: Any, value: Any) -> Any:
    """A saved value as both engines take it."""
    if value is None:
        return None
    if kind is models.BooleanField:
        return bool(value)
    return bytes.fromhex(value.removeprefix("hex:")) if kind is models.BinaryField else value


def _fill(tables: dict[str, Any]) -> None:
    """The saved rows, past the guards: they were let in when they were written."""
    kinds = {model._meta.db_table: model for model in apps.get_models(include_auto_created=True)}
    with connection.cursor() as cursor:
        guards = _guards() if connection.vendor == "sqlite" else []
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA foreign_keys = OFF")
            for name, _ in guards:
                cursor.execute(f'DROP TRIGGER "{name}"')
        else:
            cursor.execute("SET session_replication_role = replica")
        for table, held in tables.items():
            cursor.execute(f'DELETE FROM "{table}"')
            kinds_of = {field.column: type(field) for field in kinds[table]._meta.concrete_fields}
            columns = ", ".join(f'"{column}"' for column in held["columns"])
            marks = ", ".join(["%s"] * len(held["columns"]))
            for row in held["rows"]:
                values = [
                    _typed(kinds_of.get(column), value) for column, value in zip(held["columns"], row, strict=True)
                ]
                cursor.execute(f'INSERT INTO "{table}" ({columns}) VALUES ({marks})', values)
            if connection.vendor != "sqlite" and "id" in held["columns"]:
                cursor.execute(
                    "SELECT setval(seq, (SELECT max(id) FROM " + f'"{table}"' + ")) FROM "
                    "(SELECT pg_get_serial_sequence(%s, 'id') AS seq) AS s WHERE seq IS NOT NULL",
                    [f'"{table}"'],
                )
        for _, sql in guards:
            cursor.execute(sql)
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA foreign_keys = ON")
        else:
            cursor.execute("SET session_replication_role = origin")


def _plain(value: Any) -> str:
    """A value as both engines tell it."""
    if isinstance(value, bool):
        return str(int(value))
    if isinstance(value, bytes | memoryview):
        return f"hex:{bytes(value).hex()}"
    if isinstance(value, datetime):
        return (value if value.tzinfo else value.replace(tzinfo=UTC)).astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, dict | list):
        return json.dumps(value, sort_keys=True)
    text = str(value)
    if text[:1] in "[{":
        try:
            return json.dumps(json.loads(text), sort_keys=True)
        except ValueError:
            return text
    bare = text.replace("-", "")
    return bare if len(bare) == 32 else text.removesuffix("+00:00")[:19] if text[4:5] == "-" else text


def _found(table: str, columns: list[str]) -> list[list[str]]:
    names = ", ".join(f'"{column}"' for column in columns)
    with connection.cursor() as cursor:
        cursor.execute(f'SELECT {names} FROM "{table}"')
        return sorted([_plain(value) for value in row] for row in cursor.fetchall())


def _lost(tables: dict[str, Any]) -> dict[str, list[list[str]]]:
    """Saved rows that are not there any more as they were, by their table."""
    lost = {}
    for table, held in tables.items():
        found = _found(table, held["columns"])
        gone = [row for row in ([_plain(value) for value in row] for row in held["rows"]) if row not in found]
        if gone:
            lost[table] = gone
    return lost


@pytest.mark.parametrize("saved", SAVED, ids=lambda path: path.name.removesuffix(".json.gz"))
def test_a_saved_network_is_taken_over_whole(own_database: str, saved: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = json.loads(gzip.decompress(saved.read_bytes()))
    _empty()
    _as_then([(app, name) for app, name in whole["steps"]])
    _fill(whole["tables"])
    assert database.state() in ("behind", "current")
    monkeypatch.setattr(database, "_keep_a_copy", lambda echo: None)
    database.ensure(echo=lambda line: None, with_facts=False, upgrade=True)
    assert database.state() == "current"
    lost = _lost(whole["tables"])
    # The end of the chain moves on with the acts of the upgrade itself; all that it stood on is there.
    lost.pop("audit_head", None)
    assert lost == {}
    for table in ("ledger_entry", "ledger_line", "subscriptions_invoice", "subscriptions_payment",
                  "membership_statechange", "membership_period", "decisions_decision"):  # fmt: skip
        held = whole["tables"][table]
        assert len(_found(table, held["columns"])) == len(held["rows"]), table
    broken = [(one.name, list(one.check(AT))) for one in registry.invariants()]
    assert [(name, breaches) for name, breaches in broken if breaches and not name.endswith(".files")] == []

    # The control: a row that says a penny more than what was saved is missed.
    line = whole["tables"]["ledger_line"]
    line["rows"][0][line["columns"].index("pence")] += 1
    assert set(_lost(whole["tables"])) - {"audit_head"} == {"ledger_line"}


def test_there_is_a_saved_network() -> None:
    assert SAVED
