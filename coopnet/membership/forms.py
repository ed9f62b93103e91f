"""What is typed to ask to join, to decide, and to keep a member."""

from typing import Any

from django import forms

from coopnet.kit.decided import DecidedForm
from coopnet.kit.forms import Day, Form, Line, OnceForm, Words
from coopnet.membership.enums import DUTY_WORDS, STATE_WORDS, Duty, State
from coopnet.people.enums import ROLE_WORDS, Role

_ONE = {"required": "Choose one.", "invalid_choice": "Choose one from the list."}
_MAIL = {"required": "Enter your e-mail address.", "invalid": "Enter an address like name@example.org."}
APPLICANTS = (Role.HEAD, Role.CHIEF, Role.DEPUTY, Role.BUSINESS, Role.CHAIR, Role.GOVERNOR, Role.CLERK, Role.OTHER)


class FindForm(Form):
    """Three letters of the name, a postcode or a URN."""

    q = Line(label="What is your school called?", max_length=80, required=False)


class YouForm(Form):
    """Who asks."""

    name = Line(label="Your name", max_length=120, error_messages={"required": "Enter your name."})
    role = forms.ChoiceField(
        label="What you are there", choices=[(r.value, ROLE_WORDS[r]) for r in APPLICANTS], error_messages=_ONE
    )
    email = forms.EmailField(label="Your e-mail address", max_length=254, error_messages=_MAIL)
    phone = Line(label="A telephone number", max_length=40, required=False)
    words = Words(
        label="Anything we should know", max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    whole = forms.ChoiceField(label="Who joins?", required=False, widget=forms.RadioSelect, error_messages=_ONE)
    field_order = ("whole", "name", "role", "email", "phone", "words")

    def __init__(self, *args: Any, trust: str = "", school: str = "", **kwargs: Any) -> None:
        self._trust, self._school = trust, school
        super().__init__(*args, **kwargs)

    def shape(self) -> None:
        whole = self.fields["whole"]
        assert isinstance(whole, forms.ChoiceField)
        if self._trust:
            whole.choices = [("school", f"{self._school} alone"), ("trust", f"{self._trust}, with all its schools")]
            whole.initial = "school"
        else:
            del self.fields["whole"]


class SureForm(OnceForm):
    """The last press."""

    governors = forms.BooleanField(label="Our governors know that we are asking to join.", required=False)


class MoreForm(OnceForm):
    """An answer, or the words of an appeal."""

    words = Words(label="Your answer", max_length=2000, error_messages={"required": "Write your answer."})


class AskForm(OnceForm):
    """A question to whoever applied."""

    question = Words(label="Your question", max_length=2000, error_messages={"required": "Write your question."})


class ReasonForm(DecidedForm):
    """Which body decided, and why, as whoever asked will read it."""

    reason = Words(
        label="The reason, as they will read it", max_length=2000, error_messages={"required": "Give the reason."}
    )


class YesForm(ReasonForm):
    """A yes: in which kind, from when."""

    kind = forms.ChoiceField(label="As what?", error_messages=_ONE)
    starts = Day(label="From which day?")
    field_order = ("kind", "starts", "body", "day", "decision", "reason")

    def __init__(self, *args: Any, kinds: list[tuple[str, str]], **kwargs: Any) -> None:
        self._kinds = kinds
        super().__init__(*args, **kwargs)

    def shape(self) -> None:
        kind = self.fields["kind"]
        assert isinstance(kind, forms.ChoiceField)
        kind.choices = self._kinds


class MoveForm(OnceForm):
    """Where the membership stands from a day on."""

    to = forms.ChoiceField(label="How does it stand?", error_messages=_ONE)
    day = Day(label="From which day?")
    words = Line(label="In a line, for the school too", max_length=300, required=False)
    private = Words(label="Why, for officers alone", max_length=2000, required=False)
    body = Line(label="Which body decided it?", max_length=300, required=False)

    def __init__(self, *args: Any, states: list[State], **kwargs: Any) -> None:
        self._states = states
        super().__init__(*args, **kwargs)

    def shape(self) -> None:
        to = self.fields["to"]
        assert isinstance(to, forms.ChoiceField)
        to.choices = [(state.value, STATE_WORDS[state]) for state in self._states]


class AgainForm(OnceForm):
    """From which day one that left or was refused may be asked again."""

    day = Day(
        label="Ask again from which day?",
        required=False,
        help_text="Nobody is reminded to ask before that day. Empty: no day at all.",
    )
    why = Words(
        label="Why then, for officers alone", max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )


class PersonForm(OnceForm):
    """Somebody who acts for a member: one of its people."""

    person = forms.ChoiceField(label="Who?", error_messages=_ONE)

    def __init__(self, *args: Any, people: list[tuple[str, str]], **kwargs: Any) -> None:
        self._people = people
        super().__init__(*args, **kwargs)

    def shape(self) -> None:
        person = self.fields["person"]
        assert isinstance(person, forms.ChoiceField)
        person.choices = self._people


class ChairForm(PersonForm):
    """Who votes, and which chair confirms it."""

    duty = forms.ChoiceField(
        label="As what?",
        choices=[(d.value, DUTY_WORDS[d].capitalize()) for d in (Duty.VOTES, Duty.SUBSTITUTE)],
        error_messages=_ONE,
    )
    chair_name = Line(label="Name of the chair of governors", max_length=120, error_messages={"required": "Enter it."})
    chair_email = forms.EmailField(
        label="Address of the chair", max_length=254,
        error_messages={"required": "Enter the address.", "invalid": "Enter an address like name@example.org."},
    )  # fmt: skip


class DutyForm(PersonForm):
    """Who speaks for a member, or sees to its invoices."""

    duty = forms.ChoiceField(
        label="What for?",
        choices=[(d.value, DUTY_WORDS[d].capitalize()) for d in (Duty.LEAD, Duty.FINANCE)],
        error_messages=_ONE,
    )


class ChairAnswerForm(OnceForm):
    """The chair's word."""

    minute = Line(label="The minute, if there is one", max_length=200, required=False)


class OnForm(Form):
    """As on which day."""

    on = Day(label="The members as on", required=False)


class ShownForm(OnceForm):
    """Who was shown the register."""

    who = Line(label="Who was shown it?", max_length=200, error_messages={"required": "Say who was shown it."})
    which = forms.ChoiceField(
        label="Which?",
        choices=[("duplicate", "The duplicate, without shares"), ("whole", "The whole register")],
        error_messages=_ONE,
    )
