"""What is typed about new members."""

from typing import Any

from django import forms

from coopnet.kit.forms import Line, OnceForm, Words

_ONE = {"required": "Choose one.", "invalid_choice": "Choose one from the list."}


class WentForm(OnceForm):
    """How the first ninety days went."""

    text = Words(
        label="How did your first ninety days go?",
        help_text="What helped, what was missing? A few words will do.",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": "Write a few words, or leave this page."},
    )


class _Choosing(OnceForm):
    """A form whose choices are known only when it is shown."""

    choosing = ""

    def __init__(self, *args: Any, choices: list[tuple[str, str]], **kwargs: Any) -> None:
        self._choices = choices
        super().__init__(*args, **kwargs)

    def shape(self) -> None:
        field = self.fields[self.choosing]
        assert isinstance(field, forms.ChoiceField)
        field.choices = self._choices


class ContactForm(_Choosing):
    """Who is the named contact."""

    choosing = "person"
    person = forms.ChoiceField(label="Who is the named contact?", error_messages=_ONE)


class BuddyForm(_Choosing):
    """Which school may walk beside the new one."""

    choosing = "member"
    member = forms.ChoiceField(
        label="Which school may walk beside it?",
        help_text="The most alike and the nearest stand first.",
        widget=forms.RadioSelect,
        error_messages=_ONE,
    )


class StepForm(OnceForm):
    """One more step."""

    words = Line(
        label="What is to be done?",
        help_text="Say it to the school, like “Visit another member school”.",
        max_length=120,
        error_messages={"required": "Say what is to be done."},
    )
    by_day = forms.IntegerField(
        label="By which day of the ninety?",
        min_value=1,
        max_value=90,
        error_messages={
            "required": "Enter a day from 1 to 90.",
            "invalid": "Enter a day from 1 to 90.",
            "min_value": "Enter a day from 1 to 90.",
            "max_value": "Enter a day from 1 to 90.",
        },
    )
    address = Line(
        label="The page where it is done", help_text="Like /events/. It may stay empty.", max_length=120, required=False
    )

    def clean_address(self) -> str:
        """A page of ours, or nothing."""
        address: str = self.cleaned_data["address"]
        if address and (not address.startswith("/") or address.startswith("//") or "\\" in address):
            raise forms.ValidationError("Enter a page of this site, like /events/.")
        return address
