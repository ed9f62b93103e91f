"""What is typed about invoices: who sends them, what came, what is credited, the payer's order number."""

import re

from django import forms

from coopnet.kit.forms import Day, Form, Line, OnceForm, Sum
from coopnet.subscriptions.invoices.rules import STAND_WORDS, vat_number

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
    company_number = Line(
        label="Company or society number, if there is one", max_length=12, required=False,
        help_text="As the public register writes it. It stands on the supplier sheet, as do the next two.",
    )  # fmt: skip
    vat_number = Line(label="VAT number, if there is one", max_length=20, required=False)
    phone = Line(
        label="Telephone for finance offices, if there is one", max_length=24, required=False,
        help_text="One that the site shows as well: offices ring it to be sure.",
    )  # fmt: skip
    starts = Day(
        label="These three hold from", required=False, help_text="A sheet of an earlier day keeps what it said."
    )

    def clean_company_number(self) -> str:
        """Letters and digits without blanks. Raises ValidationError for what no register writes."""
        number = "".join(str(self.cleaned_data["company_number"]).split()).upper()
        if number and not re.fullmatch(r"[A-Z]{0,2}[0-9]{3,8}[A-Z]?", number):
            raise forms.ValidationError("Copy it from the register, like 01234567 or RS001234.")
        return number

    def clean_vat_number(self) -> str:
        """Raises ValidationError for a number that its check digits give away."""
        try:
            return vat_number(self.cleaned_data["vat_number"]) if self.cleaned_data["vat_number"] else ""
        except ValueError as wrong:
            raise forms.ValidationError(str(wrong)) from wrong

    def clean_phone(self) -> str:
        """Raises ValidationError for what cannot be rung."""
        phone = str(self.cleaned_data["phone"])
        if phone and not (re.fullmatch(r"\+?[0-9 ]+", phone) and 9 <= sum(map(str.isdigit, phone)) <= 15):
            raise forms.ValidationError("Write the number in digits, like 01632 960123.")
        return phone


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
