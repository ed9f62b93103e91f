"""What can be asked of the finder. Every field may be empty; an odd value is left aside, never refused."""

from typing import Any

from django import forms

from coopnet.kit.forms import Form
from coopnet.register.words import FAMILIES, PHASES
from coopnet.site.areas import Areas, QuickChoice, with_choices


class FindForm(Form):
    """The words and the ways to narrow a list down."""

    q = forms.CharField(
        label="Name, town, postcode or URN",
        required=False,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off", "maxlength": 120}),
    )
    region = QuickChoice(label="Region", required=False)
    authority = QuickChoice(label="Local authority", required=False)
    phase = forms.ChoiceField(
        label="Age group", required=False, choices=[("", "All"), *((phase, phase) for phase in PHASES)]
    )
    kind = forms.ChoiceField(label="Kind of school", required=False, choices=[("", "All"), *FAMILIES.items()])
    coop = forms.BooleanField(label="Co-operative schools only", required=False)
    near = forms.CharField(
        label="Near a town or postcode",
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "maxlength": 60}),
    )

    def __init__(self, *args: Any, areas: Areas, **kwargs: Any) -> None:
        self.base_fields = with_choices(  # type: ignore[misc]  # Django reads it from the form itself
            type(self).base_fields,
            region=[("", "All"), *((one.slug, one.name) for one in areas.regions)],
            authority=[("", "All"), *((one.code, one.name) for one in areas.authorities)],
        )
        super().__init__(*args, **kwargs)

    def asked(self) -> dict[str, Any]:
        """What was asked for, without what no choice offers."""
        self.is_valid()
        empty = {"coop": False}
        return {name: self.cleaned_data.get(name) or empty.get(name, "") for name in self.fields}
