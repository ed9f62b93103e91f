"""By which decision: the fields with which an officer names what a change rests on."""

from typing import Any

from django import forms

from coopnet.kit import basis
from coopnet.kit.basis import Basis
from coopnet.kit.forms import Day, Line, OnceForm


class DecidedForm(OnceForm):
    """Which body decided and when, or the reference of its decision in the record. ``cleaned_data["basis"]`` is it."""

    body = Line(
        label="Which body decided, and where?",
        max_length=200,
        required=False,
        help_text="Like: the board of the region, at its meeting in Exeter.",
    )
    day = Day(label="On which day?", required=False)
    decision = Line(
        label="Or its reference in the record of decisions",
        max_length=90,
        required=False,
        help_text="Like: western-board-2026-05-28-1.",
    )

    def clean(self) -> dict[str, Any]:
        """One of the two ways to name the decision; a reference must be there."""
        given = super().clean() or {}
        given["basis"] = None
        if given.get("decision"):
            given["basis"] = basis.find("decision", given["decision"])
            if given["basis"] is None:
                self.add_error(
                    "decision", "There is no such decision in the record. Look it up and copy its reference."
                )
        elif given.get("body") and given.get("day"):
            given["basis"] = Basis("minute", "", given["body"], given["day"])
        elif not self.errors:
            self.add_error("body", "Say which body decided and on which day, or give the reference.")
        return given


def fields_last(form: forms.Form) -> None:
    """Put the fields of the decision behind those of the change itself."""
    form.order_fields([name for name in form.fields if name not in DecidedForm.base_fields])
