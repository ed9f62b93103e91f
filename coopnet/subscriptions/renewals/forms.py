"""What is typed about late subscriptions."""

from coopnet.kit.forms import Day, Line, OnceForm


class PromiseForm(OnceForm):
    """By when the money comes."""

    until = Day(label="By which day?")
    words = Line(label="What was said", max_length=300, required=False)


class BankDayForm(OnceForm):
    """How far what came is recorded."""

    reach = Day(label="Up to which day is everything recorded?")


class LookForm(OnceForm):
    """I have looked at those that are ticked."""
