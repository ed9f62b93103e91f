"""Seeing to an address, and taking in a list of those who want no news."""

from typing import Any

from django import forms

from coopnet.kit.forms import Form, Line, OnceForm, Words
from coopnet.notices.addresses import reading
from coopnet.notices.enums import NoNews


class AllAgainForm(OnceForm):
    """To which address all of them go."""

    to = forms.EmailField(
        label="E-mail address",
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        error_messages={
            "required": "Enter an e-mail address.",
            "invalid": "Enter an e-mail address, like office@school.example.org.",
        },
    )


class LeaveForm(OnceForm):
    """Why nobody needs these letters any more."""

    why = Line(
        label="Why they need not go",
        help_text="For the record, such as: the school has closed.",
        error_messages={"required": "Say why they need not go."},
    )


class ListForm(Form):
    """A file, or lines typed or pasted."""

    file = forms.FileField(
        label="A file",
        required=False,
        allow_empty_file=True,
        help_text="CSV, as your newsletter program writes it. First those who unsubscribed, then those that bounced.",
        widget=forms.FileInput(attrs={"accept": ".csv,.txt,text/csv,text/plain"}),
    )
    lines = Words(
        label="Or lines",
        required=False,
        max_length=reading.MOST_BYTES,
        help_text="One address in each line.",
    )
    assume = forms.ChoiceField(
        label="Who is on it",
        widget=forms.RadioSelect,
        help_text="Where the list itself says so, it counts.",
        choices=[
            (NoNews.DECLINED.value, "People who want no news"),
            (NoNews.BOUNCED.value, "Addresses from which letters came back"),
            ("", "Both; a column says which"),
        ],
        initial=NoNews.DECLINED.value,
        required=False,
        error_messages={"invalid_choice": "Choose who is on the list."},
    )

    def clean(self) -> dict[str, Any]:
        """Reads the list into ``reading``."""
        data = super().clean() or {}
        file = data.get("file")
        if self.errors:
            return data
        if file is None and not data.get("lines"):
            raise forms.ValidationError("Choose a file, or paste some lines.")
        assume = NoNews(data["assume"]) if data.get("assume") else None
        try:
            if file is not None and (file.size or 0) > reading.MOST_BYTES:
                raise reading.Unreadable(
                    f"The file is larger than {reading.MOST_BYTES // 1024 // 1024} MB. Cut it into parts."
                )
            text = reading.decode(file.read()) if file is not None else data["lines"]
            data["reading"] = reading.read(text, assume=assume)
        except reading.Unreadable as error:
            raise forms.ValidationError(str(error)) from error
        return data


class TakeForm(OnceForm):
    """The list as it stood on the preview page."""

    refusals = Words(
        max_length=reading.MOST_BYTES,
        widget=forms.HiddenInput(attrs={"id": False}),
        error_messages={"required": "Give the list once more."},
    )

    def clean_refusals(self) -> dict[str, NoNews]:
        """The addresses. Whoever changed them on the way still adds nothing but refusals."""
        try:
            return reading.read(self.cleaned_data["refusals"], assume=NoNews.DECLINED).refusals
        except reading.Unreadable as error:
            raise forms.ValidationError(str(error)) from error
