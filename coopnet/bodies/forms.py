"""What is typed to begin, end and hand over a role."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.db.models import QuerySet

from coopnet.bodies import rules
from coopnet.bodies.enums import ENDING_WORDS, Office
from coopnet.bodies.models import Seat
from coopnet.kit.basis import Basis
from coopnet.kit.forms import Day, Form, Line, OnceForm
from coopnet.people.models import Person
from coopnet.people.queries import named_like
from coopnet.regions.queries import all_regions

WAYS = {
    "election": "An election",
    "minute": "A minute of a meeting",
    "appointment": "An appointment by a board",
    "founding-act": "The founding act of the network",
}


class PersonField(forms.ModelChoiceField):  # type: ignore[type-arg]  # not generic when it runs
    """One of the people whose name was looked for."""

    def __init__(self, people: QuerySet[Person]) -> None:
        super().__init__(
            queryset=people,
            label="Person",
            empty_label="Choose a person",
            error_messages={"required": "Choose a person.", "invalid_choice": "Choose one of the people listed."},
        )


LISTED = 100


def people_named(text: str) -> QuerySet[Person]:
    """People to choose from: those who match the words; everybody where no words were typed and they are few."""
    people = Person.objects.order_by("folded", "pk")
    if text:
        return named_like(people, text)
    return people if people.count() <= LISTED else people.none()


def posts(on: date) -> list[tuple[str, str]]:
    """Every office and seat that may be given: ``office:treasurer:``, ``office:ambassador:west``, ``seat:12``."""
    found = []
    regions = all_regions(on)
    for office, rule in rules.OFFICES.items():
        if rule.regional:
            found += [(f"office:{office.value}:{r.key}", _upper(rules.office_words(office, r.name))) for r in regions]
        else:
            found.append((f"office:{office.value}:", _upper(rule.words)))
    for seat in Seat.objects.select_related("body").order_by("body__name", "rank", "pk"):
        found.append((f"seat:{seat.pk}", f"{seat.body.name}: {seat.title}"))
    return found


def _upper(words: str) -> str:
    return words[:1].upper() + words[1:]


class _ActForm(OnceForm):
    """The act that gives the role, and its last day."""

    last_day = Day(
        label="Until",
        required=False,
        help_text="The last day of the role, like 31 August 2028. It ends by itself after that.",
    )
    way = forms.ChoiceField(
        label="By which act",
        choices=list(WAYS.items()),
        error_messages={"invalid_choice": "Choose by which act the person came to hold it."},
    )
    act_words = Line(
        label="What it says and where to find it",
        max_length=300,
        help_text="Like: forum of 14 October 2026, minute 5.",
        error_messages={"required": "Say what the act is and where to find it."},
    )
    act_day = Day(label="Day of that act")

    @property
    def basis(self) -> Basis:
        """The act, once the form is valid."""
        data = self.cleaned_data
        return Basis(data["way"], "", data["act_words"], data["act_day"])

    @property
    def ends(self) -> date | None:
        """The first day without the right, once the form is valid."""
        last: date | None = self.cleaned_data["last_day"]
        return None if last is None else last + timedelta(days=1)


class BeginForm(_ActForm):
    """A person, a role, its days, the act."""

    starts = Day(label="From", help_text="The first day of the role, like 1 September 2026.")
    field_order = ["submission", "person", "post", "starts", "last_day", "way", "act_words", "act_day"]

    def __init__(self, *args: Any, people: QuerySet[Person], on: date, **kwargs: Any) -> None:
        # Before the form is made: our base form judges what was typed while it is being made.
        self.base_fields = {  # type: ignore[misc]  # the form copies them from itself, not from its class
            **self.base_fields,
            "person": PersonField(people),
            "post": forms.ChoiceField(
                label="Role",
                choices=[("", "Choose a role"), *posts(on)],
                error_messages={"required": "Choose a role.", "invalid_choice": "Choose one of the roles listed."},
            ),
        }
        super().__init__(*args, **kwargs)

    @property
    def place(self) -> dict[str, Any]:
        """What ``begin_term`` wants for the chosen role."""
        kind, *rest = self.cleaned_data["post"].split(":")
        if kind == "seat":
            return {"seat": Seat.objects.get(pk=int(rest[0]))}
        return {"office": Office(rest[0]), "region": rest[1] or None}


class HandOverForm(_ActForm):
    """Who follows, from which day, by which act."""

    starts = Day(label="From", help_text="The first day of the new holder. The role of the present holder ends then.")
    field_order = ["submission", "person", "starts", "last_day", "way", "act_words", "act_day"]

    def __init__(self, *args: Any, people: QuerySet[Person], **kwargs: Any) -> None:
        own = {**self.base_fields, "person": PersonField(people)}
        self.base_fields = own  # type: ignore[misc]  # as above
        super().__init__(*args, **kwargs)


class EndForm(Form):
    """When and why a role ends."""

    first_day_without = Day(
        label="First day without the role",
        help_text="Choose today to end it at once: the next page the person opens is refused.",
    )
    ending = forms.ChoiceField(
        label="Why",
        choices=[(e.value, w[:1].upper() + w[1:]) for e, w in ENDING_WORDS.items() if e.value],
        error_messages={"invalid_choice": "Choose why it ends."},
    )
    reason = Line(label="In a few words", max_length=300, required=False)
