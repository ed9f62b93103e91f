"""Writing to the network, and answering."""

from typing import Any

from django import forms
from django.core import signing

from coopnet.enquiries.enums import REASON_WORDS, Reason
from coopnet.enquiries.queries import GROUPS
from coopnet.kit.forms import Day, Form, Line, OnceForm, Words
from coopnet.people.models import Person

_STAMP = "coopnet.enquiries.served"
# Longer than this is no enquiry; the words are kept in the form and the limit is said.
LONGEST = 8000


class ContactForm(OnceForm):
    """What anybody may write. ``trap`` is seen by programs alone; ``stamp`` tells when the form was served."""

    reason = forms.ChoiceField(
        label="What is it about?",
        choices=[(r.value, w) for r, w in REASON_WORDS.items()],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what it is about.", "invalid_choice": "Choose one from the list."},
    )
    region = forms.ChoiceField(
        label="Your region, if you know it",
        required=False,
        error_messages={"invalid_choice": "Choose one from the list."},
    )
    words = Words(
        label="Your message",
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 7}),
        error_messages={
            "required": "Write your message.",
            "max_length": f"Your message is longer than {LONGEST:,} letters. Shorten it, please.",
        },
    )
    name = Line(
        label="Your name", max_length=120, widget=forms.TextInput(attrs={"autocomplete": "name"}), required=False
    )
    email = forms.EmailField(
        label="E-mail address",
        max_length=254,
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        help_text="An address or a telephone number is enough.",
        error_messages={"invalid": "Enter an e-mail address, like office@school.example.org."},
    )
    phone = Line(
        label="Telephone number", max_length=40, required=False, widget=forms.TextInput(attrs={"autocomplete": "tel"})
    )
    school = Line(
        label="School or trust, if it is about one",
        max_length=160,
        required=False,
        help_text="Nothing that you write here shows on the page of a school.",
    )
    website = forms.CharField(required=False, widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"}))
    stamp = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, regions: list[tuple[str, str]], served: float, **kwargs: Any) -> None:
        self._regions = regions
        super().__init__(*args, **kwargs)
        self.fields["stamp"].initial = signing.dumps(served, salt=_STAMP)

    def shape(self) -> None:
        region = self.fields["region"]
        assert isinstance(region, forms.ChoiceField)
        region.choices = [("", "I do not know"), *self._regions]

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        if not given.get("email") and not given.get("phone") and "email" not in self.errors:
            self.add_error("email", "Leave an e-mail address or a telephone number, so that we can answer.")
        return given

    @property
    def reason_given(self) -> Reason:
        """What it is about, once the form is valid."""
        return Reason(self.cleaned_data["reason"])

    def served(self) -> float | None:
        """When the form was served, in seconds of the machine's clock; None where that cannot be told."""
        try:
            moment: float = signing.loads(self.cleaned_data.get("stamp") or "", salt=_STAMP)
        except signing.BadSignature:
            return None
        return moment


class MoreForm(OnceForm):
    """More words from the writer."""

    text = Words(
        label="What would you like to add?",
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={"required": "Write something first."},
    )


class InboxForm(Form):
    """Which enquiries."""

    group = forms.ChoiceField(
        label="Show",
        required=False,
        choices=[(name, words) for name, (words, _) in GROUPS.items()],
        error_messages={"invalid_choice": "Choose one from the list."},
    )
    q = Line(label="Find", max_length=80, required=False)


class TextForm(OnceForm):
    """An answer, a note, or what was said by telephone."""

    text = Words(
        label="Words",
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 8}),
        error_messages={"required": "Write something first."},
    )

    def __init__(self, *args: Any, label: str = "", hint: str = "", **kwargs: Any) -> None:
        self._label, self._hint = label, hint
        super().__init__(*args, **kwargs)

    def shape(self) -> None:
        self.fields["text"].label = self._label or "Words"
        self.fields["text"].help_text = self._hint


class HandForm(TextForm):
    """To whom it goes, and why."""

    to = forms.ChoiceField(
        label="To whom?",
        error_messages={"required": "Choose to whom.", "invalid_choice": "Choose one from the list."},
    )
    field_order = ("to", "text")

    def __init__(self, *args: Any, places: list[tuple[str, str]], **kwargs: Any) -> None:
        self._places = places
        super().__init__(*args, label="What should they know?", **kwargs)

    def shape(self) -> None:
        super().shape()
        to = self.fields["to"]
        assert isinstance(to, forms.ChoiceField)
        to.choices = self._places


class ReplyForm(OnceForm):
    """Words to be used again."""

    title = Line(label="Title", max_length=80, error_messages={"required": "Enter a title."})
    text = Words(label="Words", max_length=LONGEST, error_messages={"required": "Write something first."})


class CoverForm(OnceForm):
    """Who stands in, and when."""

    cover = forms.ModelChoiceField(
        label="Who stands in for you?",
        queryset=Person.objects.none(),
        empty_label="Choose somebody",
        error_messages={"required": "Choose somebody.", "invalid_choice": "Choose one from the list."},
    )
    starts = Day(label="First day away")
    ends = Day(label="First day back")

    def __init__(self, *args: Any, people: Any, **kwargs: Any) -> None:
        self._people = people
        super().__init__(*args, **kwargs)

    def shape(self) -> None:
        cover = self.fields["cover"]
        assert isinstance(cover, forms.ModelChoiceField)
        cover.queryset = self._people
