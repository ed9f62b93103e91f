"""Looking at the domain, and sending a letter to oneself."""

import re

from django import forms

from coopnet.kit.forms import Form, Line, OnceForm
from coopnet.notices.enums import Kind
from coopnet.notices.models import RefusalsList

_SELECTOR = re.compile(r"[a-z0-9]([a-z0-9._-]{0,60}[a-z0-9])?", re.IGNORECASE)


class LookForm(Form):
    """Where the key of the mail firm stands, if one knows."""

    selector = Line(
        label="Word before ._domainkey",
        required=False,
        max_length=62,
        help_text="Your mail firm shows it with its DKIM record, such as s1.",
    )

    def clean_selector(self) -> str:
        """A word of a name, and nothing else."""
        word: str = self.cleaned_data["selector"]
        if word and not _SELECTOR.fullmatch(word):
            raise forms.ValidationError("Give the word alone, such as s1.")
        return word


class TestForm(OnceForm):
    """Which of the two senders to try."""

    __test__ = False  # no test, though its name begins like one

    kind = forms.ChoiceField(
        label="Try",
        widget=forms.RadioSelect,
        choices=[(Kind.NOTICE.value, "The sender of notices"), (Kind.NEWS.value, "The sender of news")],
        initial=Kind.NOTICE.value,
        error_messages={"required": "Choose one.", "invalid_choice": "Choose one."},
    )

    def clean_kind(self) -> Kind:
        """News waits for the list of refusals, even to oneself."""
        kind = Kind(self.cleaned_data["kind"])
        if kind is Kind.NEWS and not RefusalsList.objects.exists():
            raise forms.ValidationError("Say first who gets no news: until then no news leaves.")
        return kind
