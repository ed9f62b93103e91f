"""Pausing changes to a subject whose promise is broken, and going on with a reason."""

from datetime import datetime

from django.db import IntegrityError, transaction

from coopnet.audit.actions import record
from coopnet.kit.actors import Actor
from coopnet.operations.models import FrozenSubject


class NothingPaused(ValueError):
    """The subject is not paused; somebody was quicker."""


@transaction.atomic
def pause(*, subject: str, promise: str, why: str, by: Actor, at: datetime) -> FrozenSubject | None:
    """Freeze a subject, and only that. None when it is frozen already; the unique key decides between two at once."""
    try:
        with transaction.atomic():
            row = FrozenSubject.objects.create(subject=subject, promise=promise, why=why[:500], since=at)
    except IntegrityError:
        return None
    record(
        "operations.paused",
        subject=f"subject:{subject}",
        words=f"Changes to the {subject} are paused: {why}"[:500],
        by=by,
        at=at,
        details={"promise": promise},
    )
    return row


@transaction.atomic
def go_on(*, subject: str, reason: str, by: Actor, at: datetime) -> None:
    """End the pause, with a reason that stays in the record."""
    ended = FrozenSubject.objects.filter(subject=subject, ended_at__isnull=True).update(
        ended_at=at, ended_by=by.actor_name[:200], ended_reason=reason[:500]
    )
    if not ended:
        raise NothingPaused(subject)
    record(
        "operations.resumed",
        subject=f"subject:{subject}",
        words=f"Changes to the {subject} go on: {reason}"[:500],
        by=by,
        at=at,
    )
