"""``?on=2021-03-31``: every public figure can be asked as at another day."""

from dataclasses import dataclass
from datetime import date

from coopnet.kit.doors import Request
from coopnet.kit.forms import Day, Form


class DayForm(Form):
    """The day whose figures are wanted."""

    on = Day(label="Show the figures of this day", help_text="Like 31 March 2021")


@dataclass(frozen=True, slots=True)
class Asked:
    """The day asked about, the form that asks for another, and whether it is simply today."""

    day: date
    today: bool
    form: DayForm

    @property
    def suffix(self) -> str:
        """What keeps the day in a link to another page of figures."""
        return "" if self.today else f"?on={self.day.isoformat()}"


def asked(request: Request) -> Asked:
    """The day in the address, or today where it is missing, in the future or no day at all."""
    if not request.GET.get("on"):
        return Asked(request.today, True, DayForm(initial={"on": request.today}))
    form = DayForm(request.GET)
    day = form.cleaned_data["on"] if form.is_valid() else None
    if day is not None and day > request.today:
        form.add_error("on", "That day has not come yet. Enter today or an earlier day.")
        day = None
    if day is None:
        return Asked(request.today, True, form)
    return Asked(day, day == request.today, form)
