"""What the page editor takes in: the same pictures and documents as everywhere, looked into the same way."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from wagtail.documents.forms import BaseDocumentForm
from wagtail.images.forms import BaseImageForm

from coopnet.kit.uploads import papers, pictures
from coopnet.kit.uploads.refusals import Refused


class PictureForm(BaseImageForm):
    """A picture written anew by us, with what it shows."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "description" in self.fields:
            self.fields["description"].required = not self.instance._state.adding
            self.fields["description"].help_text = "What it shows, for those who cannot see it. No pupils, please."

    def clean_file(self) -> Any:
        """Raises ValidationError with the sentence of the refusal."""
        given = self.cleaned_data["file"]
        if "file" not in self.changed_data:
            return given
        try:
            made = pictures.clean(given, given.name)
        except Refused as refusal:
            raise ValidationError(str(refusal)) from refusal
        return SimpleUploadedFile(made.name, made.data, content_type="image/jpeg")


class PaperForm(BaseDocumentForm):
    """A document that was looked into."""

    def clean_file(self) -> Any:
        """Raises ValidationError with the sentence of the refusal."""
        given = self.cleaned_data["file"]
        if "file" not in self.changed_data:
            return given
        try:
            made = papers.clean(given, given.name)
        except Refused as refusal:
            raise ValidationError(str(refusal)) from refusal
        return SimpleUploadedFile(made.name, made.data, content_type=papers.TYPES[made.suffix])
