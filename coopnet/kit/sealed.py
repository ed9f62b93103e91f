"""Rows that are never changed and never taken away once they are written, guarded by the database on both engines.

Immutable by law or rule: what was adopted, decided, issued, posted. ``open_columns`` may still be set (the day a thing
ends); what they may be set to is for their own constraints to say.
"""

from collections.abc import Sequence
from typing import Any

from django.db.migrations.state import ProjectState

from coopnet.kit.steps import WithoutModels, columns


def statements(
    vendor: str, *, name: str, table: str, columns: Sequence[str], message: str, deletable: str = ""
) -> tuple[list[str], list[str]]:
    """SQL that makes the guard over ``columns``, and SQL that takes it away.

    ``deletable``: a condition on ``OLD`` under which a row may be taken away all the same; without it, never.
    """
    message = message.replace("'", "''")
    kept = f"NOT ({deletable})" if deletable else "1 = 1"
    if vendor == "sqlite":
        changed = " OR ".join(f'NEW."{column}" IS NOT OLD."{column}"' for column in columns)
        make = [
            f"CREATE TRIGGER {name}_update BEFORE UPDATE ON {table} WHEN {changed}"
            f" BEGIN SELECT RAISE(ABORT, '{message}'); END",
            f"CREATE TRIGGER {name}_delete BEFORE DELETE ON {table} WHEN {kept}"
            f" BEGIN SELECT RAISE(ABORT, '{message}'); END",
        ]
        return make, [f"DROP TRIGGER {name}_update", f"DROP TRIGGER {name}_delete"]
    changed = " OR ".join(f'NEW."{column}" IS DISTINCT FROM OLD."{column}"' for column in columns)
    make = [
        f"""CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            IF TG_OP = 'DELETE' THEN
                IF {kept} THEN
                    RAISE EXCEPTION '{message}' USING ERRCODE = 'integrity_constraint_violation';
                END IF;
                RETURN OLD;
            END IF;
            IF {changed} THEN
                RAISE EXCEPTION '{message}' USING ERRCODE = 'integrity_constraint_violation';
            END IF;
            RETURN NEW;
        END $$""",
        f"CREATE TRIGGER {name} BEFORE UPDATE OR DELETE ON {table} FOR EACH ROW EXECUTE FUNCTION {name}()",
    ]
    return make, [f"DROP TRIGGER {name} ON {table}", f"DROP FUNCTION {name}()"]


def sealed(
    *, name: str, model: str, open_columns: Sequence[str] = (), message: str, deletable: str = ""
) -> WithoutModels:
    """A migration step that seals ``app.Model``. One that remakes the table on SQLite must set it again."""
    app, _, model_name = model.partition(".")

    def parts(states: ProjectState, vendor: str) -> tuple[list[str], list[str]]:
        known = states.models[app, model_name.lower()]
        names = [column for field, column in columns(known).items() if field not in open_columns]
        table = known.options.get("db_table") or f"{app}_{model_name.lower()}"
        return statements(vendor, name=name, table=table, columns=names, message=message, deletable=deletable)

    def forward(states: Any, editor: Any) -> None:
        for sql in parts(states, editor.connection.vendor)[0]:
            editor.execute(sql)

    def backward(states: Any, editor: Any) -> None:
        for sql in parts(states, editor.connection.vendor)[1]:
            editor.execute(sql)

    return WithoutModels(forward, backward)
