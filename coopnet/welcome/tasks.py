"""What the clock does: three quiet letters to each new member, and old answers go."""

from datetime import datetime

from coopnet.kit.actors import System
from coopnet.kit.clock import london_day
from coopnet.membership.enums import State
from coopnet.notices.models import Letter
from coopnet.welcome import actions, letters, queries, rules

CLOCK = System("clock")


def write(at: datetime) -> str:
    """Write the letters that are due. A paused membership gets none."""
    today = london_day(at)
    due = []
    for one in queries.new(today):
        week = rules.letter_due(one.period.starts, today)
        paused = one.belongs.state is State.SUSPENDED
        if week is not None and not (one.quiet or paused or one.lead is None):
            due.append((one.period, week, letters.key(one.period, week)))
    sent = set(Letter.objects.filter(key__in=[key for _p, _w, key in due]).values_list("key", flat=True))
    written = sum(
        actions.write(period=period, week=week, by=CLOCK, at=at) for period, week, key in due if key not in sent
    )
    return f"{written} written"


def forget(at: datetime) -> str:
    """Delete answers that are half a year old."""
    old = queries.old_answers(at)
    for went in old:
        actions.forget(went=went, by=CLOCK, at=at)
    return f"{len(old)} forgotten"
