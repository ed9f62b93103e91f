"""Who must take a second step. Subjects above say who holds a role; nothing here knows roles.

``demand(holds_a_role)`` is called from an ``apps.py``; one true answer suffices. Where nobody has declared anything,
whoever may do any declared act must take the step: the rule fails closed.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from coopnet.kit import access
from coopnet.kit.access import Account

Predicate = Callable[[Any, datetime], bool]

_predicates: list[Predicate] = []


def demand(predicate: Predicate) -> None:
    """Declare a group of accounts that must take a second step (one cheap query: it is asked on many requests)."""
    if predicate not in _predicates:
        _predicates.append(predicate)


def demanded(account: Account, at: datetime) -> bool:
    """Whether this account must take a second step at that moment."""
    if not account.is_authenticated or not account.is_active:
        return False
    if _predicates:
        return any(predicate(account, at) for predicate in _predicates)
    return any(access.may(account, name, at=at) for name in access.acts())
