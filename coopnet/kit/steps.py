"""Steps of migrations that do not make Django draw every model anew.

For each table and each function of a migration Django draws all models that hang together, some three hundred of them,
and nearly all of ours hang together by the user. Making an empty database took most of its time with that.
"""

from collections.abc import Sequence
from typing import Any

from django.db import migrations, router
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ModelState, ProjectState


class WithoutModels(migrations.RunPython):
    """A function that asks for no models. It is handed the states of models in place of the models themselves."""

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        """Call it."""
        if router.allow_migrate(schema_editor.connection.alias, app_label, **self.hints):
            self.code(from_state, schema_editor)

    def database_backwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        """Call what undoes it."""
        if self.reverse_code is None:
            raise NotImplementedError("You cannot reverse this operation")
        if router.allow_migrate(schema_editor.connection.alias, app_label, **self.hints):
            self.reverse_code(from_state, schema_editor)


class Tables(Operation):
    """Several new tables: first all of them are known, then what hangs together with them is drawn once."""

    def __init__(self, tables: Sequence[migrations.CreateModel]) -> None:
        self.tables = list(tables)

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        """Make them known."""
        drawn = state.__dict__.pop("apps", None)
        for one in self.tables:
            one.state_forwards(app_label, state)
        if drawn is not None:
            state.__dict__["apps"] = drawn
            state.reload_models([(app_label, one.name_lower) for one in self.tables], delay=True)

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        """Make them, in order."""
        for one in self.tables:
            one.database_forwards(app_label, schema_editor, from_state, to_state)

    def database_backwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        """Drop them, the last first."""
        for one in reversed(self.tables):
            one.database_backwards(app_label, schema_editor, from_state, to_state)

    def describe(self) -> str:
        """What ``migrate`` says of it."""
        return "; ".join(one.describe() for one in self.tables)

    def references_model(self, name: str, app_label: str) -> bool:
        """Whether one of them is that model or points at it."""
        return any(one.references_model(name, app_label) for one in self.tables)


def at_once(operations: Sequence[Operation]) -> list[Operation]:
    """The same steps, new tables that follow one another taken together."""
    found: list[Operation] = []
    for one in operations:
        if not isinstance(one, migrations.CreateModel):
            found.append(one)
        elif found and isinstance(found[-1], Tables):
            found[-1].tables.append(one)
        else:
            found.append(Tables([one]))
    return found


def columns(state: ModelState) -> dict[str, str]:
    """Fields and their columns of a model that has one table of its own, as far as a migration knows it."""
    return {
        name: field.db_column or (f"{name}_id" if field.many_to_one or field.one_to_one else name)
        for name, field in state.fields.items()
        if not field.many_to_many
    }
