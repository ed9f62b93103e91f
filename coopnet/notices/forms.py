"""Narrowing down the list of letters, and sending one again."""

from django import forms

from coopnet.kit.forms import Day, Form, OnceForm
from coopnet.notices import queries


class LettersForm(Form):
    """Which letters, made when."""

    group = forms.ChoiceField(
        label="Letters",
        required=False,
        choices=[(name, words) for name, (words, _) in queries.GROUPS.items()],
        error_messages={"invalid_choice": "Choose one from the list."},
    )
    since = Day(label="Since", required=False)
    until = Day(label="Until", required=False)


class AgainForm(OnceForm):
    """To which address."""

    to = forms.EmailField(
        label="E-mail address",
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        help_text="The same one, or another at which the school can be reached.",
        error_messages={
            "required": "Enter an e-mail address.",
            "invalid": "Enter an e-mail address, like office@school.example.org.",
        },
    )
