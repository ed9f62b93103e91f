"""Forms of the boundaries pages."""

from typing import Any

from django import forms

from coopnet.kit.forms import Day, Form, Line, OnceForm
from coopnet.regions.models import Region


class FindForm(Form):
    """Narrows the list of authorities."""

    q = Line(label="Name or number of an authority", required=False, max_length=80)
    region = forms.ChoiceField(label="Region", required=False)

    def __init__(self, *args: Any, regions: list[Region], **kwargs: Any) -> None:
        choices = [("", "All regions"), *((region.key, region.name) for region in regions), ("none", "No region")]
        chosen = forms.ChoiceField(label="Region", required=False, choices=choices)
        # Set before the base copies the fields and looks for errors.
        fields = {**self.base_fields, "region": chosen}
        self.base_fields = fields  # type: ignore[misc]  # shadows the class for this form alone
        super().__init__(*args, **kwargs)


class MoveForm(Form):
    """Where to, from when, and on what ground. Sent by GET, so that the preview has an address of its own."""

    region = forms.ChoiceField()
    starts = Day(
        label="From which day?",
        help_text="Like 1 September 2026. Earlier figures stay as they were.",
        error_messages={"required": "Enter the day from which it belongs there."},
    )
    reason = Line(
        label="Who decided it, when, and why?",
        help_text="Like: Advisory board, 12 June 2026, minute 4. Everybody can read this.",
        max_length=300,
        error_messages={"required": "Say who decided it and why."},
    )

    def __init__(self, *args: Any, regions: list[Region], follow: bool = False, **kwargs: Any) -> None:
        choices = [(region.key, region.name) for region in regions]
        if follow:
            choices.append(("authority", "The region of its authority"))
        chosen = forms.ChoiceField(
            label="Which region shall it belong to?",
            widget=forms.RadioSelect,
            choices=choices,
            error_messages={"required": "Choose a region.", "invalid_choice": "Choose a region from the list."},
        )
        # Set before the base copies the fields and looks for errors.
        fields = {**self.base_fields, "region": chosen}
        self.base_fields = fields  # type: ignore[misc]  # shadows the class for this form alone
        super().__init__(*args, **kwargs)


class SureForm(OnceForm):
    """The preview's one button. The move itself stands in the address that the form is sent to."""


class SchoolForm(Form):
    """Finds a school by its number, for a region of its own."""

    urn = forms.IntegerField(
        label="Number of the school (URN)",
        min_value=1,
        max_value=99_999_999,
        error_messages={
            "required": "Enter the number of the school, like 113138.",
            "invalid": "Enter the number of the school, like 113138.",
        },
    )
