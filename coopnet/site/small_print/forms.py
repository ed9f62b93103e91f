"""Reading settings, kept in a cookie and nowhere else."""

from typing import cast

from django import forms
from django.conf import settings

from coopnet.kit.forms import Form
from coopnet.kit.languages import offered


class ReadingForm(Form):
    """How pages look for this person on this device."""

    language = forms.ChoiceField(label="Language", widget=forms.RadioSelect, required=False)
    theme = forms.ChoiceField(
        label="Light or dark",
        choices=[("", "As my device says"), ("light", "Light"), ("dark", "Dark")],
        widget=forms.RadioSelect,
        required=False,
    )
    size = forms.ChoiceField(
        label="Size of letters",
        choices=[("", "Usual"), ("115", "A little larger"), ("130", "Larger"), ("150", "Largest")],
        widget=forms.RadioSelect,
        required=False,
    )
    letters = forms.ChoiceField(
        label="Shape of letters",
        choices=[("", "Usual"), ("clear", "Clear letters")],
        widget=forms.RadioSelect,
        required=False,
    )
    spacing = forms.ChoiceField(
        label="Space between lines",
        choices=[("", "Usual"), ("wide", "Wider")],
        widget=forms.RadioSelect,
        required=False,
    )
    tint = forms.ChoiceField(
        label="Colour of the paper",
        choices=[
            ("", "Usual"),
            ("cream", "Cream"),
            ("blue", "Blue"),
            ("green", "Green"),
            ("rose", "Rose"),
        ],
        widget=forms.RadioSelect,
        required=False,
        help_text="Only when pages are light.",
    )

    def shape(self) -> None:
        """Offer the languages that are whole; where there is only English there is nothing to choose."""
        found = offered()
        # English is what a reader without a cookie gets.
        choices = [("" if code == settings.LANGUAGE_CODE else code, name) for code, name in found]
        cast(forms.ChoiceField, self.fields["language"]).choices = choices
        if len(found) == 1:
            del self.fields["language"]

    def as_cookie(self) -> str:
        """The chosen settings in one word, like ``theme:dark&size:130``; empty for all usual."""
        return "&".join(f"{name}:{value}" for name, value in self.cleaned_data.items() if value)
