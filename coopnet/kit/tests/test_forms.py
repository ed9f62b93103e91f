from datetime import date

import pytest

from coopnet.kit.forms import Day, Line, OnceForm


class School(OnceForm):
    name = Line(label="Name", max_length=40)
    day = Day(label="Day", required=False)


def _form(**given: str) -> School:
    return School({"submission": "6f1e1c1e-8a8e-4b7e-9c8e-0a0b0c0d0e0f", **given})


def test_white_space_is_folded() -> None:
    form = _form(name="  Oak \t Lane ")
    assert form.is_valid()
    assert form.cleaned_data["name"] == "Oak Lane"


@pytest.mark.parametrize("bad", ["a\x00b", "a\x1bb", "a\u202eb", "a\x9bb"])
def test_characters_that_nobody_types_are_refused(bad: str) -> None:
    assert "name" in _form(name=bad).errors


@pytest.mark.parametrize("typed", ["2026-09-01", "1/9/2026", "01-09-2026", "1 September 2026", "1 Sep 2026"])
def test_a_day_may_be_typed_as_people_write_it(typed: str) -> None:
    form = _form(name="x", day=typed)
    assert form.is_valid(), form.errors
    assert form.cleaned_data["day"] == date(2026, 9, 1)


@pytest.mark.parametrize("typed", ["31/2/2026", "soon", "9999-01-01", "0001-01-01", "2026-13-01"])
def test_a_day_that_is_none_is_refused(typed: str) -> None:
    assert "day" in _form(name="x", day=typed).errors


def test_errors_are_tied_to_their_fields() -> None:
    form = _form(name="")
    assert not form.is_valid()
    assert form.fields["name"].widget.attrs["aria-describedby"] == "error_name"
