"""What people type to sign in and to look after their account."""

import json
from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password

from coopnet.kit.forms import Form, Line, OnceForm
from coopnet.sign_in.rules import CODE_LIFE

EMAIL_WORDS = "Enter an e-mail address, like sam@school.example.org."


class Email(forms.EmailField):
    """An address, kept in lower case."""

    def __init__(self, *, label: str = "Your e-mail address", **kwargs: Any) -> None:
        super().__init__(
            label=label,
            max_length=254,
            widget=forms.EmailInput(attrs={"autocomplete": "username", "spellcheck": "false"}),
            error_messages={"required": EMAIL_WORDS, "invalid": EMAIL_WORDS, "max_length": EMAIL_WORDS},
            **kwargs,
        )

    def clean(self, value: Any) -> str:
        return str(super().clean(value)).lower()


class Digits(forms.CharField):
    """A code of digits; blanks and strokes between them are let pass."""

    def __init__(self, *, shortest: int, longest: int, words: str, **kwargs: Any) -> None:
        self.shortest, self.longest, self.words = shortest, longest, words
        super().__init__(
            max_length=40,
            widget=forms.TextInput(
                attrs={"inputmode": "numeric", "autocomplete": "one-time-code", "spellcheck": "false", "class": "code"}
            ),
            error_messages={"required": words, "max_length": words, "null_characters_not_allowed": words},
            **kwargs,
        )

    def to_python(self, value: Any) -> str:
        text = "".join(str(super().to_python(value) or "").split()).replace("-", "")
        if text and not (text.isascii() and text.isdigit() and self.shortest <= len(text) <= self.longest):
            raise forms.ValidationError(self.words)
        return text


class Password(forms.CharField):
    """A password as it was typed, blanks and all."""

    def __init__(self, *, autocomplete: str, **kwargs: Any) -> None:
        super().__init__(
            strip=False,
            max_length=1000,
            widget=forms.PasswordInput(attrs={"autocomplete": autocomplete}),
            error_messages={"required": "Enter the password."},
            **kwargs,
        )


class AskCodeForm(Form):
    """Where to send a code."""

    email = Email(help_text="We send you six digits. You need no password.")


class CodeForm(Form):
    """A code, in the browser that asked for it."""

    code = Digits(
        label="The six digits",
        shortest=6,
        longest=6,
        words="Enter the six digits from the letter, like 123456.",
        help_text=f"Good for {CODE_LIFE.seconds // 60} minutes, in this browser or any other.",
    )


class CodeElsewhereForm(CodeForm):
    """A code in another browser, which does not know whose it is."""

    email = Email()
    field_order = ["email", "code"]


class PasswordForm(Form):
    """Address and password."""

    email = Email()
    password = Password(label="Your password", autocomplete="current-password")


class StepForm(Form):
    """A code of an app, or a recovery code."""

    code = Digits(
        label="The code",
        shortest=6,
        longest=8,
        words="Enter the six digits that your app shows, or one of your recovery codes of eight digits.",
        help_text="Six digits from your app, or a recovery code of eight digits.",
    )


class ConfirmPasswordForm(Form):
    """The password alone, of somebody who has signed in."""

    password = Password(label="Your password", autocomplete="current-password")


class AppForm(Form):
    """The first code of a new app, with the secret that it was given (signed, good for 15 minutes)."""

    given = forms.CharField(widget=forms.HiddenInput, max_length=400)
    code = Digits(
        label="The six digits that the app shows now",
        shortest=6,
        longest=6,
        words="Enter the six digits that the app shows, like 123456.",
    )


class NewPasswordForm(Form):
    """A new password, judged against the common ones."""

    password = Password(
        label="New password",
        autocomplete="new-password",
        help_text="Twelve characters or more. Three or four words that only you would put together are good.",
    )

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        self.user = user
        super().__init__(*args, **kwargs)

    def clean_password(self) -> str:
        password = str(self.cleaned_data["password"])
        validate_password(password, self.user)
        return password


class AnswerForm(Form):
    """What the browser answered for a passkey."""

    answer = forms.CharField(widget=forms.HiddenInput, max_length=20_000, required=False)

    def clean_answer(self) -> Any:
        try:
            return json.loads(self.cleaned_data["answer"] or "null")
        except (ValueError, RecursionError):
            return None


class PasskeyForm(AnswerForm):
    """A new passkey and a name to know it by."""

    name = Line(
        label="A name for this passkey",
        max_length=60,
        help_text="So that you know it again, like “My phone” or “Office laptop”.",
        error_messages={"required": "Enter a name, like “My phone”."},
    )


class AskRecoveryForm(OnceForm):
    """Whom to let back in, and how the officer made sure."""

    email = Email(label="Their e-mail address")
    reason = Line(
        label="How did you make sure that it is them?",
        max_length=300,
        help_text="Like “Rang her on the number that we have had since 2024”. This is kept in the record.",
        error_messages={"required": "Enter how you made sure, like “We spoke face to face on Monday”."},
    )
