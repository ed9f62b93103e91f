"""Asking the record of acts, and saying why one looks at details."""

from typing import Any

from django import forms

from coopnet.audit import queries
from coopnet.kit.forms import Day, Form, Line, OnceForm


class AskForm(Form):
    """Who, what, which thing, when. Everything may be left empty."""

    who = Line(label="Who", required=False, max_length=120)
    what = forms.ChoiceField(
        label="Kind of act",
        required=False,
        error_messages={"invalid_choice": "Choose a kind of act from the list."},
    )
    subject = Line(label="The thing itself", required=False, max_length=160, help_text="Its key, like term:12")
    since = Day(label="Since", required=False)
    until = Day(label="Until", required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        what = self.fields["what"]
        assert isinstance(what, forms.ChoiceField)
        what.choices = [("", "All"), *((kind, kind) for kind in queries.kinds())]


class OpenForm(OnceForm):
    """Why the details are needed."""

    reason = Line(
        label="Why do you need the details?",
        min_length=5,
        max_length=200,
        help_text="Your name and this reason will stand in the record.",
        error_messages={
            "required": "Enter why you need the details.",
            "min_length": "Enter a reason that others understand.",
        },
    )
