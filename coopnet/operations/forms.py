"""What an officer types to go on."""

from coopnet.kit.forms import OnceForm, Words


class GoOnForm(OnceForm):
    """The reason is read by everybody who may read the record."""

    reason = Words(
        label="Why changes may go on",
        help_text="What was found, and what was mended or can wait. It stays in the record.",
        max_length=400,
        error_messages={"required": "Enter the reason for going on."},
    )
