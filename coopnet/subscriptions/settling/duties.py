"""Money that waits for a second person, for whoever may be that person."""

from collections.abc import Iterator
from datetime import datetime

from coopnet.kit.access import Account, may
from coopnet.kit.registry import Duty
from coopnet.subscriptions.settling import queries

AGREE = "ledger.agree"


def duties(account: Account, at: datetime) -> Iterator[Duty]:
    """One line for all that somebody else recorded."""
    if not may(account, AGREE, at=at):
        return
    rows = [one for one in queries.waiting() if one.recorded_by_id != account.pk]
    if rows:
        many = len(rows) > 1
        yield Duty(
            f"{len(rows)} sum{'s wait' if many else ' waits'} to be given back or let off",
            "/invoices/second/",
            None,
            "Money that leaves us, or is let off, has a second person.",
            "It stays as it is, and the school waits.",
        )
