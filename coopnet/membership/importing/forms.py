"""The sheet as it is sent, and as it waits on the page between looking and loading."""

import json
from typing import Any

from django import forms

from coopnet.kit.forms import Form, OnceForm
from coopnet.kit.uploads.refusals import Refused, whole
from coopnet.membership.importing.reading import MOST_BYTES, MOST_LINES, Line, Sheet, Unreadable, read


class SheetForm(Form):
    """The file."""

    file = forms.FileField(
        label="The list of members",
        help_text="A spreadsheet (XLSX) or CSV. The first line names the columns: URN or Name, Joined, Left, Contact, "
        "E-mail, Paid by. Columns that we do not know are kept with each line.",
        widget=forms.FileInput(attrs={"accept": ".csv,.xlsx,.txt,.tsv"}),
        error_messages={
            "required": "Choose the file.",
            "empty": "The file is empty. Choose it again.",
            "invalid": "Choose the file again.",
        },
    )

    def clean_file(self) -> Sheet:
        """Raises ValidationError with the sentence of the refusal."""
        given = self.cleaned_data["file"]
        self.name = str(given.name)[:100]
        try:
            return read(whole(given, MOST_BYTES))
        except (Refused, Unreadable) as refusal:
            raise forms.ValidationError(str(refusal)) from refusal


def pack(name: str, lines: list[Line]) -> str:
    """The lines as they wait in a hidden field of the page."""
    return json.dumps([name, [[line.number, line.cells, line.said] for line in lines]], ensure_ascii=False)


class LoadForm(OnceForm):
    """The lines that were looked at. They are looked at anew before anything is loaded."""

    waiting = forms.CharField(
        widget=forms.HiddenInput, max_length=2_000_000, error_messages={"required": "Choose the file again."}
    )

    def clean_waiting(self) -> tuple[str, list[Line]]:
        """The name of the file and its lines. Raises ValidationError for what no page of ours has written."""
        try:
            name, rows = json.loads(self.cleaned_data["waiting"])
            lines = [Line(int(number), _texts(cells), _texts(said)) for number, cells, said in rows]
            if not isinstance(name, str) or len(lines) > MOST_LINES:
                raise ValueError
        except (ValueError, TypeError, RecursionError) as error:
            raise forms.ValidationError("Choose the file again.") from error
        return name[:100], lines


def _texts(found: Any) -> dict[str, str]:
    if not isinstance(found, dict) or not all(isinstance(value, str) for value in found.values()):
        raise TypeError
    return {str(key)[:200]: value[:500] for key, value in list(found.items())[:80]}
