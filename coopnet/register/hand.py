"""Schools that the official register does not hold, entered and corrected by people: Welsh ones, new ones."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.db.models import Max

from coopnet.audit.actions import record
from coopnet.kit.actors import Actor
from coopnet.register import finder
from coopnet.register.enums import Source
from coopnet.register.models import Authority, Disappearance, Establishment
from coopnet.register.rules import fold

# Numbers of our own, for schools without a URN; the register's are below, invented schools' above.
FIRST_OWN, LAST_OWN = 800_000, 899_999


class NotPossible(Exception):
    """The school cannot be entered like that; the message says why, for people. ``field`` names what to mend."""

    def __init__(self, message: str, field: str) -> None:
        super().__init__(message)
        self.field = field


@dataclass(frozen=True, slots=True)
class Entered:
    """What a person tells of a school."""

    name: str
    town: str
    postcode: str
    authority: Authority | None
    phase_name: str
    type_name: str
    open_date: date | None
    close_date: date | None
    evidence: str


@transaction.atomic
def enter_school(*, urn: int | None, told: Entered, by: Actor, at: datetime) -> Establishment:
    """Add a school by hand. Without a URN it gets a number of our own. Raises NotPossible when the list holds it."""
    if urn is None:
        last = Establishment.objects.filter(urn__range=(FIRST_OWN, LAST_OWN)).aggregate(last=Max("urn"))["last"]
        urn = FIRST_OWN if last is None else last + 1
    elif FIRST_OWN <= urn <= LAST_OWN:
        raise NotPossible("Leave the number empty if the school has none; we give it one.", "urn")
    school = Establishment(urn=urn, source=Source.HAND.value)
    _fill(school, told)
    try:
        with transaction.atomic():
            school.save(force_insert=True)
    except IntegrityError as error:
        raise NotPossible(f"The school list holds number {urn} already. Find it and look.", "urn") from error
    _done("school.entered", school, f"Entered {school.name} by hand: {told.evidence}", by=by, at=at)
    return school


@transaction.atomic
def correct_school(*, school: Establishment, told: Entered, by: Actor, at: datetime) -> Establishment:
    """Correct a school that was entered by hand. Raises NotPossible for one that an official file tells."""
    school = Establishment.objects.select_for_update().get(pk=school.pk)
    if school.source != Source.HAND:
        raise NotPossible("The official register tells this school. A mistake there is put right there.", "name")
    _fill(school, told)
    school.save()
    _done("school.corrected", school, f"Corrected {school.name}: {told.evidence}", by=by, at=at)
    return school


def _fill(school: Establishment, told: Entered) -> None:
    school.name, school.folded = told.name, fold(told.name)
    school.town, school.postcode, school.authority = told.town, told.postcode.upper(), told.authority
    school.phase_name, school.type_name = told.phase_name, told.type_name
    school.open_date, school.close_date = told.open_date, told.close_date
    school.status_name = "Closed" if told.close_date is not None else "Open"
    school.rest = {"evidence": told.evidence}


def _done(what: str, school: Establishment, words: str, *, by: Actor, at: datetime) -> None:
    transaction.on_commit(lambda: finder.refresh([school.pk]))
    record(what, subject=f"school:{school.urn}", words=words, by=by, at=at)


@transaction.atomic
def settle_disappearance(*, disappearance: Disappearance, outcome: str, by: Actor, at: datetime) -> None:
    """Say what became of a co-operative school that left a list of open schools. Raises NotPossible the second time."""
    waiting = Disappearance.objects.filter(pk=disappearance.pk, settled_at=None)
    if waiting.update(settled_at=at, settled_by=by.actor_name[:150], outcome=outcome) != 1:
        raise NotPossible("Somebody has settled this already. Look again.", "words")
    words = f"{disappearance.name} left the list of open schools: {outcome}"
    record("school.disappearance-settled", subject=f"school:{disappearance.urn}", words=words, by=by, at=at)
