"""What is typed about invoices: who sends them, what came, what is credited, the payer's order number."""

from django import forms

from coopnet.kit.forms import Day, Form, Line, OnceForm, Sum
from coopnet.subscriptions.invoices.rules import STAND_WORDS

_ADDRESS = {"required": "Enter the address.", "invalid": "Enter an address like name@example.org."}


class SupplierForm(OnceForm):
    """Who sends invoices and where they are paid to."""

    name = Line(label="Who sends the invoices", max_length=120, error_messages={"required": "Enter the name."})
    address = Line(label="Postal address", max_length=300, error_messages={"required": "Enter the address."})
    email = forms.EmailField(label="E-mail for questions", max_length=254, error_messages=_ADDRESS)
    account_name = Line(label="Name of the account", max_length=120, error_messages={"required": "Enter the name."})
    sort_code = forms.RegexField(
        r"^\d\d-\d\d-\d\d$", label="Sort code", max_length=8,
        error_messages={"required": "Enter the sort code.", "invalid": "Write it like 00-00-00."},
    )  # fmt: skip
    account_number = forms.RegexField(
        r"^\d{8}$", label="Account number", max_length=8,
        error_messages={"required": "Enter the account number.", "invalid": "It has eight digits."},
    )  # fmt: skip


class RunForm(OnceForm):
    """Send them all."""


class PayForm(OnceForm):
    """Money that came."""

    pence = Sum(label="How much came, in pounds?")
    day = Day(label="On which day?")
    words = Line(label="As the bank told it", max_length=200, required=False)


class CreditForm(OnceForm):
    """What is owed no more."""

    pence = Sum(label="How much is taken off, in pounds?")
    reason = Line(label="Why?", max_length=300, error_messages={"required": "Say why."})


class OrderForm(Form):
    """The payer's order number."""

    order_number = Line(label="Your order number", max_length=60, required=False)


class FindForm(Form):
    """Which invoices."""

    q = Line(label="Number, payer or member", max_length=80, required=False)
    stand = forms.ChoiceField(
        label="How it stands",
        required=False,
        choices=[("", "All"), *((stand.value, words) for stand, words in STAND_WORDS.items())],
        error_messages={"invalid_choice": "Choose one from the list."},
    )
