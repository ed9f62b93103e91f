"""Template words of the house: days, moments, form fields, the comb."""

from datetime import date, datetime
from typing import Any

from django import template
from django.forms import BaseForm, BoundField
from django.utils.html import format_html
from django.utils.safestring import SafeString

from coopnet.kit import money
from coopnet.kit import said as words
from coopnet.kit.clock import LONDON

register = template.Library()

_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def long_day(day: date) -> str:
    """Like 4 December 2026, in the reader's language."""
    return f"{day.day} {words.said(_MONTHS[day.month - 1])} {day.year}"


@register.filter
def said(value: Any) -> Any:
    """Words that stand in Python, in the reader's language. What the catalogue does not hold stays as it is."""
    return words.said(value) if isinstance(value, str) and value else value


@register.filter
def day(value: date | datetime | None) -> str:
    """A day for people: 4 December 2026. Nothing for nothing."""
    if value is None or value == "":
        return ""
    if isinstance(value, datetime):
        value = value.astimezone(LONDON).date()
    return long_day(value)


@register.filter
def time_tag(value: date | None) -> SafeString:
    """A day inside a time element."""
    if value is None:
        return SafeString("")
    return format_html('<time datetime="{}">{}</time>', value.isoformat(), long_day(value))


@register.filter
def moment(value: datetime | None) -> str:
    """A moment for people, in UK time with its weekday: Friday 4 December 2026, 5.05pm."""
    if value is None:
        return ""
    local = value.astimezone(LONDON)
    hour = local.hour % 12 or 12
    half = "am" if local.hour < 12 else "pm"
    minutes = f".{local.minute:02d}" if local.minute else ""
    return f"{words.said(_WEEKDAYS[local.weekday()])} {long_day(local.date())}, {hour}{minutes}{half}"


@register.inclusion_tag("kit/_field.html")
def field(bound: BoundField) -> dict[str, Any]:
    """A field with label, hint and error, all tied together for screen readers."""
    kind = getattr(bound.field.widget, "input_type", "")
    choices = kind in ("radio",) or bound.field.widget.__class__.__name__ in (
        "RadioSelect",
        "CheckboxSelectMultiple",
    )
    return {"bound": bound, "kind": kind, "choices": choices}


@register.inclusion_tag("kit/_form.html")
def fields(form: BaseForm) -> dict[str, Any]:
    """The error summary and every field of a form."""
    return {"form": form}


@register.inclusion_tag("kit/_errors.html")
def errors(form: BaseForm) -> dict[str, Any]:
    """The error summary alone."""
    return {"form": form}


@register.filter
def pounds(pence: int | None) -> str:
    """A sum for people: £1,204.50; nothing for nothing."""
    return "" if pence is None else money.pounds(int(pence))
