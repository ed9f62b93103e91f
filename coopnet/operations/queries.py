"""Questions about the running of the network."""

from coopnet.operations.models import FrozenSubject

# Acts are named by what a person does, promises by the subject that makes them.
_SUBJECT_OF_ACT = {"terms": "bodies", "roles": "bodies"}


def why_frozen(subject: str) -> str | None:
    """For kit's doors: the sentence to show, or None. One query."""
    subject = _SUBJECT_OF_ACT.get(subject, subject)
    row = FrozenSubject.objects.filter(subject=subject, ended_at__isnull=True).first()
    if row is None:
        return None
    return (
        f"Changes to the {subject} are paused since {row.since:%Y-%m-%d %H:%M} UTC, because a check found something "
        f"wrong: {row.why}"
    )
