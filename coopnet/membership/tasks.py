"""What the clock does with membership: the yearly question about people, and requests whose time is over."""

from datetime import date, datetime, timedelta

from coopnet.kit.actors import System
from coopnet.kit.clock import london_day
from coopnet.membership import queries, rules
from coopnet.membership.acting.actions import ask_still_right
from coopnet.membership.enums import Duty
from coopnet.membership.joining.actions import forget as forget_one
from coopnet.membership.models import Application

CLOCK = System("clock")
AT_ONCE = 200
# A school year has begun, and whoever is new has been there for some weeks.
ASK_FROM = (9, 24)
KEEP = timedelta(days=365)


def ask(at: datetime) -> str:
    """Once a school year ask each member whether its people are still right; at most some hundred letters a run."""
    today = london_day(at)
    since = date(today.year, *ASK_FROM)
    if today < since:
        return "not yet this year"
    asked = 0
    for one in queries.belonging(today):
        confirmed = one.member.people_confirmed_on
        if (
            one.state not in rules.WITH_RIGHTS
            or asked >= AT_ONCE
            or (confirmed and confirmed >= date(today.year, 9, 1))
        ):
            continue
        lead = next((m for m in queries.mandates(one.member, today) if m.duty == Duty.LEAD.value), None)
        if lead is not None and lead.person.email:
            asked += ask_still_right(mandate=lead, year=today.year, by=CLOCK, at=at)
    return f"{asked} asked"


def forget(at: datetime) -> str:
    """Delete who asked to join, a year after it was settled."""
    open_states = [state.value for state in rules.OPEN]
    over = Application.objects.filter(forgotten_at__isnull=True, made_at__lt=at - KEEP).exclude(state__in=open_states)
    rows = list(over.filter(decided_on__lt=london_day(at) - KEEP) | over.filter(decided_on__isnull=True))[:AT_ONCE]
    for one in rows:
        forget_one(application=one, by=CLOCK, at=at)
    return f"{len(rows)} forgotten"
