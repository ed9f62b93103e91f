"""What is asked about people and organisations."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Q, QuerySet

from coopnet.kit.access import Account
from coopnet.people.models import Affiliation, Organisation, Person
from coopnet.people.rules import fold


def person_of(user: Account) -> Person | None:
    """The person behind an account, if one is known. One query."""
    if not user.is_authenticated:
        return None
    return Person.objects.filter(user_id=user.pk).first()


def in_force(on: date) -> Q:
    """Condition on affiliations (or on anything with ``starts`` and ``ends``): holds on that day."""
    return Q(starts__lte=on) & (Q(ends__isnull=True) | Q(ends__gt=on))


def affiliations_of(person: Person) -> list[Affiliation]:
    """All of a person's affiliations, newest first."""
    return list(
        person.affiliations.select_related("organisation__establishment", "verified_by").order_by(
            "-starts", "organisation__name", "pk"
        )
    )


def people_of(organisation: Organisation, on: date) -> list[Affiliation]:
    """Who belongs to an organisation on a day, by role and name."""
    return list(
        organisation.affiliations.filter(in_force(on)).select_related("person").order_by("role", "person__folded", "pk")
    )


def named_like(people: QuerySet[Person], text: str) -> QuerySet[Person]:
    """People whose name, or the name of an organisation of theirs, holds every word typed."""
    for word in fold(text).split():
        people = people.filter(Q(folded__contains=word) | Q(affiliations__organisation__name__icontains=word))
    return people.distinct()


def affiliations_among(people: Iterable[Person], on: date) -> dict[int, list[Affiliation]]:
    """The affiliations in force of many people, by the person's id. One query."""
    found: dict[int, list[Affiliation]] = {}
    rows = (
        Affiliation.objects.filter(in_force(on), person__in=list(people))
        .select_related("organisation")
        .order_by("starts", "pk")
    )
    for row in rows:
        found.setdefault(row.person_id, []).append(row)
    return found
