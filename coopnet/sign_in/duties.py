"""Lines of the To do list that come from accounts."""

from datetime import datetime

from coopnet.accounts.models import User
from coopnet.kit import access
from coopnet.kit.access import Account
from coopnet.kit.clock import london_day
from coopnet.kit.registry import Duty
from coopnet.sign_in import queries, rules


def of(account: Account, at: datetime) -> list[Duty]:
    """Requests that wait for a second officer, and recovery codes that run out."""
    if not isinstance(account, User) or not account.is_active:
        return []
    found: list[Duty] = []
    if access.may(account, "accounts.recover", at=at):
        found += [
            Duty(
                words=f"Let {asked.owner.name} back into their account",
                address="/account/recovery/",
                due=london_day(asked.ends_at),
                why=f"{asked.asked_by.name} asked; a second officer must confirm.",
                if_left="The request ends, and the person stays locked out.",
                urgent=True,
            )
            for asked in queries.open_recoveries(at=at)
            if account.pk not in (asked.owner_id, asked.asked_by_id)
        ]
    ways = queries.ways_of(account)
    if ways.has_step and (ways.codes_left or 0) < rules.FEW_RECOVERY_CODES:
        found.append(
            Duty(
                words="Make new recovery codes",
                address="/account/recovery-codes/",
                due=None,
                why="You have few left.",
                if_left="Without your phone or passkey, two officers must let you back in.",
            )
        )
    return found
