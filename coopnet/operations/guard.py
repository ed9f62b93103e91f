"""Asks every promise of the live database, pauses what is broken and only that, and tells two officers."""

from collections.abc import Iterable
from datetime import datetime

from django.conf import settings
from django.db import transaction

from coopnet.bodies.enums import Office
from coopnet.bodies.queries import holders
from coopnet.kit.actors import System
from coopnet.kit.clock import london_day
from coopnet.kit.registry import Breach, Invariant
from coopnet.notices.actions import queue
from coopnet.operations.actions import pause
from coopnet.operations.models import FrozenSubject
from coopnet.operations.verify import verify
from coopnet.people.models import Person

GUARD = System("guard")
TOLD = 2


def check_promises(at: datetime) -> str:
    """The job. One promise that cannot be asked does not keep the others from being asked."""
    found = verify(at=at)
    broken = [one for one in found if one.breaches]
    for one in broken:
        freeze(one.invariant, one.breaches, at)
    # A check that could not be made is a fault of the check: it freezes nobody's work, and fails this job.
    unasked = [one.invariant.name for one in found if one.fault]
    if unasked:
        raise CouldNotAsk(", ".join(unasked))
    if broken:
        return f"broken: {', '.join(one.invariant.name for one in broken)}"
    return f"{len(found)} promises hold"


class CouldNotAsk(RuntimeError):
    """These promises could not be checked."""


@transaction.atomic
def freeze(invariant: Invariant, breaches: Iterable[Breach], at: datetime) -> FrozenSubject | None:
    """Pause the subject of a broken promise and tell officers; once, however often it is found."""
    found = list(breaches)
    more = f" and {len(found) - 1} more" if len(found) > 1 else ""
    why = f"{invariant.statement} Broken at {found[0].where}{more}: {found[0].what}"
    row = pause(subject=invariant.subject, promise=invariant.name, why=why, by=GUARD, at=at)
    if row is None:
        return None
    for person in whom_to_tell(at):
        queue(
            kind="notice",
            key=f"frozen:{row.pk}:{person.pk}",
            to=person.email,
            to_name=person.name,
            subject=f"Changes to the {invariant.subject} are paused",
            text=(
                f"Dear {person.name},\n\nCoopnet checks its own records. This promise no longer holds:\n\n"
                f"{why}\n\nUntil somebody has looked, the {invariant.subject} can be read and not changed. Everything "
                f"else goes on.\n\nSee what is paused, and go on when it is mended or may wait:\n"
                f"{settings.WAGTAILADMIN_BASE_URL}/status/\n\nThis letter went to {TOLD} officers."
            ),
            by=GUARD,
            at=at,
        )
    return row


def whom_to_tell(at: datetime) -> list[Person]:
    """Two officers with an address: those who look after the machine first, then whoever answers for the network."""
    found: dict[int, Person] = {}
    for office in (Office.SYSTEM_ADMINISTRATOR, Office.CO_ORDINATOR, Office.RETURNING_OFFICER, Office.TREASURER):
        keys = [holding.person for holding in holders(office, None, london_day(at))]
        for person in Person.objects.filter(pk__in=keys).exclude(email="").order_by("pk"):
            found.setdefault(person.pk, person)
    return list(found.values())[:TOLD]
