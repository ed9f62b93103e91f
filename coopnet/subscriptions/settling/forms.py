"""What is typed to settle a sum without its being paid."""

from typing import Any

from django import forms

from coopnet.kit.forms import Line, OnceForm, Sum
from coopnet.subscriptions.enums import SETTLED_WORDS, Settled


class SettleForm(OnceForm):
    """How, how much and why."""

    kind = forms.ChoiceField(
        label="What is it?", widget=forms.RadioSelect,
        error_messages={"required": "Choose what it is.", "invalid_choice": "Choose one from the list."},
    )  # fmt: skip
    pence = Sum(label="How much, in pounds?")
    reason = Line(
        label="Why?", max_length=300, error_messages={"required": "Say why."},
        help_text="If it is let off by decision, write the number of the decision or the minute.",
    )  # fmt: skip

    def __init__(self, *args: Any, refund: bool, **kwargs: Any) -> None:
        self.refund = refund
        super().__init__(*args, **kwargs)

    def shape(self) -> None:
        kinds = [Settled.REFUND] if self.refund else [Settled.WAIVER, Settled.WRITE_OFF]
        field = self.fields["kind"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(kind.value, SETTLED_WORDS[kind].capitalize()) for kind in kinds]
        if self.refund:
            field.initial = Settled.REFUND.value
