"""Things to do about late subscriptions: the list before memberships end."""

from collections.abc import Iterator
from datetime import datetime

from coopnet.kit.access import Account, may
from coopnet.kit.clock import london_day
from coopnet.kit.registry import Duty
from coopnet.rulebook.queries import NoRule
from coopnet.subscriptions.renewals import queries

KEEP = "invoices.keep"


def duties(account: Account, at: datetime) -> Iterator[Duty]:
    """One line for all memberships that wait for somebody's look, by the day on which the first may end."""
    if not may(account, KEEP, at=at):
        return
    try:
        waiting = [one for one in queries.owing(london_day(at)) if one.to_look and one.late.looked is None]
    except NoRule:
        return
    if waiting:
        many = len(waiting) > 1
        yield Duty(
            f"{len(waiting)} membership{'s are' if many else ' is'} about to end unpaid: look at the list",
            "/late/ending/",
            waiting[0].ends_on,
            "Nothing ends before a person has looked.",
            "They stay members without paying.",
        )
