"""The form of whoever looks a page over."""

from datetime import date, timedelta
from typing import Any

from django import forms

from coopnet.kit.forms import Day, OnceForm

# Longer than two years nobody remembers what a page was meant to say.
LONGEST = timedelta(days=731)


class HoldsForm(OnceForm):
    """When somebody should look again."""

    review_on = Day(label="Look at it again on", help_text="At most two years from now.")

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        self.today = today
        super().__init__(*args, **kwargs)

    def clean_review_on(self) -> date:
        """A day to come, and not too far."""
        day: date = self.cleaned_data["review_on"]
        if not self.today < day <= self.today + LONGEST:
            raise forms.ValidationError("Choose a day after today, and within two years.")
        return day
