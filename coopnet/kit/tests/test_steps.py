"""Tables made at once are those that Django makes one by one."""

from collections.abc import Sequence
from typing import Any

import pytest
from django.apps import apps
from django.db import connection, migrations, models
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState

from coopnet.kit import steps
from coopnet.kit.steps import Tables, WithoutModels, at_once


def tables() -> list[Operation]:
    key = ("id", models.BigAutoField(primary_key=True))
    return [
        migrations.CreateModel(name="Shelf", fields=[key, ("name", models.CharField(max_length=9))]),
        migrations.CreateModel(
            name="Book",
            fields=[key, ("shelf", models.ForeignKey("kit.Shelf", models.CASCADE, related_name="books")),
                    ("user", models.ForeignKey("accounts.User", models.CASCADE, related_name="shelved"))],
            options={"constraints": [models.UniqueConstraint(fields=["shelf", "user"], name="one_book")]},
        ),
        migrations.AddField("Shelf", "best", models.ForeignKey("kit.Book", models.CASCADE, null=True)),
        migrations.CreateModel(name="Box", fields=[key, ("shelf", models.ForeignKey("kit.Shelf", models.CASCADE))]),
    ]  # fmt: skip


def ground() -> ProjectState:
    """The models of today, drawn."""
    state = ProjectState.from_apps(apps)
    assert state.apps
    return state


def after(steps_taken: Sequence[Operation]) -> ProjectState:
    state = ground()
    for one in steps_taken:
        one.state_forwards("kit", state)
    return state


def test_new_tables_that_follow_one_another_are_taken_together_and_nothing_else_moves() -> None:
    taken = at_once(tables())
    assert [type(one) for one in taken] == [Tables, migrations.AddField, Tables]
    assert taken[0].describe() == "Create model Shelf; Create model Book"


def test_what_is_known_after_them_is_the_same() -> None:
    ordinary, quick = after(tables()), after(at_once(tables()))
    assert quick.models == ordinary.models
    for name in ("shelf", "book", "box"):
        one, other = (state.apps.get_model("kit", name)._meta for state in (quick, ordinary))
        assert [field.column for field in one.concrete_fields] == [field.column for field in other.concrete_fields]
        assert {r.name for r in one.related_objects} == {r.name for r in other.related_objects}
    assert "shelved" in {r.name for r in quick.apps.get_model("accounts", "User")._meta.related_objects}


class Editor:
    """Writes down what it is asked to do."""

    def __init__(self) -> None:
        self.connection = connection
        self.told: list[str] = []

    def create_model(self, model: Any) -> None:
        self.told.append(f"+ {model._meta.db_table} {len(model._meta.constraints)}")

    def delete_model(self, model: Any) -> None:
        self.told.append(f"- {model._meta.db_table}")


def test_they_are_made_in_order_and_dropped_the_last_first() -> None:
    editor: Any = Editor()
    first = at_once(tables())[0]
    before, then = ground(), ground()
    first.state_forwards("kit", then)
    first.database_forwards("kit", editor, before, then)
    first.database_backwards("kit", editor, then, before)
    assert editor.told == ["+ kit_shelf 0", "+ kit_book 1", "- kit_book", "- kit_shelf"]


def test_a_function_without_models_draws_none(monkeypatch: pytest.MonkeyPatch) -> None:
    def drawn(_state: Any) -> Any:
        raise AssertionError("drawn")

    monkeypatch.setattr(ProjectState, "apps", property(drawn))
    told: list[str] = []
    step = WithoutModels(lambda _s, _e: told.append("forward"), lambda _s, _e: told.append("back"))
    editor: Any = Editor()
    step.database_forwards("kit", editor, ProjectState(), ProjectState())
    step.database_backwards("kit", editor, ProjectState(), ProjectState())
    with pytest.raises(AssertionError, match="drawn"):  # the control: Django's own draws all
        migrations.RunPython(lambda _s, _e: None).database_forwards("kit", editor, ProjectState(), ProjectState())
    assert told == ["forward", "back"]


@pytest.mark.parametrize("model", ["register.establishment", "register.group", "accounts.user"])
def test_columns_are_known_without_drawing(model: str) -> None:
    state = ground()
    meta = state.apps.get_model(model)._meta
    known = steps.columns(state.models[meta.app_label, str(meta.model_name)])
    assert list(known.values()) == [field.column for field in meta.local_concrete_fields]
