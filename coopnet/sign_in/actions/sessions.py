"""Ending sessions."""

from datetime import datetime

from allauth.usersessions.models import UserSession
from django.db import transaction

from coopnet.accounts.models import User
from coopnet.audit.actions import record
from coopnet.kit.actors import Actor
from coopnet.sign_in import library


@transaction.atomic
def end_session(*, user: User, number: int, by: Actor, at: datetime) -> bool:
    """End one session of this account. False when it is not one of theirs, or has ended."""
    session = UserSession.objects.filter(user_id=user.pk, pk=number).first()
    if session is None:
        return False
    library.end_session(session)
    record("account.session-ended", subject=f"account:{user.key}", words="Ended one session", by=by, at=at)
    return True


@transaction.atomic
def end_other_sessions(*, user: User, but: str, by: Actor, at: datetime) -> int:
    """End all sessions of this account except the one in use; gives their number."""
    ended = library.end_sessions(user, but=but)
    record("account.sessions-ended", subject=f"account:{user.key}", words=f"Ended {ended} sessions", by=by, at=at)
    return ended
