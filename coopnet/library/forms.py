"""A document, a version, a day."""

from typing import Any

from django import forms

from coopnet.kit.forms import Day, Form, Line, OnceForm
from coopnet.kit.uploads import papers
from coopnet.kit.uploads.refusals import Refused
from coopnet.library.enums import KIND_WORDS, READERS_WORDS, Kind, Readers

_ONE = {"required": "Choose one.", "invalid_choice": "Choose one from the list."}


class PaperField(forms.FileField):
    """A document, looked into as it comes in."""

    widget = forms.FileInput(attrs={"accept": ",".join(papers.TYPES)})

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            label="The file",
            help_text=papers.WORDS,
            error_messages={
                "required": "Choose the file.",
                "empty": "The file is empty. Choose it again.",
                "invalid": "Choose the file again.",
            },
            **kwargs,
        )

    def clean(self, data: Any, initial: Any = None) -> papers.Paper:
        """Raises ValidationError with the sentence of the refusal."""
        given = super().clean(data, initial)
        try:
            return papers.clean(given, given.name)
        except Refused as refusal:
            raise forms.ValidationError(str(refusal)) from refusal


class AboutForm(OnceForm):
    """What is said about a document."""

    title = Line(label="Title", max_length=120, error_messages={"required": "Write a title."})
    summary = Line(label="In a sentence", max_length=300, required=False)
    parties = Line(label="Between whom, if it is an agreement", max_length=300, required=False)
    readers = forms.ChoiceField(
        label="Who may read it?", choices=[(r.value, w) for r, w in READERS_WORDS.items()], error_messages=_ONE
    )
    review_on = Day(label="Look at it again on", required=False)


class PaperForm(AboutForm):
    """A document with its first version."""

    kind = forms.ChoiceField(
        label="What is it?", choices=[(k.value, w) for k, w in KIND_WORDS.items()], error_messages=_ONE
    )
    place = forms.ChoiceField(label="Whose is it?", error_messages=_ONE)
    file = PaperField()
    decided = Line(label="Who decided it, and when", max_length=300, required=False)
    starts = Day(label="In force from", required=False, help_text="Empty: not yet in force.")
    field_order = ("title", "kind", "place", "file", "readers", "starts", "decided", "summary", "parties", "review_on")

    def __init__(self, *args: Any, places: list[tuple[str, str]], **kwargs: Any) -> None:
        self._places = places
        super().__init__(*args, **kwargs)

    def shape(self) -> None:
        place = self.fields["place"]
        assert isinstance(place, forms.ChoiceField)
        place.choices = self._places
        # What nobody has decided about stays with officers.
        self.fields["readers"].initial = Readers.OFFICERS.value
        self.fields["kind"].initial = Kind.OTHER.value


class VersionForm(OnceForm):
    """A new version."""

    file = PaperField()
    changed = Line(label="What is new in it", max_length=300, error_messages={"required": "Say what is new."})
    decided = Line(label="Who decided it, and when", max_length=300, required=False)


class ForceForm(OnceForm):
    """From which day."""

    starts = Day(label="In force from")


class EndForm(OnceForm):
    """Up to which day."""

    ends = Day(label="First day on which it holds no more")


class FindForm(Form):
    """Which documents."""

    kind = forms.ChoiceField(
        label="Kind",
        required=False,
        choices=[("", "All kinds"), *((k.value, w) for k, w in KIND_WORDS.items())],
        error_messages=_ONE,
    )
    q = Line(label="With the words", max_length=80, required=False)
