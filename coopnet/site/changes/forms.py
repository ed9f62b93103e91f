"""How a list of changes can be narrowed down. The form is a GET form: every list has an address of its own."""

from typing import Any

from django import forms

from coopnet.kit.forms import Form
from coopnet.register.enums import ChangeKind
from coopnet.site.areas import Area, Areas, QuickChoice, with_choices
from coopnet.site.days import LooseDay

KIND_WORDS = {
    ChangeKind.OPENED: "Opened",
    ChangeKind.CLOSED: "Closed",
    ChangeKind.REOPENED: "Stayed open after all",
    ChangeKind.VANISHED: "Left the register",
    ChangeKind.REAPPEARED: "Back in the register",
    ChangeKind.RENAMED: "Renamed",
    ChangeKind.MOVED_TRUST: "Moved trust",
    ChangeKind.JOINED_TRUST: "Joined a trust",
    ChangeKind.LEFT_TRUST: "Left a trust",
    ChangeKind.TRUST_NEW: "New trust",
    ChangeKind.TRUST_GONE: "Trust gone from the list",
    ChangeKind.TRUST_RENAMED: "Trust renamed",
    ChangeKind.GROUP_RENAMED: "Group renamed",
    ChangeKind.LINK_ADDED: "Predecessor or successor named",
    ChangeKind.LINK_REMOVED: "Predecessor or successor taken back",
    ChangeKind.APPEARED: "New in a list of open schools",
    ChangeKind.DISAPPEARED: "Gone from a list of open schools",
}


class ChangesForm(Form):
    """Where and when."""

    area = QuickChoice(
        label="Region or local authority",
        required=False,
        error_messages={"invalid_choice": "Choose a region or an authority from the list."},
    )
    since = LooseDay(label="Since", required=False, help_text="Like 2018, March 2018 or 1 March 2018")
    until = LooseDay(label="Until", required=False, last=True)

    def __init__(self, *args: Any, areas: Areas, **kwargs: Any) -> None:
        self.areas = areas
        placed = set(areas.region_of)
        choices: list[Any] = [("", "The whole network")]
        for region in areas.regions:
            mine = [(one.code, one.name) for one in areas.in_region(region)]
            choices.append((region.name, [(region.key, f"{region.name} region"), *mine]))
        others = [(one.code, one.name) for one in areas.authorities if one.code not in placed]
        if others:
            choices.append(("No region", others))
        self.base_fields = with_choices(type(self).base_fields, area=choices)  # type: ignore[misc]  # Django reads it here
        super().__init__(*args, **kwargs)

    def area_meant(self) -> Area | None:
        """The region or authority that was chosen."""
        chosen = self.cleaned_data.get("area", "")
        return self.areas.area(self.areas.region(chosen), chosen)

    def clean(self) -> dict[str, Any]:
        """The two days stand in their order."""
        found = super().clean() or {}
        since, until = found.get("since"), found.get("until")
        if since and until and until < since:
            self.add_error("until", "Enter a day after the first one.")
        return found


class RegisterChangesForm(ChangesForm):
    """The same, and which kind of change."""

    kind = forms.ChoiceField(
        label="Kind of change",
        required=False,
        choices=[("", "All"), *((kind.value, words) for kind, words in KIND_WORDS.items())],
        error_messages={"invalid_choice": "Choose a kind of change from the list."},
    )
