"""What is typed on a phone while something is wrong: few fields, short words."""

from typing import Any

from django import forms

from coopnet.kit.forms import Line, OnceForm, Words

HOURS = (("", "I cannot say"), ("1", "In an hour"), ("3", "In three hours"), ("6", "In six hours"), ("24", "Tomorrow"))
_ONE = {"invalid_choice": "Choose one from the list."}


class _News(OnceForm):
    """What both forms ask."""

    asked_for = Words(
        label="What is asked for, a thing a line", max_length=1000, required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip
    hours = forms.ChoiceField(label="When do people hear more?", required=False, choices=HOURS, error_messages=_ONE)
    letters = forms.BooleanField(label="Send it as a letter too", required=False)

    def __init__(self, *args: Any, told: int, **kwargs: Any) -> None:
        self._told = told
        super().__init__(*args, **kwargs)

    def shape(self) -> None:
        people = "1 person" if self._told == 1 else f"{self._told} people"
        self.fields["letters"].help_text = f"To everybody in post there, {people} today."


class RaiseForm(_News):
    """An urgent page."""

    title = Line(
        label="What is wrong?",
        max_length=80,
        help_text="A few words, like: Flooding in Kent.",
        error_messages={"required": "Write in a few words what is wrong."},
    )
    lead = Words(
        label="What should people know and do?",
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={
            "required": "Write what people should know and do.",
            "max_length": "Two or three sentences are enough. Say the rest in an update.",
        },
    )
    danger = forms.BooleanField(
        label="Lives may be in danger", required=False, help_text="The page then begins with: call 999."
    )
    place = forms.ChoiceField(
        label="Where?", error_messages={"required": "Choose where.", "invalid_choice": "Choose one from the list."}
    )
    field_order = ("title", "lead", "danger", "place", "asked_for", "hours", "letters")

    def __init__(self, *args: Any, places: list[tuple[str, str]], **kwargs: Any) -> None:
        self._places = places
        super().__init__(*args, **kwargs)

    def shape(self) -> None:
        super().shape()
        place = self.fields["place"]
        assert isinstance(place, forms.ChoiceField)
        place.choices = self._places
        self.fields["letters"].help_text = "To everybody in post there."


class UpdateForm(_News):
    """What is new."""

    title = Line(label="What is new?", max_length=80, error_messages={"required": "Write what is new."})
    words = Words(label="More words", max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 4}))
    field_order = ("title", "words", "asked_for", "hours", "letters")


class OverForm(OnceForm):
    """It is over."""

    words = Words(
        label="A last word", max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Like: every school is open again. Thank you.",
    )  # fmt: skip
