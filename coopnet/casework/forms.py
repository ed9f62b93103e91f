"""Asking for help, and what is noted afterwards."""

from datetime import date
from typing import Any

from django import forms

from coopnet.kit.forms import Day, Line, OnceForm, Words


class HelpForm(OnceForm):
    """Few fields: a number to ring is enough."""

    region = forms.ChoiceField(
        label="Your region",
        required=False,
        help_text="It decides who rings you.",
        error_messages={"invalid_choice": "Choose one from the list."},
    )
    words = Words(
        label="What is it about?",
        max_length=6000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="A few words are enough, or none. Leave out names of pupils and staff.",
    )
    phone = Line(
        label="A number to ring",
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "tel", "inputmode": "tel"}),
        error_messages={"required": "Leave a telephone number, so that we can ring."},
    )
    when = Line(label="When is a good time?", max_length=160, required=False, help_text="Like: after four, not Friday.")
    name = Line(
        label="Your name", max_length=120, required=False, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    school = Line(label="Your school", max_length=160, required=False)
    urgent = forms.BooleanField(label="It is urgent", required=False, help_text="We then ring sooner.")

    def __init__(self, *args: Any, regions: list[tuple[str, str]], **kwargs: Any) -> None:
        self._regions = regions
        super().__init__(*args, **kwargs)

    def shape(self) -> None:
        region = self.fields["region"]
        assert isinstance(region, forms.ChoiceField)
        region.choices = [("", "I do not know"), *self._regions]

    def clean_phone(self) -> str:
        """Any way of writing a number, as long as there is one."""
        phone: str = self.cleaned_data["phone"]
        if sum(sign.isdigit() for sign in phone) < 6:
            raise forms.ValidationError("This number is too short. Enter it with the code of the place.")
        return phone


class ReasonForm(OnceForm):
    """Why somebody who is not the reader must look."""

    reason = Words(
        label="Why do you need to look?",
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Your reason is noted, and the person who reads this request is told.",
        error_messages={"required": "Give a reason. Without one it stays closed."},
    )


class CallForm(OnceForm):
    """A call."""

    spoke = forms.ChoiceField(
        label="Did you speak?",
        choices=(("yes", "Yes, we spoke"), ("no", "No answer")),
        widget=forms.RadioSelect,
        error_messages={"required": "Choose one.", "invalid_choice": "Choose one."},
    )
    text = Words(label="What was said", max_length=6000, required=False, widget=forms.Textarea(attrs={"rows": 4}))


class NoteForm(OnceForm):
    """A note."""

    text = Words(label="A note", max_length=6000, error_messages={"required": "Write something first."})


class ContactForm(OnceForm):
    """A call or a visit, noted in half a minute."""

    words = Words(
        label="What was said?",
        max_length=6000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="You can dictate it with your keyboard. The school may ask to see this.",
        error_messages={"required": "Write what was said."},
    )
    with_whom = Line(label="With whom?", max_length=120, required=False)
    on = Day(label="When?")
    next_on = Day(label="Get in touch again on", required=False, help_text="It then stands in your To do list.")

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        self._today = today
        super().__init__(*args, **kwargs)

    def shape(self) -> None:
        self.fields["on"].initial = self._today

    def clean_on(self) -> date:
        """A day that has come."""
        on: date = self.cleaned_data["on"]
        if on > self._today:
            raise forms.ValidationError("That day has not come yet.")
        return on
