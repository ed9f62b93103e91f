"""What can be asked of the finder. Every field may be empty; an odd value is left aside, never refused."""

from typing import Any

from django import forms

from coopnet.kit.forms import Form
from coopnet.register.words import FAMILIES, PHASES
from coopnet.site.areas import Areas, QuickChoice


class FindForm(Form):
    """The words and the ways to narrow a list down."""

    q = forms.CharField(
        label="Name, town, postcode or URN",
        required=False,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off", "maxlength": 120}),
    )
    region = QuickChoice(label="Region", required=False)
    authority = QuickChoice(label="Local authority", required=False)
    phase = QuickChoice(label="Age group", required=False)
    kind = QuickChoice(label="Kind of school", required=False)
    coop = forms.BooleanField(label="Co-operative schools only", required=False)
    near = forms.CharField(
        label="Near a town or postcode",
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "maxlength": 60}),
    )

    def __init__(self, *args: Any, areas: Areas, **kwargs: Any) -> None:
        self.areas = areas
        super().__init__(*args, **kwargs)

    def shape(self) -> None:
        """The regions and authorities of the day; what never changes is offered in the same quick way."""
        offers = {
            "region": [(one.slug, one.name) for one in self.areas.regions],
            "authority": [(one.code, one.name) for one in self.areas.authorities],
            "phase": [(phase, phase) for phase in PHASES],
            "kind": list(FAMILIES.items()),
        }
        for name, choices in offers.items():
            field = self.fields[name]
            if isinstance(field, QuickChoice):
                field.offer([("", "All"), *choices])

    def asked(self) -> dict[str, Any]:
        """What was asked for, without what no choice offers."""
        self.is_valid()
        empty = {"coop": False}
        return {name: self.cleaned_data.get(name) or empty.get(name, "") for name in self.fields}
