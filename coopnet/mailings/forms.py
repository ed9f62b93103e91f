"""What is typed of a letter to many: its words, its group, a name for a group, an address for the newsletter."""

from typing import Any

from django import forms

from coopnet.kit.forms import Form, Line, OnceForm, Words
from coopnet.mailings import rules
from coopnet.mailings.enums import SORT_WORDS, STANDING_WORDS, VOTER_WORDS, WHOM_WORDS, Sort, Standing, Voter, Whom
from coopnet.mailings.rules import Group

_ONE = {"required": "Choose one.", "invalid_choice": "Choose one from the list."}
_SOME = {"required": "Choose one at least.", "invalid_choice": "Choose from the list.", "invalid_list": "Choose again."}


def _many(label: str, choices: Any = (), *, required: bool = False, help_text: str = "") -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=label, choices=choices, required=required, error_messages=_SOME, help_text=help_text,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip


class DraftForm(OnceForm):
    """Words and group. ``places``: the regions that this officer may write to, by key; ``whole``: all of them."""

    sort = forms.ChoiceField(label="What kind of letter is it?", widget=forms.RadioSelect, error_messages=_ONE)
    subject = Line(label="Subject", max_length=150, error_messages={"required": "Write a subject."})
    text = Words(
        label="The letter", max_length=20_000, error_messages={"required": "Write the letter."},
        help_text="You may write {name}, {school} and {region}: each reader gets their own. Leave a line empty between "
        "paragraphs.",
    )  # fmt: skip
    policy = forms.BooleanField(
        label="It says what the network thinks about policy: a second person must agree", required=False
    )
    public = forms.BooleanField(label="A newsletter: keep it in the archive for everybody", required=False)
    standing = _many("Which members?", [(s.value, w) for s, w in STANDING_WORDS.items()])
    regions = _many("In which regions?", help_text="None ticked: all that you may write to.")
    kind = forms.ChoiceField(
        label="Schools or trusts?", required=False, error_messages=_ONE,
        choices=[("", "Both"), ("school", "Single schools"), ("trust", "Trusts")],
    )  # fmt: skip
    phases = _many("Which phase?", help_text="None ticked: all.")
    voter = forms.ChoiceField(
        label="Do they have somebody who votes?", required=False, error_messages=_ONE,
        choices=[(v.value, w) for v, w in VOTER_WORDS.items()],
    )  # fmt: skip
    whom = forms.ChoiceField(
        label="To whom there?",
        required=False,
        error_messages=_ONE,
        choices=[(w.value, s) for w, s in WHOM_WORDS.items()],
    )

    def __init__(
        self, *args: Any, places: list[tuple[str, str]], whole: bool, phases: list[str], **kwargs: Any
    ) -> None:
        self.places, self.whole, self.known_phases = places, whole, phases
        super().__init__(*args, **kwargs)

    def shape(self) -> None:
        sorts = list(Sort) if self.whole else [Sort.NOTICE, Sort.NEWS]
        given = {
            "sort": [(sort.value, SORT_WORDS[sort].capitalize()) for sort in sorts],
            "regions": self.places,
            "phases": [(phase, phase) for phase in self.known_phases],
        }
        for name, choices in given.items():
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = choices

    def clean(self) -> dict[str, Any]:
        """Words in braces are ones that we fill in; a group has a standing."""
        given: dict[str, Any] = super().clean() or self.cleaned_data
        for name in ("subject", "text"):
            if faults := rules.faults(given.get(name) or ""):
                self.add_error(name, " ".join(faults))
        if given.get("sort") != Sort.NEWSLETTER.value and not given.get("standing"):
            self.add_error("standing", "Choose one at least.")
        return given

    @property
    def group(self) -> Group:
        """The group, once the form is valid. Whoever may not write to all regions writes to those that are theirs."""
        given = self.cleaned_data
        regions = tuple(given["regions"]) or (() if self.whole else tuple(key for key, _ in self.places))
        return Group(
            regions=regions, standing=tuple(Standing(one) for one in given["standing"]), kind=given["kind"],
            phases=tuple(given["phases"]), voter=Voter(given["voter"] or ""), whom=Whom(given["whom"] or Whom.LEAD),
        )  # fmt: skip


class KeepForm(OnceForm):
    """A name for a group."""

    name = Line(label="Name of the group", max_length=80, error_messages={"required": "Give the group a name."})


class AskForm(OnceForm):
    """The address that wants the newsletter."""

    email = forms.EmailField(
        label="Your e-mail address", max_length=254,
        error_messages={"required": "Enter your address.", "invalid": "Enter an address like name@example.org."},
    )  # fmt: skip


class PageForm(Form):
    """Which reader's letter to look at."""

    reader = forms.IntegerField(min_value=0, max_value=1_000_000, required=False)
