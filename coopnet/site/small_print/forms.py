"""Reading settings, kept in a cookie and nowhere else."""

from django import forms

from coopnet.kit.forms import Form

COOKIE = "reading"


class ReadingForm(Form):
    """How pages look for this person on this device."""

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

    def as_cookie(self) -> str:
        """The chosen settings in one word, like ``theme:dark&size:130``; empty for all usual."""
        return "&".join(f"{name}:{value}" for name, value in self.cleaned_data.items() if value)
