"""Making, closing and moving accounts. Nobody signs up alone: officers, and the founding, make accounts."""

from datetime import datetime

from django.db import transaction

from coopnet.accounts.models import User
from coopnet.audit.actions import record
from coopnet.kit.actors import Actor
from coopnet.sign_in import letters, library


class AddressTaken(ValueError):
    """Another account has this address already."""


def _subject(user: User) -> str:
    return f"account:{user.key}"


@transaction.atomic
def make_account(*, email: str, name: str, by: Actor, at: datetime, tell: bool = True) -> User:
    """Make an account and write to its owner, unless ``tell`` is off. It has no password. Raises AddressTaken."""
    address = email.strip().lower()
    if User.objects.filter(email=address).exists():
        raise AddressTaken("An account with this address exists already.")
    user = User.objects.create_user(address, name=" ".join(name.split())[:120], made_at=at)
    if tell:
        letters.invite(user=user, by=by, at=at)
    record("account.made", subject=_subject(user), words=f"Made an account for {user.name}", by=by, at=at)
    return user


@transaction.atomic
def close_account(*, user: User, reason: str, by: Actor, at: datetime) -> None:
    """Close an account: the next request on each of its sessions is refused. Nothing is deleted."""
    User.objects.filter(pk=user.pk).update(is_active=False)
    user.is_active = False
    library.end_sessions(user)
    record("account.closed", subject=_subject(user), words=f"Closed the account of {user.name}: {reason}", by=by, at=at)


@transaction.atomic
def open_account(*, user: User, reason: str, by: Actor, at: datetime) -> None:
    """Open a closed account again."""
    User.objects.filter(pk=user.pk).update(is_active=True)
    user.is_active = True
    record("account.opened", subject=_subject(user), words=f"Opened the account of {user.name}: {reason}", by=by, at=at)


@transaction.atomic
def change_address(*, user: User, email: str, reason: str, by: Actor, at: datetime) -> None:
    """Give the account another address; both addresses are told and its sessions end. Raises AddressTaken."""
    address, before = email.strip().lower(), user.email
    if address == before:
        return
    if User.objects.filter(email=address).exists():
        raise AddressTaken("An account with this address exists already.")
    User.objects.filter(pk=user.pk).update(email=address)
    user.email = address
    library.end_sessions(user)
    for to in (before, address):
        letters.tell_of_change(
            user=user, what="Your account has another e-mail address now. Letters go there.", to=to, by=by, at=at
        )
    record(
        "account.address-changed",
        subject=_subject(user),
        words=f"Changed the address of {user.name}: {reason}",
        by=by,
        at=at,
    )
