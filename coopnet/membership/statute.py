"""The register of members and officers as the law asks for it, as at a day.

Co-operative and Community Benefit Societies Act 2014, section 30: names, postal addresses, shares held and what was
paid for them, the day of entry and the day on which membership ceased; officers with their offices and days.
"""

from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch

from coopnet.bodies.queries import Holding as Office
from coopnet.bodies.queries import posts
from coopnet.membership import rules
from coopnet.membership.models import Holding, Member, Period, StateChange
from coopnet.membership.queries import state_on
from coopnet.people.models import Organisation


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the register. ``ceased`` None while it belongs; ``paid_pence`` in whole pence."""

    number: int
    name: str
    address: str
    entered: date
    ceased: date | None
    shares: int
    paid_pence: int


def _address(organisation: Organisation) -> str:
    school = organisation.establishment
    if school is None:
        return ""
    parts = (school.street, school.locality, school.address3, school.town, school.county, school.postcode)
    return ", ".join(part for part in parts if part)


def _entered(periods: list[Period], on: date) -> date | None:
    """The first day on which it was a member: after its first payment, not when it asked."""
    days = [
        change.day
        for period in periods
        for change in period.changes.all()
        if change.day <= on and change.state in {state.value for state in rules.COUNTED}
    ]
    return min(days, default=None)


def entries(on: date) -> list[Entry]:
    """Everybody who was a member by that day, in the order of entry. Five queries, however many there are."""
    periods = Prefetch("periods", Period.objects.order_by("starts").prefetch_related("changes"))
    holdings = Prefetch("holdings", Holding.objects.order_by("starts"))
    rows = Member.objects.select_related("organisation__establishment").prefetch_related(periods, holdings)
    found = []
    for member in rows.order_by("number"):
        held = list(member.periods.all())
        entered = _entered(held, on)
        if entered is None:
            continue
        last = [period for period in held if period.starts <= on][-1]
        state = state_on(_changes(last), on)
        ceased = last.ends if state in rules.ENDED else None
        shares = [h for h in member.holdings.all() if h.starts <= on and (h.ends is None or h.ends > on)]
        found.append(
            Entry(
                member.number, member.organisation.name, _address(member.organisation), entered, ceased,
                sum(h.shares for h in shares), sum(h.paid_pence for h in shares),
            )
        )  # fmt: skip
    return found


def _changes(period: Period) -> list[StateChange]:
    return list(period.changes.all())


def officers(on: date) -> list[Office]:
    """Who holds an office of the whole network on a day, and since when."""
    return [holder for post in posts([], on) for holder in post.holders]
