"""Writing a post in two screens, and looking through the list."""

from typing import Any

from django import forms

from coopnet.kit.forms import Day, Form, Line, OnceForm, Words
from coopnet.kit.uploads import pictures
from coopnet.kit.uploads.pictures import Picture
from coopnet.kit.uploads.refusals import Refused
from coopnet.site.posts import KIND_WORDS, PUBLIC_KINDS, Kind

LONGEST = 20_000


class PictureField(forms.FileField):
    """A picture, cleaned as it comes in: the form's data is a ``Picture`` or None."""

    widget = forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp"})

    def clean(self, data: Any, initial: Any = None) -> Picture | None:
        """Raises ValidationError with the sentence of the refusal."""
        given = super().clean(data, initial)
        if not given:
            return None
        try:
            return pictures.clean(given, given.name)
        except Refused as refusal:
            raise forms.ValidationError(str(refusal)) from refusal


class PostForm(OnceForm):
    """Title, words and a picture."""

    title = Line(label="Title", max_length=100, error_messages={"required": "Write a title."})
    words = Words(
        label="What would you like to tell?",
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 9}),
        help_text="Leave an empty line between paragraphs. No names of pupils.",
        error_messages={
            "required": "Write something first.",
            "max_length": f"This is longer than {LONGEST:,} letters. Shorten it, please.",
        },
    )
    picture = PictureField(
        label="A picture",
        required=False,
        help_text="JPEG, PNG or WebP. No pictures of pupils. Where it was taken is not kept.",
        error_messages={"empty": "The file is empty. Choose it again.", "invalid": "Choose the picture again."},
    )
    shows = Line(
        label="What the picture shows, for those who cannot see it",
        max_length=200,
        required=False,
        help_text="Like: the new hall of Penzance School, with its doors open.",
    )
    kind = forms.ChoiceField(
        label="What is it?",
        choices=[(kind.value, KIND_WORDS[kind]) for kind in PUBLIC_KINDS],
        initial=Kind.NEWS.value,
        help_text="Policy is read by a second person before it goes out.",
        error_messages={"required": "Choose what it is.", "invalid_choice": "Choose one from the list."},
    )
    day = Day(label="The day of an event", required=False, help_text="Leave it empty for anything else.")
    place = forms.ChoiceField(
        label="Where does it belong?",
        error_messages={"required": "Choose where it belongs.", "invalid_choice": "Choose one from the list."},
    )

    def __init__(self, *args: Any, places: list[tuple[str, str]], has_picture: bool = False, **kwargs: Any) -> None:
        self._places, self._has_picture = places, has_picture
        super().__init__(*args, **kwargs)

    def shape(self) -> None:
        place = self.fields["place"]
        assert isinstance(place, forms.ChoiceField)
        place.choices = self._places
        if len(self._places) < 2:
            place.widget, place.required = forms.HiddenInput(), False
            place.initial = self._places[0][0] if self._places else ""
        if self._has_picture:
            self.fields["picture"].label = "Another picture, in place of the one that is there"

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        if given.get("picture") and not given.get("shows") and "shows" not in self.errors:
            self.add_error("shows", "Say what the picture shows. Then choose the picture again.")
        if given.get("kind") == Kind.EVENT.value and not given.get("day") and "day" not in self.errors:
            self.add_error("day", "Enter the day on which it takes place.")
        if not given.get("place") and self._places:
            given["place"] = self._places[0][0]
        return given


class DayForm(OnceForm):
    """The day on which it goes out."""

    day = Day(label="Publish it on", help_text="It goes out at 7 in the morning of that day.")


class FindForm(Form):
    """Which posts."""

    region = forms.ChoiceField(label="From", required=False, error_messages={"invalid_choice": "Choose one."})
    kind = forms.ChoiceField(
        label="Kind",
        required=False,
        choices=[("", "All kinds"), *((kind.value, KIND_WORDS[kind]) for kind in PUBLIC_KINDS)],
        error_messages={"invalid_choice": "Choose one."},
    )
    q = Line(label="With the words", max_length=80, required=False)

    def __init__(self, *args: Any, regions: list[tuple[str, str]], **kwargs: Any) -> None:
        self._regions = regions
        super().__init__(*args, **kwargs)

    def shape(self) -> None:
        region = self.fields["region"]
        assert isinstance(region, forms.ChoiceField)
        region.choices = [("", "Everywhere"), *self._regions]
