"""What is typed about a complaint."""

from coopnet.kit.forms import Day, Line, OnceForm, Words


class ComplaintForm(OnceForm):
    """A complaint that came, by letter, by mail or by word of mouth."""

    came_on = Day(label="On which day did it come?")
    name = Line(label="Who complains?", max_length=120, error_messages={"required": "Enter the name."})
    reach = Line(
        label="How do we reach them?", max_length=254, error_messages={"required": "Enter an address or a number."}
    )
    words = Words(
        label="What do they say?", error_messages={"required": "Write what they say."},
        help_text="Their words where you can. Two years after the answer all of this is deleted.",
    )  # fmt: skip


class DayForm(OnceForm):
    """The day on which they were told that it came."""

    day = Day(label="On which day did you tell them?")


class MoreForm(OnceForm):
    """More time, once."""

    why = Line(
        label="Why does it take longer?", max_length=300, help_text="Tell them too.",
        error_messages={"required": "Say why."},
    )  # fmt: skip


class AnswerForm(OnceForm):
    """What came of it."""

    day = Day(label="On which day did you answer?")
    words = Words(label="What came of it?", error_messages={"required": "Say what came of it."})
