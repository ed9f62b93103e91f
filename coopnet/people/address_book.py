"""Whose an address is, and how else the same person or school is reached: for letters that were not delivered."""

from datetime import datetime

from django.db.models import Q

from coopnet.kit.access import Account, may
from coopnet.kit.clock import london_day
from coopnet.notices.books import Instead, Known, Owner
from coopnet.people.enums import ContactKind
from coopnet.people.models import Affiliation, ContactPoint, Person
from coopnet.people.queries import affiliations_among, in_force

MOST = 6


class _Anywhere:
    """A thing of no region: only a right in the whole network reaches it."""

    def access_regions(self, at: datetime) -> frozenset[str]:
        """None."""
        return frozenset()


def look_up(address: str, account: Account, at: datetime) -> Known:
    """For ``notices.books``: those at whom the address stands, their other addresses, and others of their schools.

    Only for whoever sees people of the whole network; addresses of people are private.
    """
    if not may(account, "people.see", on=_Anywhere(), at=at):
        return Known()
    email = Q(contacts__kind=ContactKind.EMAIL.value, contacts__value__iexact=address)
    people = list(Person.objects.filter(Q(email__iexact=address) | email).distinct().order_by("folded", "pk")[:MOST])
    today = london_day(at)
    places = affiliations_among(people, today)
    owners = tuple(
        Owner(
            ", ".join(
                [person.name, *(f"{one.role_words} at {one.organisation.name}" for one in places.get(person.pk, []))]
            ),
            f"/people/{person.key}/",
        )
        for person in people
    )
    points = ContactPoint.objects.filter(person__in=people, kind=ContactKind.EMAIL.value).order_by("pk")
    instead = [
        Instead(point.value, f"{point.person.name}{', read by others too' if point.shared else ''}")
        for point in points.select_related("person")
    ]
    instead += [Instead(person.email, person.name) for person in people if person.email]
    schools = Affiliation.objects.filter(in_force(today), person__in=people).values("organisation")
    others = (
        Affiliation.objects.filter(in_force(today), organisation__in=schools)
        .exclude(person__in=people)
        .exclude(person__email="")
        .select_related("person", "organisation")
        .order_by("organisation__name", "person__folded", "pk")
    )
    instead += [
        Instead(one.person.email, f"{one.person.name}, {one.role_words}, {one.organisation.name}")
        for one in others[:MOST]
    ]
    return Known(owners, tuple(instead))
