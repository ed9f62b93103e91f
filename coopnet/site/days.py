"""Days as people type them into a filter: a year, a month and a year, or a day."""

from calendar import monthrange
from datetime import date, datetime
from typing import Any

from django import forms

_DAYS = ("%Y-%m-%d", "%d/%m/%Y", "%d-%m-%Y", "%d %B %Y", "%d %b %Y")
_MONTHS = ("%B %Y", "%b %Y", "%Y-%m", "%m/%Y")
WRONG = "Enter a day, a month or a year, like 2018, March 2018 or 1 March 2018."


def loose_day(text: str, *, last: bool = False) -> date | None:
    """The first day that the words may mean, or with ``last`` the last; nothing when they mean none. The years 1500 to
    2200 only."""
    words = " ".join(text.split())
    if len(words) == 4 and words.isdecimal() and words.isascii():
        return _within(date(int(words), 12, 31) if last else date(int(words), 1, 1)) if int(words) else None
    for form in (*_DAYS, *_MONTHS):
        try:
            found = datetime.strptime(words, form).date()  # noqa: DTZ007 - a day has no zone
        except ValueError:
            continue
        if form in _MONTHS and last:
            found = found.replace(day=monthrange(found.year, found.month)[1])
        return _within(found)
    return None


def _within(day: date) -> date | None:
    return day if 1500 <= day.year <= 2200 else None


class LooseDay(forms.Field):
    """A field for ``loose_day``."""

    def __init__(self, *, last: bool = False, **kwargs: Any) -> None:
        super().__init__(widget=forms.TextInput(attrs={"autocomplete": "off", "maxlength": 40}), **kwargs)
        self.last = last

    def to_python(self, value: Any) -> date | None:
        text = str(value or "").strip()
        if not text:
            return None
        found = loose_day(text[:60], last=self.last)
        if found is None:
            raise forms.ValidationError(WRONG)
        return found
