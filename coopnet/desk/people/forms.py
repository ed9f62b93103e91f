"""What officers type about people."""

from typing import Any

from django import forms

from coopnet.kit.forms import Day, Form, Line, OnceForm, Words
from coopnet.people.enums import CONTACT_WORDS, ROLE_WORDS, ContactKind, Role

ROLES = [("", "Choose a role")] + [(role.value, words) for role, words in ROLE_WORDS.items()]


def _email(**kwargs: Any) -> forms.EmailField:
    return forms.EmailField(
        label="E-mail address",
        max_length=254,
        required=False,
        error_messages={"invalid": "Enter an e-mail address, like sam@school.example.org."},
        **kwargs,
    )


def _role() -> forms.ChoiceField:
    return forms.ChoiceField(
        label="Role there",
        choices=ROLES,
        error_messages={"required": "Choose a role.", "invalid_choice": "Choose one of the roles listed."},
    )


def _name() -> Line:
    return Line(label="Name", max_length=120, help_text="As the person writes it.", error_messages=_missing("the name"))


def _missing(what: str) -> dict[str, str]:
    return {"required": f"Enter {what}."}


class PersonForm(OnceForm):
    """A new person."""

    name = _name()
    email = _email(help_text="For letters. Officers of the person’s region see it, nobody else.")
    note = Words(label="Note", max_length=2000, required=False, help_text="The person may ask to see this.")


class PlacedPersonForm(PersonForm):
    """A new person, with the role in the organisation that was chosen before."""

    role = _role()
    starts = Day(label="Since", help_text="Like 1 September 2026.")
    field_order = ["submission", "name", "role", "starts", "email", "note"]


class ChangeForm(Form):
    """What may be changed of a person."""

    name = _name()
    email = _email(help_text="For letters. It does not change the address that the person signs in with.")
    note = Words(label="Note", max_length=2000, required=False, help_text="The person may ask to see this.")


class ContactForm(OnceForm):
    """One more way to reach a person."""

    kind = forms.ChoiceField(
        label="How",
        choices=[(k.value, w) for k, w in CONTACT_WORDS.items()],
        error_messages={"invalid_choice": "Choose how the person is reached."},
    )
    value = Line(label="Address or number", max_length=300, error_messages=_missing("the address or number"))
    shared = forms.BooleanField(
        label="Other people read it too",
        required=False,
        help_text="Like the office’s mailbox. Nothing personal is ever sent there.",
    )
    source = Line(label="Where you have it from", max_length=120, required=False)

    def clean(self) -> dict[str, Any]:
        """An e-mail address looks like one; a number has figures."""
        data = super().clean() or {}
        value = data.get("value", "")
        if value and data.get("kind") == ContactKind.EMAIL.value and ("@" not in value or " " in value):
            self.add_error("value", "Enter an e-mail address, like sam@school.example.org.")
        if value and data.get("kind") == ContactKind.PHONE.value and sum(c.isdigit() for c in value) < 5:
            self.add_error("value", "Enter a telephone number, like 01632 960001.")
        return data

    @property
    def contact_kind(self) -> ContactKind:
        """The kind, once the form is valid."""
        return ContactKind(self.cleaned_data["kind"])


class PlaceForm(OnceForm):
    """The role in the organisation that was chosen before, and since when."""

    role = _role()
    starts = Day(label="Since", help_text="Like 1 September 2026.")


class EndForm(Form):
    """The last day of a role."""

    last_day = Day(label="Last day", help_text="The last day on which the person had this role.")


def role_of(form: forms.Form) -> Role:
    """The role, once the form is valid."""
    return Role(form.cleaned_data["role"])


class MakeAccountForm(OnceForm):
    """Nothing but the button."""


class AccountForm(OnceForm):
    """Why an account is closed, or opened again."""

    reason = Line(
        label="Why", max_length=300, help_text="It stays in the record of acts.", error_messages=_missing("the reason")
    )
