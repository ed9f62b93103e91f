"""Complaints that wait, those whose time is over, and lines of the To do list."""

from collections.abc import Iterator
from datetime import datetime

from django.db.models import QuerySet

from coopnet.casework import rules
from coopnet.casework.models import Complaint
from coopnet.kit.access import Account, may
from coopnet.kit.clock import london_day
from coopnet.kit.registry import Duty

ACT = "complaints.keep"


def waiting() -> QuerySet[Complaint]:
    """Not answered yet, the oldest first."""
    return Complaint.objects.filter(answered_on__isnull=True).order_by("came_on", "pk")


def answered() -> QuerySet[Complaint]:
    """Answered, the newest first."""
    return Complaint.objects.filter(answered_on__isnull=False).order_by("-answered_on", "-pk")


def to_forget(at: datetime) -> QuerySet[Complaint]:
    """Answered so long ago that their words go."""
    old = london_day(at) - rules.FORGET_COMPLAINT
    return Complaint.objects.filter(answered_on__lt=old, forgotten_at__isnull=True)


def duties(account: Account, at: datetime) -> Iterator[Duty]:
    """The two clocks of each complaint: say that it came, then answer."""
    if not may(account, ACT, at=at):
        return
    today = london_day(at)
    for one in waiting():
        address = f"/complaints/{one.key}/"
        if one.acknowledged_on is None:
            due = one.came_on + rules.ACKNOWLEDGE_WITHIN
            yield Duty(
                words="Tell somebody that their complaint came", address=address, due=due,
                why="Somebody complains about how we use what we hold. The law sets the time.",
                if_left="They may go to the Information Commissioner.", urgent=today > due,
            )  # fmt: skip
        yield Duty(
            words="Answer a complaint about data", address=address, due=one.answer_by,
            why="We said: within a month. You can take more time once, for a reason.",
            if_left="They may go to the Information Commissioner.", urgent=today > one.answer_by,
        )  # fmt: skip
