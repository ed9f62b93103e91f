"""The letter to whoever follows in a role. It holds nothing of what is handed over."""

from datetime import datetime

from django.conf import settings

from coopnet.bodies.models import Term
from coopnet.bodies.queries import holding
from coopnet.bodies.rules import long_day
from coopnet.kit.actors import Actor
from coopnet.notices import actions as notices
from coopnet.notices.models import Letter
from coopnet.people.models import Person


def key_of(term: Term, person: Person) -> str:
    """One letter for each role that ends and each person who follows."""
    return f"hand-over:{term.pk}:{person.pk}"


def ready(term: Term, person: Person, *, by: Actor, at: datetime) -> bool:
    """Say where it is. Nothing without an address, or a second time."""
    key = key_of(term, person)
    if not person.email or Letter.objects.filter(key=key).exists():
        return False
    held = holding(term)
    base: str = settings.WAGTAILADMIN_BASE_URL
    last = f" until {long_day(held.until)}" if held.until else ""
    notices.queue(
        kind="notice", key=key, to=person.email, to_name=person.name,
        subject=f"What you need as {held.words}",
        text=(
            f"{held.name} is {held.words}{last}, and you follow.\n\n"
            "What is open, the next dates and what they write for you stand here. Sign in to read it:\n"
            f"{base.rstrip('/')}/hand-over/{term.pk}/"
        ),
        by=by, at=at,
    )  # fmt: skip
    return True
