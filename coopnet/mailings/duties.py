"""Letters to many that wait for a second person."""

from collections.abc import Iterator
from datetime import datetime

from coopnet.kit.access import Account, may
from coopnet.kit.registry import Duty
from coopnet.mailings.enums import State
from coopnet.mailings.models import Mailing

AGREE = "mailings.agree"


def duties(account: Account, at: datetime) -> Iterator[Duty]:
    """One line a letter, for everybody who may agree and did not write it."""
    if not may(account, AGREE, at=at):
        return
    for one in Mailing.objects.filter(state=State.WAITS.value).exclude(made_by=account.pk).order_by("made_at", "pk"):
        yield Duty(
            f"“{one.subject}” waits to leave, to {one.total}: read it as the second person",
            f"/mailings/{one.key}/",
            None,
            "A letter to many, or on policy, is read by two people.",
            "It does not leave.",
            others="Whoever agrees first settles it.",
        )
