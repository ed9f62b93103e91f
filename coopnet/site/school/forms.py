"""Forms of officers: a school that the register does not hold, and whether a school is co-operative."""

from typing import Any

from django import forms

from coopnet.kit.forms import Day, Line, OnceForm
from coopnet.register.enums import CoopForm
from coopnet.register.hand import Entered
from coopnet.register.models import Authority
from coopnet.register.words import PHASES

KINDS = (
    *("Foundation school", "Community school", "Voluntary aided school", "Voluntary controlled school"),
    *("Academy converter", "Academy sponsor led", "Free schools", "Foundation special school", "Welsh establishment"),
    *("Further education", "Other independent school"),
)
FORMS = (
    (CoopForm.FOUNDATION_TRUST.value, "It is part of a co-operative foundation trust"),
    (CoopForm.ACADEMY_TRUST.value, "It is part of a co-operative academy trust"),
    (CoopForm.SCHOOL.value, "The school itself is a co-operative"),
    (CoopForm.EDUCATION_BODY.value, "It is a co-operative education body"),
    (CoopForm.OTHER.value, "In another form"),
)
_SHOWS = "What shows it? Like: letter of the chair of governors, 3 March 2026."


class SchoolForm(OnceForm):
    """A school entered by hand. ``authorities`` are those that the person may choose."""

    name = Line(
        label="Name of the school", max_length=200, error_messages={"required": "Enter the name of the school."}
    )
    urn = forms.IntegerField(
        label="Number in the register (URN)",
        required=False,
        min_value=1,
        max_value=999_999,
        help_text="Welsh schools have one too. Leave it empty if there is none yet.",
        error_messages=dict.fromkeys(("invalid", "min_value", "max_value"), "Enter it in figures, like 401234."),
    )
    authority = forms.ModelChoiceField(
        Authority.objects.none(),
        label="Local authority",
        error_messages={
            "required": "Choose the local authority.",
            "invalid_choice": "Choose a local authority from the list.",
        },
    )
    town = Line(label="Town", max_length=100, error_messages={"required": "Enter the town."})
    postcode = Line(label="Postcode", max_length=10, required=False)
    phase = forms.ChoiceField(
        label="Age group",
        choices=[("", "Choose"), *((phase, phase) for phase in PHASES), ("Not applicable", "Special or other")],
        error_messages={"required": "Choose the age group.", "invalid_choice": "Choose the age group from the list."},
    )
    kind = forms.ChoiceField(
        label="Kind of school",
        choices=[("", "Choose"), *((kind, kind) for kind in KINDS)],
        error_messages={"required": "Choose the kind.", "invalid_choice": "Choose the kind from the list."},
    )
    opened = Day(label="First day", required=False)
    closed = Day(label="Last day, if it has closed", required=False)
    evidence = Line(
        label="How do you know of it?",
        max_length=300,
        help_text=_SHOWS,
        error_messages={"required": "Say how you know of it."},
    )

    def __init__(self, *args: Any, authorities: Any, correcting: bool = False, **kwargs: Any) -> None:
        fields = dict(type(self).base_fields)
        fields["authority"] = forms.ModelChoiceField(
            authorities,
            label="Local authority",
            empty_label="Choose",
            error_messages=type(self).base_fields["authority"].error_messages,
        )
        if correcting:
            del fields["urn"]
        self.base_fields = fields  # type: ignore[misc]  # Django reads it from the form itself
        super().__init__(*args, **kwargs)

    def clean(self) -> dict[str, Any]:
        """The two days stand in their order."""
        found = super().clean() or {}
        if found.get("opened") and found.get("closed") and found["closed"] < found["opened"]:
            self.add_error("closed", "Enter a last day after the first day.")
        return found

    def told(self) -> Entered:
        """What the action needs, once the form is valid."""
        given = self.cleaned_data
        return Entered(
            name=given["name"],
            town=given["town"],
            postcode=given["postcode"],
            authority=given["authority"],
            phase_name=given["phase"],
            type_name=given["kind"],
            open_date=given["opened"],
            close_date=given["closed"],
            evidence=given["evidence"],
        )


class BeginForm(OnceForm):
    """The school is co-operative."""

    form = forms.ChoiceField(
        label="How is it co-operative?",
        choices=FORMS,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose how it is co-operative.", "invalid_choice": "Choose one from the list."},
    )
    starts = Day(label="Since when?", required=False, help_text="Leave it empty if nobody knows.")
    evidence = Line(
        label="What shows it?", max_length=300, help_text=_SHOWS, error_messages={"required": "Say what shows it."}
    )
    evidence_day = Day(
        label="Day of that",
        error_messages={
            "required": "Enter the day of what shows it.",
            "invalid": "Enter a day, like 1 September 2026.",
        },
    )


class EndForm(OnceForm):
    """The school is co-operative no longer."""

    ends = Day(
        label="First day on which it is no longer co-operative",
        error_messages={"required": "Enter the day.", "invalid": "Enter a day, like 1 September 2026."},
    )
    reason = Line(
        label="Why?",
        max_length=200,
        required=False,
        help_text="In the school’s own words if it agrees. Only people with a role see it.",
    )


class JustOnceForm(OnceForm):
    """A single button."""
