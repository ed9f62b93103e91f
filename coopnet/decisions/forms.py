"""What is typed to record a decision, and to look for one."""

from typing import Any

from django import forms

from coopnet.decisions.enums import EFFECT_WORDS, Effect
from coopnet.decisions.models import Decision
from coopnet.kit.forms import Day, Form, Line, OnceForm, Words
from coopnet.kit.uploads import papers
from coopnet.kit.uploads.refusals import Refused

_ONE = {"required": "Choose one.", "invalid_choice": "Choose one from the list."}
_COUNT = {"invalid": "Give a whole number.", "min_value": "Give 0 or more.", "max_value": "That is too many."}


def _count(label: str) -> forms.IntegerField:
    return forms.IntegerField(label=label, required=False, min_value=0, max_value=1_000_000, error_messages=_COUNT)


class RecordForm(OnceForm):
    """A decision."""

    body = forms.ChoiceField(label="Who decided it?", error_messages=_ONE)
    day = Day(label="On which day?")
    title = Line(label="What was decided, in a line", max_length=160, error_messages={"required": "Say it in a line."})
    text = Words(label="The words of the decision", error_messages={"required": "Write the words."})
    how = Line(
        label="How was it decided?",
        max_length=300,
        required=False,
        help_text="Like: at the summer meeting, by show of hands.",
    )
    votes_for = _count("Votes for it, if they were counted")
    votes_against = _count("Votes against")
    abstained = _count("Abstained")
    starts = Day(label="In force from", required=False, help_text="Empty: from the day on which it was taken.")
    last_day = Day(label="Until", required=False, help_text="Empty: until another decision.")
    review_on = Day(label="Look at it again on", required=False)
    effect = forms.ChoiceField(
        label="An earlier decision", choices=[(e.value, w) for e, w in EFFECT_WORDS.items()], error_messages=_ONE
    )
    earlier = forms.ChoiceField(label="Which one does it change?", required=False, error_messages=_ONE)
    private = forms.BooleanField(label="Only people with a role here read it", required=False)
    file = forms.FileField(
        label="The signed paper, if there is one",
        required=False,
        help_text=papers.WORDS,
        error_messages={"empty": "The file is empty. Choose it again.", "invalid": "Choose the file again."},
    )

    def __init__(self, *args: Any, bodies: list[tuple[str, str]], earlier: list[Decision], **kwargs: Any) -> None:
        self._bodies = bodies
        self._earlier = earlier
        super().__init__(*args, **kwargs)

    def shape(self) -> None:
        body, earlier = self.fields["body"], self.fields["earlier"]
        assert isinstance(body, forms.ChoiceField)
        assert isinstance(earlier, forms.ChoiceField)
        body.choices = self._bodies
        earlier.choices = [("", "None"), *((d.reference, f"{d.title} ({d.day:%d.%m.%Y})") for d in self._earlier)]

    def clean_file(self) -> papers.Paper | None:
        """Raises ValidationError with the sentence of the refusal."""
        given = self.cleaned_data["file"]
        if not given:
            return None
        try:
            return papers.clean(given, given.name)
        except Refused as refusal:
            raise forms.ValidationError(str(refusal)) from refusal

    def clean(self) -> dict[str, Any]:
        """Votes against or abstentions alone are no count; an effect needs the decision it changes."""
        given = super().clean() or {}
        if given.get("votes_for") is None and (given.get("votes_against") or given.get("abstained")):
            self.add_error("votes_for", "Give the votes for it too.")
        if (given.get("effect", Effect.ADOPTS.value) != Effect.ADOPTS.value) != bool(given.get("earlier")):
            self.add_error("earlier", "Choose the decision that this one changes, or say that it stands by itself.")
        return given


class FindForm(Form):
    """Which decisions."""

    body = forms.ChoiceField(label="Whose", required=False, error_messages=_ONE)
    q = Line(label="With the words", max_length=80, required=False)

    def __init__(self, *args: Any, bodies: list[tuple[str, str]], **kwargs: Any) -> None:
        self._bodies = bodies
        super().__init__(*args, **kwargs)

    def shape(self) -> None:
        body = self.fields["body"]
        assert isinstance(body, forms.ChoiceField)
        body.choices = [("", "Everybody’s"), *self._bodies]
