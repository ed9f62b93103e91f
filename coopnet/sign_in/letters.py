"""The letters of this subject: plain words, no secret in a link, never a link that signs in."""

from datetime import datetime
from uuid import uuid4

from django.conf import settings

from coopnet.accounts.models import User
from coopnet.kit.actors import Actor
from coopnet.notices.actions import queue
from coopnet.notices.models import Letter


def address(path: str) -> str:
    """A full address of ours, for letters."""
    return f"{settings.WAGTAILADMIN_BASE_URL.rstrip('/')}{path}"


def send_sign_in_code(
    *, key: str, to: str, code: str, minutes: int, by: Actor, at: datetime, expires_at: datetime
) -> Letter:
    """The letter with a code."""
    return queue(
        kind="code",
        key=key,
        to=to,
        subject=f"Your code for the network's pages, good for {minutes} minutes",
        text=(
            f"{code}\n\n"
            f"This is your code. It is good for {minutes} minutes and serves once.\n"
            "Type it on the page where you asked for it, or in any other browser here:\n"
            f"{address('/sign-in/code/')}\n\n"
            "Nobody from the network will ever ask you for this code.\n"
            "If you did not ask for it, do nothing: without the code nothing happens.\n"
        ),
        expires_at=expires_at,
        by=by,
        at=at,
    )


def tell_of_change(*, user: User, what: str, by: Actor, at: datetime, to: str = "") -> Letter:
    """Every change to a way of signing in is told to the owner."""
    return queue(
        kind="notice",
        key=f"account-change:{uuid4()}",
        to=to or user.email,
        to_name=user.name,
        subject="Your account: the way you sign in has changed",
        text=(
            f"{what}\n\n"
            "If this was you, there is nothing to do.\n"
            "If it was not you, tell the network's co-ordinator at once, and end all sessions here:\n"
            f"{address('/account/sessions/')}\n"
        ),
        by=by,
        at=at,
    )


def invite(*, user: User, by: Actor, at: datetime) -> Letter:
    """An account was made; its owner can sign in with the address."""
    return queue(
        kind="notice",
        key=f"account-made:{user.key}",
        to=user.email,
        to_name=user.name,
        subject="You have an account on the network's pages",
        text=(
            f"{by.actor_name} made an account for {user.name} with this address.\n"
            "You need no password. Open this page and enter your address; you get a code by letter:\n"
            f"{address('/sign-in/')}\n\n"
            "If you did not expect this, answer to the network's co-ordinator.\n"
        ),
        by=by,
        at=at,
    )
