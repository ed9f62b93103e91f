"""What volunteers type."""

from datetime import date
from decimal import Decimal
from typing import Any

from django import forms

from coopnet.kit.forms import Day, Line, OnceForm, Words
from coopnet.volunteers.enums import HEAD_WORDS, SHOWN_WORDS


class ProfileForm(OnceForm):
    """A short profile."""

    helps_with = Words(
        label="What can you help with?",
        max_length=600,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Like: reading accounts, a visit to a small school, taking minutes.",
        error_messages={"required": "Say what you can help with."},
    )
    region = forms.ChoiceField(
        label="Where?", required=False, error_messages={"invalid_choice": "Choose one from the list."}
    )
    reach = Line(
        label="How should people reach you?",
        max_length=160,
        required=False,
        help_text="Whoever sees this profile sees it. Leave it out, and they write to the office.",
    )
    hours = forms.IntegerField(
        label="Hours a term that you can give",
        required=False,
        min_value=1,
        max_value=400,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        error_messages={
            "invalid": "Enter hours as a number, like 6.",
            "min_value": "Enter from 1 to 400 hours, or leave it out.",
            "max_value": "Enter from 1 to 400 hours, or leave it out.",
        },
    )
    until = Day(label="Until when?", required=False, help_text="The last day. Leave it out for no end.")
    shown_to = forms.ChoiceField(
        label="Who may see it?",
        widget=forms.RadioSelect,
        help_text="It is never public.",
        error_messages={"required": "Choose one.", "invalid_choice": "Choose one."},
    )

    def __init__(self, *args: Any, regions: list[tuple[str, str]], **kwargs: Any) -> None:
        self._regions = regions
        super().__init__(*args, **kwargs)

    def shape(self) -> None:
        for name, choices in (
            ("region", [("", "Anywhere"), *self._regions]),
            ("shown_to", [(one.value, words) for one, words in SHOWN_WORDS.items()]),
        ):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = choices


class HoursForm(OnceForm):
    """Time given on a day."""

    hours = forms.DecimalField(
        label="How many hours?",
        max_digits=5,
        decimal_places=2,
        min_value=Decimal("0.05"),
        max_value=Decimal(24),
        widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
        help_text="Like 2 or 1.5.",
        error_messages={
            "required": "Enter the hours, like 1.5.",
            "invalid": "Enter the hours, like 1.5.",
            "min_value": "Enter the hours, like 1.5.",
            "max_value": "A day has 24 hours.",
            "max_digits": "Enter the hours, like 1.5.",
            "max_decimal_places": "Enter the hours, like 1.5.",
            "max_whole_digits": "A day has 24 hours.",
        },
    )
    on = Day(label="On which day?")
    head = forms.ChoiceField(
        label="What for?", required=False, error_messages={"invalid_choice": "Choose one from the list."}
    )
    words = Line(label="In a few words", max_length=160, required=False, help_text="Only you see them.")

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        self._today = today
        super().__init__(*args, **kwargs)

    def shape(self) -> None:
        self.fields["on"].initial = self._today
        head = self.fields["head"]
        assert isinstance(head, forms.ChoiceField)
        head.choices = [("", "I would rather not say"), *((one.value, words) for one, words in HEAD_WORDS.items())]

    def clean_on(self) -> date:
        """A day that has come."""
        on: date = self.cleaned_data["on"]
        if on > self._today:
            raise forms.ValidationError("That day has not come yet.")
        return on

    @property
    def minutes(self) -> int:
        """Whole minutes, once the form is valid."""
        return max(1, int(self.cleaned_data["hours"] * 60))


class HandoverForm(OnceForm):
    """What the leaver writes."""

    notes = Words(
        label="What should whoever follows you know?",
        max_length=8000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text="Leave out what you were told in confidence, and names of pupils and staff.",
    )
    promises = Words(
        label="What have you promised that still runs?",
        max_length=4000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="One on a line: to whom, what, by when.",
    )


class OnForm(forms.Form):
    """A day to look back to."""

    on = Day(label="As on", required=False)
