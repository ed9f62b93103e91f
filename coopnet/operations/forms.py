"""What an officer types to go on."""

from django import forms

from coopnet.kit.forms import OnceForm, Words


class GoOnForm(OnceForm):
    """The reason is read by everybody who may read the record."""

    reason = Words(
        label="Why changes may go on",
        help_text="What was found, and what was mended or can wait. It stays in the record.",
        max_length=400,
        error_messages={"required": "Enter the reason for going on."},
    )


class ClockForm(OnceForm):
    """How many days are to pass in the rehearsal."""

    days = forms.IntegerField(
        label="Let this many days pass",
        min_value=1,
        max_value=62,
        error_messages={
            "required": "Enter how many days.",
            "invalid": "Enter a number, like 7.",
            "min_value": "Enter a number from 1 to 62.",
            "max_value": "Enter a number from 1 to 62.",
        },
    )
