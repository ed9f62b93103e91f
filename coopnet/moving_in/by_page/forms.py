"""The export that is sent, and the files that go with it."""

from django import forms

from coopnet.kit.forms import OnceForm


class ExportForm(OnceForm):
    """An export of WordPress."""

    export = forms.FileField(
        label="The export", widget=forms.FileInput(attrs={"accept": ".xml,.gz,.zip"}),
        help_text="In WordPress: Tools, Export, All content. The .xml file, or the same in .gz or .zip.",
        error_messages={"required": "Choose the export.", "empty": "The file is empty.", "invalid": "Choose it again."},
    )  # fmt: skip
    uploads = forms.FileField(
        label="The files of the old site", required=False, widget=forms.FileInput(attrs={"accept": ".zip"}),
        help_text="A zip of the folder wp-content/uploads. Without it, pictures and documents do not come along.",
        error_messages={"empty": "The file is empty.", "invalid": "Choose it again."},
    )  # fmt: skip
