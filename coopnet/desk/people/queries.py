"""What the officers' pages about people ask."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from coopnet.bodies import places
from coopnet.bodies.queries import Holding, terms_in_force
from coopnet.kit.actors import Actor
from coopnet.people.actions import organisation_for
from coopnet.people.models import Affiliation, Organisation, Person
from coopnet.people.queries import affiliations_among, named_like
from coopnet.regions.queries import schools_in
from coopnet.register.models import Establishment
from coopnet.register.rules import fold

PAGE = 50
CHOICES = 12


@dataclass(frozen=True, slots=True)
class Row:
    """A person in the list: roles in words, nothing private."""

    person: Person
    places: list[Affiliation]
    terms: list[Holding]


def rows(reach: frozenset[str] | None, text: str, on: date) -> tuple[list[Row], int]:
    """The first people by name who belong to the reach and match the words, and how many there are. Four queries."""
    found = places.people_within(reach, on)
    if text:
        found = named_like(found, text)
    total = found.count()
    people = list(found.order_by("folded", "pk")[:PAGE])
    affiliations = affiliations_among(people, on)
    terms = terms_in_force(people, on)
    return [Row(p, affiliations.get(p.pk, []), terms.get(p.pk, [])) for p in people], total


def get_person(key: UUID, reach: frozenset[str] | None, on: date) -> Person | None:
    """The person, if he or she belongs to the reach. Not there and not yours are one answer."""
    return places.people_within(reach, on).filter(key=key).first()


def organisations_within(reach: frozenset[str] | None, on: date) -> QuerySet[Organisation]:
    """The organisations that somebody may act for whose right reaches so far."""
    if reach is None:
        return Organisation.objects.all()
    wanted = Q(pk__in=[])
    for key in sorted(reach):
        wanted |= Q(pk__in=places.organisations_in(key, on).values("pk"))
    return Organisation.objects.filter(wanted)


def schools_within(reach: frozenset[str] | None, on: date) -> QuerySet[Establishment]:
    """The schools of the reach."""
    if reach is None:
        return Establishment.objects.all()
    wanted = Q(pk__in=[])
    for key in sorted(reach):
        wanted |= schools_in(key, on)
    return Establishment.objects.filter(wanted)


@dataclass(frozen=True, slots=True)
class Choice:
    """A place that a person may be said to belong to. ``value`` is like ``school:100001`` or ``organisation:5``."""

    value: str
    name: str
    words: str


def _of_school(school: Establishment) -> Choice:
    where = ", ".join(part for part in (school.town, school.postcode) if part)
    return Choice(f"school:{school.urn}", school.name, f"{where} · URN {school.urn}" if where else f"URN {school.urn}")


def _of_organisation(organisation: Organisation) -> Choice:
    return Choice(f"organisation:{organisation.pk}", organisation.name, organisation.kind_words)


def choices(text: str, reach: frozenset[str] | None, on: date) -> list[Choice]:
    """Schools and other organisations that match the words, or the URN; open schools first."""
    words = fold(text).split()
    if not words:
        return []
    schools = schools_within(reach, on)
    if text.strip().isdecimal() and len(text.strip()) <= 7:
        schools = schools.filter(urn=int(text))
    else:
        for word in words:
            schools = schools.filter(Q(folded__contains=word) | Q(town__icontains=word))
    found = [_of_school(s) for s in schools.order_by("close_date", "folded", "urn")[:CHOICES]]
    others = organisations_within(reach, on).filter(establishment__isnull=True)
    for word in words:
        others = others.filter(name__icontains=word)
    return found + [_of_organisation(o) for o in others.order_by("name", "pk")[:CHOICES]]


def choice(value: str, reach: frozenset[str] | None, on: date) -> Choice | None:
    """The place of that value, if it lies within reach."""
    kind, _, number = value.partition(":")
    if not number.isdecimal() or len(number) > 9:
        return None
    if kind == "school":
        school = schools_within(reach, on).filter(urn=int(number)).first()
        return _of_school(school) if school else None
    if kind == "organisation":
        organisation = organisations_within(reach, on).filter(pk=int(number)).first()
        return _of_organisation(organisation) if organisation else None
    return None


def organisation_of(chosen: Choice, *, by: Actor, at: datetime) -> Organisation:
    """The organisation of a choice; a school's is made when it is first needed."""
    kind, _, number = chosen.value.partition(":")
    if kind == "school":
        return organisation_for(establishment=Establishment.objects.get(urn=int(number)), by=by, at=at)
    return Organisation.objects.get(pk=int(number))


def mine(affiliations: Iterable[Affiliation], reach: frozenset[str] | None, on: date) -> set[int]:
    """Keys of those affiliations whose organisation lies within reach: only there may the officer act."""
    rows_ = list(affiliations)
    allowed = set(
        organisations_within(reach, on).filter(pk__in=[a.organisation_id for a in rows_]).values_list("pk", flat=True)
    )
    return {a.pk for a in rows_ if a.organisation_id in allowed}
