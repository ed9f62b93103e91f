"""Questions about the running of the network."""

from coopnet.operations.models import FrozenSubject


def why_frozen(subject: str) -> str | None:
    """For kit's doors: the sentence to show, or None. One query."""
    row = FrozenSubject.objects.filter(subject=subject, ended_at__isnull=True).first()
    if row is None:
        return None
    return (
        f"Changes to the {subject} are paused since {row.since:%Y-%m-%d %H:%M} UTC, because a check found something "
        f"wrong: {row.why}"
    )
