"""Forms: plain labels, an id against double pressing, and text fields that refuse what no person types."""

import re
import unicodedata
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.conf import settings
from django.utils.translation import get_language, gettext

from coopnet.kit import money

# Control characters, and marks that turn the direction of text round.
_UNTYPED = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def _said(value: Any) -> Any:
    return gettext(value) if isinstance(value, str) and value else value


def _pairs(choices: Any) -> list[tuple[Any, Any]]:
    """Choices in the reader's language; a group holds choices of its own."""
    return [(value, _pairs(words) if isinstance(words, list | tuple) else _said(words)) for value, words in choices]


def _speak(field: forms.Field) -> None:
    """Turn the words of one form's field into the reader's language. The class keeps its own, in English."""
    field.label, field.help_text = _said(field.label), _said(field.help_text)
    field.error_messages = {code: _said(words) for code, words in field.error_messages.items()}
    if isinstance(field, forms.ChoiceField) and not isinstance(field, forms.ModelChoiceField):
        field.choices = _pairs(field.choices)


class Form(forms.Form):
    """Base of our forms. Errors stand beside their fields and again in the summary; typing is kept."""

    required_css_class = ""
    use_required_attribute = False  # our own sentences, not the browser's

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        self.shape()
        if get_language() != settings.LANGUAGE_CODE:
            for field in self.fields.values():
                _speak(field)
        for name, field in self.fields.items():
            widget = field.widget
            described = []
            if field.help_text:
                described.append(f"hint_{self.add_prefix(name)}")
            if self.is_bound and name in self.errors:
                described.append(f"error_{self.add_prefix(name)}")
                widget.attrs["aria-invalid"] = "true"
            if described:
                widget.attrs["aria-describedby"] = " ".join(described)

    def shape(self) -> None:
        """Set choices and labels that are known only now. It runs before anything is checked."""


class OnceForm(Form):
    """A form that creates something: carries the id that was made when it was served."""

    submission = forms.UUIDField(
        # No id: a page may hold several such forms, and nothing points at a field that nobody sees.
        widget=forms.HiddenInput(attrs={"id": False}),
        error_messages={"invalid": "Load the page again and send once more."},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["submission"].initial = uuid4

    @property
    def key(self) -> UUID:
        """The id, once the form is valid."""
        key: UUID = self.cleaned_data["submission"]
        return key


class Line(forms.CharField):
    """One line of text. White space is folded; characters that nobody types are refused with a sentence."""

    def __init__(self, *, max_length: int = 200, **kwargs: Any) -> None:
        super().__init__(max_length=max_length, **kwargs)

    def to_python(self, value: Any) -> str:
        text = super().to_python(value) or ""
        return " ".join(unicodedata.normalize("NFC", text).split())

    def validate(self, value: Any) -> None:
        if _UNTYPED.search(value or ""):
            raise forms.ValidationError("This holds a character that cannot be shown. Type the words anew.")
        super().validate(value)


class Words(forms.CharField):
    """Several lines of plain text."""

    widget = forms.Textarea

    def __init__(self, *, max_length: int = 4000, **kwargs: Any) -> None:
        super().__init__(max_length=max_length, **kwargs)

    def to_python(self, value: Any) -> str:
        text = super().to_python(value) or ""
        return unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n").strip()

    def validate(self, value: Any) -> None:
        if _UNTYPED.search(value or ""):
            raise forms.ValidationError("This holds a character that cannot be shown. Type the words anew.")
        super().validate(value)


class Day(forms.DateField):
    """A day, typed as 2026-09-01 or 1/9/2026 or 1 September 2026; years 1500 to 2200."""

    def __init__(self, *, error_messages: dict[str, str] | None = None, **kwargs: Any) -> None:
        super().__init__(
            input_formats=["%Y-%m-%d", "%d/%m/%Y", "%d-%m-%Y", "%d %B %Y", "%d %b %Y"],
            widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            error_messages={
                "required": "Enter the day.",
                "invalid": "Enter a day, like 1 September 2026 or 2026-09-01.",
                **(error_messages or {}),
            },
            **kwargs,
        )

    def validate(self, value: Any) -> None:
        super().validate(value)
        if value is not None and not 1500 <= value.year <= 2200:
            raise forms.ValidationError("Enter a day between the years 1500 and 2200.")


class Sum(forms.CharField):
    """A sum in pounds; its value is whole pence."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}))
        kwargs.setdefault("error_messages", {"required": "Enter the sum."})
        super().__init__(max_length=20, **kwargs)

    def clean(self, value: Any) -> Any:
        """Pence, or None where it may be empty and is."""
        typed = super().clean(value)
        if not typed:
            return None
        try:
            return money.pence(typed)
        except ValueError as refused:
            raise forms.ValidationError(str(refused)) from refused
