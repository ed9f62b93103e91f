"""What the clock does with enquiries: what is overdue, whose reader's role ended, whose time is over."""

from datetime import datetime

from coopnet.enquiries import actions, queries, routing
from coopnet.enquiries.enums import State
from coopnet.enquiries.models import Enquiry
from coopnet.kit.access import may
from coopnet.kit.actors import System
from coopnet.kit.clock import london_day

CLOCK = System("clock")
# A run does no more than this, so that it never holds the worker up; the rest comes next time.
AT_ONCE = 200


def tend(at: datetime) -> str:
    """Pass on what is overdue and what nobody may answer any more."""
    passed = sum(actions.pass_on(enquiry=one, by=CLOCK, at=at) for one in queries.overdue(london_day(at))[:AT_ONCE])
    moved, allowed = 0, dict[tuple[int | None, str | None], bool]()
    held = Enquiry.objects.filter(state__in=[State.TAKEN.value, State.ANSWERED.value], taken_by__isnull=False)
    for one in held.select_related("taken_by").order_by("pk"):
        who = (one.taken_by_id, one.region_id)
        if who not in allowed and one.taken_by is not None:
            allowed[who] = bool(may(one.taken_by, routing.ACT, on=one, at=at))
        if not allowed[who]:
            actions.pass_to_successor(enquiry=one, by=CLOCK, at=at)
            moved += 1
    return f"{passed} overdue told, {moved} passed to whoever follows"


def forget(at: datetime) -> str:
    """Delete the words of what is long closed."""
    rows = list(queries.to_forget(at)[:AT_ONCE])
    for one in rows:
        actions.forget(enquiry=one, by=CLOCK, at=at)
    return f"{len(rows)} forgotten"
