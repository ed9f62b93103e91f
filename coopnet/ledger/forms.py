"""Sums, sides and days as people type them."""

from typing import Any

from django import forms
from django.utils.text import slugify

from coopnet.kit import money
from coopnet.kit.basis import Basis, find
from coopnet.kit.forms import Day, Form, Line, OnceForm, Sum
from coopnet.kit.uploads import papers, pictures
from coopnet.kit.uploads.refusals import Refused
from coopnet.ledger.enums import HEAD_WORDS, KEEPS_WORDS, Keeps

_ONE = {"required": "Choose one.", "invalid_choice": "Choose one from the list."}
_HEADS = [(head.value, words) for head, words in HEAD_WORDS.items()]


class Document(forms.FileField):
    """A document, looked into as it comes in."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("help_text", papers.WORDS)
        super().__init__(
            widget=forms.FileInput(attrs={"accept": ",".join(papers.TYPES)}),
            error_messages={"required": "Choose the file.", "empty": "The file is empty. Choose it again."},
            **kwargs,
        )

    def clean(self, data: Any, initial: Any = None) -> Any:
        """Raises ValidationError with the sentence of the refusal."""
        given = super().clean(data, initial)
        if not given:
            return None
        try:
            return papers.clean(given, given.name)
        except Refused as refusal:
            raise forms.ValidationError(str(refusal)) from refusal


class Photo(forms.FileField):
    """A photo of a receipt; where it was taken does not stay in it."""

    def clean(self, data: Any, initial: Any = None) -> Any:
        """Raises ValidationError with the sentence of the refusal."""
        given = super().clean(data, initial)
        if not given:
            return None
        try:
            return pictures.clean(given, given.name)
        except Refused as refusal:
            raise forms.ValidationError(str(refusal)) from refusal


class OpenForm(OnceForm):
    """What the books begin with."""

    day = Day(label="First day of the first year", help_text="Later years begin on the same day of the year.")
    cash = Sum(label="Money in the bank on that day")
    reserve = Sum(label="Of that, the members’ reserve")
    owed_to_us = Sum(label="What others owed to us", required=False)
    we_owe = Sum(label="What we owed to others", required=False)
    keeps = forms.ChoiceField(
        label="Where are the books kept?", choices=[(k.value, w) for k, w in KEEPS_WORDS.items()],
        widget=forms.RadioSelect, error_messages=_ONE, initial=Keeps.HERE.value,
    )  # fmt: skip
    signed = Document(label="The signed accounts of the year before")

    def clean_day(self) -> Any:
        """A day that every year has."""
        day = self.cleaned_data["day"]
        if day.day > 28:
            raise forms.ValidationError("Choose a day that every month has.")
        return day


class EntryForm(OnceForm):
    """One payment in or out: the common case, in the words of whoever keeps the books."""

    way = forms.ChoiceField(
        label="What happened?",
        choices=[("in", "Money came in"), ("out", "Money went out")],
        widget=forms.RadioSelect,
        error_messages=_ONE,
    )
    day = Day(label="Day, as the bank says it")
    pence = Sum(label="How much, in pounds?")
    account = forms.ChoiceField(label="What was it?", error_messages=_ONE)
    head = forms.ChoiceField(
        label="If it went out: for what?", choices=[("", "It came in"), *_HEADS], required=False, error_messages=_ONE
    )
    fund = forms.ChoiceField(label="Whose money is it?", error_messages=_ONE)
    bank = forms.ChoiceField(label="Through which account?", error_messages=_ONE)
    words = Line(
        label="In words", max_length=200, help_text="Members read this. Name no person.",
        error_messages={"required": "Say in words what it was."},
    )  # fmt: skip
    source = Line(
        label="What shows it?", max_length=200, help_text="Like: bank statement of 5 May, line 3.",
        error_messages={"required": "Say what shows it."},
    )  # fmt: skip
    paper = Document(label="A document, if there is one", required=False)

    def __init__(
        self, *args: Any, accounts: dict[str, tuple[str, str]], funds: list[tuple[str, str]],
        banks: list[tuple[str, str]], **kwargs: Any,
    ) -> None:  # fmt: skip
        self._accounts, self._funds, self._banks = accounts, funds, banks
        super().__init__(*args, **kwargs)

    def shape(self) -> None:
        for name, choices in (
            ("account", [(code, words) for code, (_, words) in self._accounts.items()]),
            ("fund", self._funds),
            ("bank", self._banks),
        ):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = choices

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        kind = self._accounts.get(given.get("account", ""), ("", ""))[0]
        if given.get("way") == "out" and kind == "spending" and not given.get("head"):
            self.add_error("head", "Say what it was for: support, services or voice.")
        if kind and given.get("way") and (given["way"] == "in") != (kind == "income"):
            self.add_error("account", "This does not go with the way that the money went.")
        return given


class DividedForm(OnceForm):
    """One payment of the bank that is for several things: up to six parts, which together are what the bank says."""

    PARTS = range(1, 7)
    way = forms.ChoiceField(
        label="What happened?",
        choices=[("in", "Money came in"), ("out", "Money went out")],
        widget=forms.RadioSelect,
        error_messages=_ONE,
    )
    day = Day(label="Day, as the bank says it")
    pence = Sum(label="How much in all, in pounds, as the bank says it?")
    bank = forms.ChoiceField(label="Through which account?", error_messages=_ONE)
    words = Line(
        label="In words", max_length=200, help_text="Members read this. Name no person.",
        error_messages={"required": "Say in words what it was."},
    )  # fmt: skip
    source = Line(
        label="What shows it?", max_length=200, help_text="Like: bank statement of 5 May, line 3.",
        error_messages={"required": "Say what shows it."},
    )  # fmt: skip
    paper = Document(label="A document, if there is one", required=False)

    def __init__(
        self, *args: Any, accounts: dict[str, tuple[str, str]], funds: list[tuple[str, str]],
        banks: list[tuple[str, str]], **kwargs: Any,
    ) -> None:  # fmt: skip
        self._accounts, self._funds, self._banks = accounts, funds, banks
        super().__init__(*args, **kwargs)

    def shape(self) -> None:
        bank = self.fields["bank"]
        assert isinstance(bank, forms.ChoiceField)
        bank.choices = self._banks
        accounts = [("", "Choose"), *((code, words) for code, (_, words) in self._accounts.items())]
        for place in self.PARTS:
            asked = place <= 2
            for name, field in (
                ("account", forms.ChoiceField(label="What was it?", choices=accounts, required=asked,
                                              error_messages=_ONE)),
                ("sum", Sum(label="How much of it, in pounds?", required=asked)),
                ("head", forms.ChoiceField(label="If it is spending: for what?", required=False,
                                           choices=[("", "It is no spending"), *_HEADS], error_messages=_ONE)),
                ("fund", forms.ChoiceField(label="Whose money is it?", choices=self._funds, required=False,
                                           error_messages=_ONE)),
            ):  # fmt: skip
                self.fields[f"{name}_{place}"] = field

    def part(self, place: int) -> list[forms.BoundField]:
        """The fields of one part."""
        return [self[f"{name}_{place}"] for name in ("account", "sum", "head", "fund")]

    @property
    def first_parts(self) -> list[tuple[int, list[forms.BoundField]]]:
        """The two that are always asked for."""
        return [(place, self.part(place)) for place in self.PARTS if place <= 2]

    @property
    def more_parts(self) -> list[tuple[int, list[forms.BoundField]]]:
        """Those that may stay empty."""
        return [(place, self.part(place)) for place in self.PARTS if place > 2]

    @property
    def more_filled(self) -> bool:
        """Whether one of those that may stay empty was filled, so that nobody looks for it."""
        return any(self[f"{name}_{place}"].value() for place in self.PARTS if place > 2 for name in ("account", "sum"))

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        total, sign = 0, 1 if given.get("way") == "in" else -1
        for place in self.PARTS:
            code, pence = given.get(f"account_{place}", ""), given.get(f"sum_{place}")
            if not code and not pence:
                continue
            if not code or not pence:
                name = "sum" if code else "account"
                if f"{name}_{place}" not in self.errors:
                    self.add_error(f"{name}_{place}", "Enter the sum." if code else "Choose one.")
                continue
            income = self._accounts[code][0] == "income"
            if not income and not given.get(f"head_{place}"):
                self.add_error(f"head_{place}", "Say what it was for: support, services or voice.")
            total += pence if income == (sign > 0) else -pence
        if not self.errors and total != given["pence"]:
            self.add_error("pence", f"The parts come to {money.pounds(total)}. They must come to what the bank says.")
        return given

    def parts(self) -> list[tuple[str, int, str, str]]:
        """Account, pence (debits above nothing), fund and head of each part, once the form is valid."""
        given, found = self.cleaned_data, []
        for place in self.PARTS:
            code, pence = given[f"account_{place}"], given[f"sum_{place}"]
            if code:
                income = self._accounts[code][0] == "income"
                fund = given[f"fund_{place}"] or self._funds[0][0]
                found.append((code, -pence if income else pence, fund, "" if income else given[f"head_{place}"]))
        return found


class WhyForm(OnceForm):
    """The day and the reason of a correction."""

    day = Day(label="Date of the correction")
    why = Line(label="Why is it taken back?", error_messages={"required": "Say why."})


class ReleaseForm(OnceForm):
    """Out of the members' reserve, because a decision says so."""

    day = Day(label="Day of the release")
    pence = Sum(label="How much, in pounds?")
    words = Line(label="For what?", error_messages={"required": "Say for what."})
    reference = forms.SlugField(
        label="Reference of the decision",
        max_length=90,
        help_text="It stands on the page of the decision, like board-2026-05-01-1.",
        error_messages={"required": "Name the decision.", "invalid": "Copy the reference from the decision’s page."},
    )

    def clean_reference(self) -> Basis:
        """The recorded decision. Raises ValidationError for a reference that the record does not hold."""
        found = find("decision", self.cleaned_data["reference"])
        if found is None:
            raise forms.ValidationError("There is no such decision in the record. Copy its reference from its page.")
        return found


class CloseForm(OnceForm):
    """The agreement under which what is left over moves."""

    agreement = Line(
        label="The written agreement, by name", max_length=200,
        initial="Written agreement on what is left over", error_messages={"required": "Name the agreement."},
    )  # fmt: skip
    agreed_on = Day(label="Signed on")
    signed = Document(
        label="The agreement", required=False, help_text="It is needed where money is left over."
    )  # fmt: skip


class KeepsForm(OnceForm):
    """Where the book of record is."""

    keeps = forms.ChoiceField(
        label="Where are the books kept?", choices=[(k.value, w) for k, w in KEEPS_WORDS.items()],
        widget=forms.RadioSelect, error_messages=_ONE,
    )  # fmt: skip


class ClaimForm(OnceForm):
    """What a volunteer laid out: a receipt, or miles."""

    day = Day(label="When was it?")
    words = Line(label="What was it for?", error_messages={"required": "Say what it was for."})
    head = forms.ChoiceField(label="Which work does it belong to?", choices=_HEADS, error_messages=_ONE)
    pence = Sum(label="How much does the receipt say, in pounds?", required=False)
    receipt = Photo(
        label="A photo of the receipt", required=False,
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
        help_text="Where the photo was taken is removed from it.",
    )  # fmt: skip
    miles = forms.DecimalField(
        label="Or how many miles did you drive?", required=False, min_value=0, max_value=5000, decimal_places=1,
        error_messages={"invalid": "Enter miles, like 24 or 24.5."},
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        if not self.errors and not given.get("miles") and not (given.get("pence") and given.get("receipt")):
            self.add_error("pence", "Give the sum and the photo of the receipt, or the miles.")
        if given.get("miles") and (given.get("pence") or given.get("receipt")):
            self.add_error("miles", "Miles and a receipt are two claims. Send the one first, then the other.")
        return given


class RateForm(OnceForm):
    """What a mile is worth from a day on."""

    starts = Day(label="From")
    pence = forms.IntegerField(
        label="Pence for a mile", min_value=1, max_value=500, error_messages={"required": "Enter the pence."}
    )
    source = Line(label="Who decided it, and when?", error_messages={"required": "Say who decided it."})


class JudgeForm(OnceForm):
    """Why not, if it is not agreed to."""

    why = Line(label="If not: why?", required=False, max_length=300)


class PaidForm(OnceForm):
    """The day on which it was paid."""

    day = Day(label="Paid on")


class PlanForm(OnceForm):
    """A sum for each income and each heading; empty for none."""

    def __init__(self, *args: Any, lines: list[tuple[str, str]], **kwargs: Any) -> None:
        self._lines = lines
        super().__init__(*args, **kwargs)

    def shape(self) -> None:
        for key, words in self._lines:
            self.fields[key] = Sum(label=words, required=False)

    @property
    def sums(self) -> dict[str, int | None]:
        """Pence by the code of an income or by a heading, once the form is valid."""
        return {key: self.cleaned_data[key] for key, _ in self._lines}


class FundForm(OnceForm):
    """Money that is given for a purpose."""

    name = Line(label="Name of the fund", max_length=80, error_messages={"required": "Give it a name."})
    purpose = Line(
        label="What may it be spent on?", max_length=300, error_messages={"required": "Say what it is for."},
        help_text="As the giver wrote it. Everybody reads it.",
    )  # fmt: skip
    giver = Line(label="Who gives it?", max_length=120, error_messages={"required": "Say who gives it."})
    named = forms.BooleanField(label="The giver may be named on our site", required=False)
    source = Line(
        label="What shows it?", max_length=200, help_text="Like: letter of 5 May.",
        error_messages={"required": "Say what shows it."},
    )  # fmt: skip
    day = Day(label="Given on")
    spend_by = Day(label="To be spent by, if there is a day", required=False)

    def clean_name(self) -> str:
        """Raises ValidationError for a name of which no address can be made."""
        name = str(self.cleaned_data["name"])
        if not slugify(name):
            raise forms.ValidationError("Use letters.")
        return name

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        if given.get("day") and given.get("spend_by") and given["spend_by"] < given["day"]:
            self.add_error("spend_by", "That is before it was given.")
        return given

    @property
    def slug(self) -> str:
        """How addresses name the fund, once the form is valid."""
        return str(slugify(self.cleaned_data["name"]))[:40].strip("-")


class DayForm(Form):
    """As at which day."""

    on = Day(label="As at", required=False)
