"""As on which day; and a clause as it is typed, each kind in fields of its own."""

from typing import Any

from django import forms

from coopnet.kit.decided import DecidedForm, fields_last
from coopnet.kit.forms import Day, Form, Line, Words
from coopnet.rulebook.enums import UNIT_WORDS, Kind, Unit
from coopnet.rulebook.rules import KEYS, check
from coopnet.rulebook.values import Unreadable

_ONE = {"required": "Choose one.", "invalid_choice": "Choose one from the list."}
_YES_NO = [("yes", "Yes"), ("no", "No")]


class OnForm(Form):
    """The day asked about."""

    on = Day(label="The rules as on", required=False)


def _number(label: str, most: int = 100_000) -> forms.IntegerField:
    return forms.IntegerField(
        label=label,
        min_value=0,
        max_value=most,
        error_messages={
            "required": "Give a number.",
            "invalid": "Give a whole number.",
            "min_value": "Give 0 or more.",
            "max_value": f"Give {most} at most.",
        },
    )


def _choice(label: str, choices: list[tuple[str, str]]) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=choices, error_messages=_ONE)


def _day_of_year(label: str) -> Line:
    return Line(
        label=label, max_length=5, help_text="As month and day, like 07-15.", error_messages={"required": "Give a day."}
    )


def _fields(key: str) -> dict[str, forms.Field]:
    """The fields by which a clause of this key is typed."""
    known = KEYS[key]
    many = [(unit.value, words[1]) for unit, words in UNIT_WORDS.items()]
    by_kind: dict[Kind, dict[str, forms.Field]] = {
        Kind.INTEGER: {"number": _number("How many?")},
        Kind.PERCENT: {"number": _number("Per cent", 100)},
        Kind.COMBINE: {
            "number": _number("A number"),
            "percent": _number("Per cent of those entitled", 100),
            "which": _choice("Which of the two counts?", [("max", "The greater"), ("min", "The lesser")]),
        },
        Kind.DURATION: {"number": _number("How many?", 3660), "unit": _choice("Of what?", many)},
        Kind.MAJORITY: {
            "percent": _number("Per cent", 100),
            "reached": _choice("Is it enough to reach it?", _YES_NO),
            "of_all": _choice("Of all who may vote, not of the votes cast?", _YES_NO),
            "turnout": _number("Per cent who must take part (0: none)", 100),
        },
        Kind.BOOLEAN: {"answer": _choice("What holds?", _YES_NO)},
        Kind.ENUM: {"answer": _choice("What holds?", list(known.choices))},
        Kind.TEXT: {"answer": Words(label="What holds?", max_length=4000, error_messages={"required": "Write it."})},
        Kind.INTEGERS: {
            "answer": Line(
                label="The numbers", help_text="With commas between, like 14, 30, 60.",
                error_messages={"required": "Give the numbers."},
            )
        },
        Kind.SEASON: {"first": _day_of_year("From"), "last": _day_of_year("To, that day too")},
        Kind.SEATS: {
            "answer": Words(
                label="The seats, one kind in a line",
                help_text="Title | number | how they are filled | each region or all | votes or no vote",
                error_messages={"required": "Give the seats."},
            )
        },
    }  # fmt: skip
    return by_kind[known.kind]


def _value(kind: Kind, given: dict[str, Any]) -> Any:
    """What was typed, as it is stored. Raises Unreadable."""
    match kind:
        case Kind.INTEGER | Kind.PERCENT:
            return given["number"]
        case Kind.COMBINE:
            return {"min": given["number"], "percent": given["percent"], "combine": given["which"]}
        case Kind.DURATION:
            return {"count": given["number"], "unit": Unit(given["unit"]).value}
        case Kind.MAJORITY:
            yes = {name: given[name] == "yes" for name in ("reached", "of_all")}
            return {"percent": given["percent"], "turnout": given["turnout"], **yes}
        case Kind.BOOLEAN:
            return given["answer"] == "yes"
        case Kind.INTEGERS:
            parts = [part.strip() for part in given["answer"].split(",")]
            if not all(part.isascii() and part.isdecimal() and len(part) < 6 for part in parts):
                raise Unreadable("Write whole numbers with commas between, like 14, 30, 60.")
            return [int(part) for part in parts]
        case Kind.SEASON:
            return {"first": given["first"], "last": given["last"]}
        case Kind.SEATS:
            return [_seat(line) for line in given["answer"].splitlines() if line.strip()]
        case _:
            return given["answer"]


def _seat(line: str) -> dict[str, Any]:
    parts = [part.strip() for part in line.split("|")]
    if len(parts) != 5 or not parts[1].isdecimal() or len(parts[1]) > 4:
        raise Unreadable(f"“{line}” needs five parts with | between, the second a number.")
    return {
        "title": parts[0], "number": int(parts[1]), "how": parts[2], "each_region": parts[3] == "each region",
        "votes": parts[4] != "no vote",
    }  # fmt: skip


class ClauseForm(DecidedForm):
    """A clause that was adopted, in the fields of its kind, with the decision. ``cleaned_data["value"]`` is stored."""

    starts = Day(label="In force from")
    registered_on = Day(
        label="Registered on", required=False,
        help_text="Rules of a society take effect when the registrar has entered them.",
    )  # fmt: skip
    text = Words(label="The words of the rule, if you have them", max_length=4000, required=False)

    def __init__(self, *args: Any, scope: str, key: str, **kwargs: Any) -> None:
        self._scope, self._key = scope, key
        super().__init__(*args, **kwargs)

    def shape(self) -> None:
        own = _fields(self._key)
        self.fields.update(own)
        fields_last(self)
        self.order_fields([*own, "starts", "registered_on", "text"])

    def clean(self) -> dict[str, Any]:
        """The value as it is stored. An error stands at its first field."""
        given = super().clean()
        own = list(_fields(self._key))
        if not self.errors:
            try:
                given["value"] = _value(KEYS[self._key].kind, given)
                check(self._scope, self._key, given["value"])
            except Unreadable as refusal:
                self.add_error(own[0], str(refusal))
        return given
