"""What is typed and chosen about a folder of documents."""

from typing import Any

from django import forms

from coopnet.kit.forms import OnceForm
from coopnet.kit.uploads import papers
from coopnet.library.enums import KIND_WORDS, READERS_WORDS
from coopnet.moving_in.folder.reading import MOST_FILES


class _Many(forms.ClearableFileInput):
    allow_multiple_selected = True


class ManyFiles(forms.FileField):
    """Several files, or a zip of a folder."""

    widget = _Many(attrs={"multiple": True, "accept": ",".join((*papers.TYPES, ".zip"))})

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        """All of them, each there and not empty."""
        given = [one for one in (data or []) if one] if isinstance(data, list | tuple) else [data] if data else []
        if not given:
            raise forms.ValidationError("Choose the files, or a zip of the folder.")
        for one in given:
            super().clean(one, initial)
        return given


class FolderForm(OnceForm):
    """Files of a folder."""

    documents = ManyFiles(
        label="The documents",
        help_text=f"Many files at once, or one zip of the folder, with at most {MOST_FILES} documents. {papers.WORDS}",
        error_messages={"empty": "One of the files is empty. Choose again.", "invalid": "Choose the files again."},
    )  # fmt: skip


class AllForm(OnceForm):
    """One answer for all that are ticked."""

    kind = forms.ChoiceField(
        label="What they are", required=False,
        choices=[("", "As it stands"), *((k.value, w) for k, w in KIND_WORDS.items())],
        error_messages={"invalid_choice": "Choose one from the list."},
    )  # fmt: skip
    body = forms.ChoiceField(
        label="Whose they are", required=False, error_messages={"invalid_choice": "Choose one from the list."}
    )

    def __init__(self, *args: Any, bodies: list[tuple[str, str]], **kwargs: Any) -> None:
        self.bodies = bodies
        super().__init__(*args, **kwargs)

    def shape(self) -> None:
        field = self.fields["body"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", "As it stands"), *self.bodies]


class ShelfForm(OnceForm):
    """Who may read them from now on."""

    readers = forms.ChoiceField(
        label="Who may read them?", choices=[(r.value, w) for r, w in READERS_WORDS.items()], widget=forms.RadioSelect,
        error_messages={"required": "Choose who may read them.", "invalid_choice": "Choose one from the list."},
    )  # fmt: skip
