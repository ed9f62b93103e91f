"""What the clock does: whoever follows is told, and old words go."""

from datetime import datetime

from coopnet.kit.actors import System
from coopnet.volunteers import actions, queries

CLOCK = System("clock")


def tell(at: datetime) -> str:
    """Tell those who follow in a role soon where to read what they need."""
    due = queries.to_tell(at)
    return f"{sum(actions.tell_successor(term=term, person=who, by=CLOCK, at=at) for term, who in due)} told"


def forget(at: datetime) -> str:
    """Delete what leavers wrote, a year after, and what people offer who have had no role for a year."""
    notes = list(queries.to_forget(at).order_by("pk")[:200])
    for handover in notes:
        actions.forget(handover=handover, by=CLOCK, at=at)
    profiles = queries.old_profiles(at)[:200]
    for profile in profiles:
        actions.withdraw(profile=profile, by=CLOCK, at=at)
    return f"{len(notes)} notes and {len(profiles)} profiles forgotten"
