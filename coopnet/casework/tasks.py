"""What the clock does: calls that did not come are passed on, and old words go."""

from datetime import datetime

from coopnet.casework import actions, queries
from coopnet.casework.complaints import actions as complaining
from coopnet.casework.complaints import queries as complaints
from coopnet.kit.actors import System

CLOCK = System("clock")


def tend(at: datetime) -> str:
    """Pass on requests that nobody rang about in time."""
    passed = sum(actions.pass_on(request=one, by=CLOCK, at=at) for one in queries.late(at).order_by("pk"))
    return f"{passed} passed on"


def forget(at: datetime) -> str:
    """Delete the words of old requests and complaints, and old notes of contacts."""
    old = list(queries.to_forget(at).order_by("pk")[:200])
    for request in old:
        actions.forget(request=request, by=CLOCK, at=at)
    notes = list(queries.old_contacts(at).order_by("pk")[:200])
    for note in notes:
        actions.drop_contact(note=note, by=CLOCK, at=at)
    over = list(complaints.to_forget(at).order_by("pk")[:200])
    for complaint in over:
        complaining.forget(complaint=complaint, by=CLOCK, at=at)
    done = f"{len(old)} requests and {len(notes)} notes forgotten"
    return f"{done}, and {len(over)} complaints" if over else done
