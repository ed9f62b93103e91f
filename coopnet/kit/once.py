"""Pressed twice is once done."""

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from coopnet.kit.models import Submission


def once(key: UUID, do: Callable[[], str], *, at: datetime) -> str:
    """Run ``do`` for the first press of a form and keep the address it returns; give later presses the same address.

    ``do`` runs in one transaction with the note that it ran: both stand or neither does. The unique key decides a race.
    """
    try:
        with transaction.atomic():
            submission = Submission.objects.create(key=key, answer="", made_at=at)
            submission.answer = do()
            submission.save(update_fields=["answer"])
            return submission.answer
    except IntegrityError:
        earlier = Submission.objects.filter(key=key).exclude(answer="").first()
        if earlier is None:
            raise
        return earlier.answer
