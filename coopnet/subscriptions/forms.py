"""What is asked to reckon a price, and a price scheme as people type it."""

import re
from typing import Any

from django import forms

from coopnet.kit.decided import DecidedForm, fields_last
from coopnet.kit.forms import Day, Form, Line, Words
from coopnet.subscriptions.prices import MOST_PENCE, Unreadable, read

_ONE = {"required": "Choose one.", "invalid_choice": "Choose one from the list."}
_LINE = re.compile(r"(?:(\d{1,6})|more)\s*:\s*£?\s*(\d{1,6})(?:\.(\d\d))?", re.IGNORECASE)


class PriceForm(Form):
    """Which school."""

    q = Line(label="What is your school called?", max_length=80, required=False)


def bands_of(text: str) -> list[list[int | None]]:
    """Lines like ``100: 75`` and, last, ``more: 400``, in pounds, as bands in pence. Raises Unreadable."""
    found: list[list[int | None]] = []
    for line in filter(None, (line.strip() for line in text.splitlines())):
        part = _LINE.fullmatch(line)
        if part is None:
            raise Unreadable(f"“{line}” is no band. Write like 100: 75, and the last one like more: 400.")
        found.append([int(part[1]) if part[1] else None, int(part[2]) * 100 + int(part[3] or 0)])
    return found


def text_of(bands: list[list[int | None]]) -> str:
    """Bands in pence as lines in pounds: what ``bands_of`` reads."""
    return "\n".join(
        f"{'more' if most is None else most}: {(pence or 0) // 100}"
        + (f".{(pence or 0) % 100:02}" if (pence or 0) % 100 else "")
        for most, pence in bands
    )


class SchemeForm(DecidedForm):
    """A price scheme: one box of bands for each kind of membership. ``cleaned_data["data"]`` is what is kept."""

    title = Line(label="What these prices are called", max_length=120, error_messages={"required": "Give a name."})
    starts = Day(label="In force from")
    trust_schools = forms.IntegerField(label="A trust pays less from how many schools on?", min_value=2, max_value=1000)
    trust_percent_off = forms.IntegerField(label="How many per cent less?", min_value=0, max_value=100)
    trust_most = forms.IntegerField(
        label="The most that a trust pays, in pounds", min_value=1, max_value=MOST_PENCE // 100, required=False
    )
    by_month = forms.ChoiceField(
        label="Whoever joins within the year pays for",
        choices=[("yes", "The months that are left"), ("no", "The whole year")],
        error_messages=_ONE,
    )
    vat_words = Line(
        label="What is said of VAT", max_length=200, error_messages={"required": "Say how VAT is treated."}
    )

    def __init__(self, *args: Any, kinds: list[tuple[str, str]], **kwargs: Any) -> None:
        self._kinds = kinds
        super().__init__(*args, **kwargs)

    def shape(self) -> None:
        boxes = {}
        for slug, name in self._kinds:
            boxes[f"bands_{slug}"] = Words(
                label=f"{name}: pounds a year by pupils",
                required=False,
                max_length=2000,
                help_text="One band in a line: at most so many pupils, then the price. Like 100: 75, last more: 400. "
                "One price for all: more: 50. Empty: nobody joins as this.",
                widget=forms.Textarea(attrs={"rows": 5}),
            )
        self.fields.update(boxes)
        fields_last(self)
        self.order_fields(["title", "starts", *boxes])

    def clean(self) -> dict[str, Any]:
        """The scheme as data. An error stands at the box of bands in which it is."""
        given = super().clean()
        if self.errors:
            return given
        bands = {}
        for slug, _ in self._kinds:
            field = f"bands_{slug}"
            try:
                if given[field]:
                    bands[slug] = bands_of(given[field])
            except Unreadable as refusal:
                self.add_error(field, str(refusal))
        most = given["trust_most"]
        data = {
            "bands": bands,
            "trust": {
                "schools": given["trust_schools"],
                "percent_off": given["trust_percent_off"],
                "most": most * 100 if most else None,
            },
            "by_month": given["by_month"] == "yes",
            "vat": {"code": "exempt", "words": given["vat_words"]},
        }
        if not self.errors:
            try:
                read(data)
            except Unreadable as refusal:
                self.add_error(f"bands_{self._kinds[0][0]}", str(refusal))
        given["data"] = data
        return given
