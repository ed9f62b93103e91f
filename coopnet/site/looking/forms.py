"""The answers to a suggestion and to a disappearance."""

from django import forms

from coopnet.kit.forms import Day, Line, OnceForm
from coopnet.site.school.forms import FORMS


class TakeForm(OnceForm):
    """Yes, it is co-operative."""

    form = forms.ChoiceField(
        label="How is it co-operative?",
        choices=FORMS,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose how it is co-operative.", "invalid_choice": "Choose one from the list."},
    )
    starts = Day(label="Since when?", required=False, help_text="Leave it empty if nobody knows.")


class WordsForm(OnceForm):
    """No, and why; or what became of the school."""

    words = Line(label="In a sentence", max_length=300, error_messages={"required": "Say it in a sentence."})
