"""Laws about the floors that import-linter cannot see: keys between models."""

import tomllib

from django.apps import apps

from tests.laws.source import ROOT


def _ranks() -> dict[str, int]:
    """Package -> floor, counted from the bottom, out of the import contract in pyproject.toml."""
    config = tomllib.loads((ROOT / "pyproject.toml").read_text())
    layers = config["tool"]["importlinter"]["contracts"][0]["layers"]
    return {package.strip(" ()"): rank for rank, layer in enumerate(reversed(layers)) for package in layer.split("|")}


def test_keys_point_down_the_floors() -> None:
    """A foreign key written as text escapes the linter; here it does not."""
    ranks = _ranks()
    wrong = []
    for model in apps.get_models():
        package = model.__module__.split(".")[1] if model.__module__.startswith("coopnet.") else ""
        if package not in ranks:
            continue
        for field in model._meta.get_fields():
            if not (field.concrete and field.is_relation) or field.related_model is None:
                continue
            target = field.related_model
            if isinstance(target, str) or not target.__module__.startswith("coopnet."):
                continue
            other = target.__module__.split(".")[1]
            if other != package and ranks[other] >= ranks[package]:
                wrong.append(f"{model.__name__}.{field.name} -> {other}.{target.__name__}")
    assert not wrong, wrong


def test_keys_across_subjects_leave_no_name_behind() -> None:
    """A lower model must not know who points at it: ``related_name`` ends in ``+`` across subjects."""
    wrong = []
    for model in apps.get_models():
        if not model.__module__.startswith("coopnet."):
            continue
        for field in model._meta.get_fields():
            if not (field.concrete and field.is_relation) or not isinstance(field.related_model, type):
                continue
            if not field.model.__module__.startswith("coopnet."):
                continue  # a field that Wagtail's page brings along
            target = field.related_model
            if not target.__module__.startswith("coopnet.") or field.name.endswith("_ptr"):
                continue
            if target.__module__.split(".")[1] != model.__module__.split(".")[1]:
                remote = getattr(field, "remote_field", None)
                if remote is not None and not remote.hidden:
                    wrong.append(f"{model.__name__}.{field.name}")
    assert not wrong, wrong


def test_every_package_says_what_it_is() -> None:
    for package in sorted((ROOT / "coopnet").iterdir()):
        if (package / "__init__.py").exists():
            assert (package / "__init__.py").read_text().startswith('"""'), package.name
