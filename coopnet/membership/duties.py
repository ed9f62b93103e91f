"""Things to do about membership: answers that are promised."""

from collections.abc import Iterator
from datetime import datetime

from coopnet.bodies.queries import reach
from coopnet.kit.access import Account
from coopnet.kit.clock import london_day
from coopnet.kit.registry import Duty
from coopnet.membership.enums import Asked
from coopnet.membership.models import Application
from coopnet.membership.standing import DECIDE


def duties(account: Account, at: datetime) -> Iterator[Duty]:
    """Applications that wait for a board, each with the day by which an answer is promised."""
    today = london_day(at)
    keys = reach(account, DECIDE, today)
    if keys == frozenset():
        return
    waiting = Application.objects.filter(
        state__in=[Asked.APPLIED.value, Asked.APPEALED.value], forgotten_at__isnull=True
    ).select_related("establishment", "group")
    for one in (waiting if keys is None else waiting.filter(region_key__in=keys)).order_by("due_on", "pk"):
        yield Duty(
            f"{one.applicant} asks to join: record what the board decides",
            f"/applications/{one.key}/",
            one.due_on,
            "We promised an answer by that day.",
            "They hear nothing, and the promise is broken.",
            urgent=one.due_on < today,
        )
