"""What is sent and typed about statements."""

from typing import Any

from django import forms

from coopnet.kit.forms import Day, Form, Line, OnceForm, Sum


class FileForm(OnceForm):
    """A statement."""

    file = forms.FileField(
        label="The statement", widget=forms.FileInput(attrs={"accept": ".ofx,.qfx,.xml,.csv,.txt,.053"}),
        help_text="From your bank, as OFX, camt.053 or CSV.",
        error_messages={"required": "Choose the file.", "empty": "The file is empty.", "invalid": "Choose it again."},
    )  # fmt: skip
    ask = forms.BooleanField(
        label="Let me say which column is what", required=False,
        help_text="For a CSV file that was read wrongly. It is asked by itself where we cannot tell.",
    )  # fmt: skip


class ColumnsForm(OnceForm):
    """Which column is what. Columns are numbered from 0, as they stand in the file."""

    ROLES = {
        "day": "The day", "words": "The bank’s words", "more": "More words, like the reference",
        "sum": "The sum, with a sign", "came": "What came", "left": "What left", "balance": "The balance",
        "number": "The bank’s own number of the line", "account": "The account",
    }  # fmt: skip

    def __init__(self, *args: Any, heading: list[str], **kwargs: Any) -> None:
        self.heading = heading
        super().__init__(*args, **kwargs)

    def shape(self) -> None:
        choices = [
            ("", "None"),
            *((str(place), name or f"Column {place + 1}") for place, name in enumerate(self.heading)),
        ]
        for role, label in self.ROLES.items():
            self.fields[role] = forms.ChoiceField(
                label=label, choices=choices, required=role in ("day", "words"),
                error_messages={"required": "Choose the column.", "invalid_choice": "Choose one from the list."},
            )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """A sum is needed, and no column is two things."""
        given: dict[str, Any] = super().clean() or self.cleaned_data
        if not given.get("sum") and not given.get("came"):
            self.add_error("sum", "Choose the column of the sum, or that of what came.")
        chosen = [given[role] for role in self.ROLES if given.get(role)]
        if len(chosen) != len(set(chosen)):
            self.add_error("words", "One column was chosen for two things.")
        return given

    @property
    def columns(self) -> dict[str, int]:
        """As they are kept, once the form is valid."""
        return {role: int(self.cleaned_data[role]) for role in self.ROLES if self.cleaned_data.get(role)}


class MatchForm(OnceForm):
    """One line, one invoice, so much."""

    number = forms.IntegerField(
        label="Invoice", min_value=1, max_value=10**8,
        error_messages={"required": "Enter the number of the invoice.", "invalid": "Enter a number."},
    )  # fmt: skip
    pence = Sum(label="How much of it, in pounds?")


class AsideForm(OnceForm):
    """Why a line is no subscription."""

    why = Line(label="What is it, if no subscription?", max_length=200, required=False)


class FindForm(Form):
    """Which invoice."""

    q = Line(label="Payer, member or number", max_length=80, required=False)


class BalanceForm(OnceForm):
    """What the bank says that it held."""

    day = Day(label="At the end of which day?")
    pence = Sum(label="What does the statement say is in the account, in pounds?")
    overdrawn = forms.BooleanField(label="The account is overdrawn by that much", required=False)


class OnForm(Form):
    """Which day."""

    on = Day(label="As at", required=False)
