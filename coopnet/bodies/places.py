"""Which region a person belongs to: one rule, for lists and for single people.

A person is placed by the roles in force that day: at a school, by the school's region; at a trust, by the regions of
its schools; at an authority, by its region; by the region of an office or seat. Somebody without any role in force is
placed by the roles that ended last, so that nobody falls out of sight the day after leaving.
"""

from collections.abc import Iterable
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from coopnet.bodies.models import Term
from coopnet.people.models import Affiliation, Organisation, Person
from coopnet.people.queries import in_force
from coopnet.regions.queries import authority_codes, schools_in
from coopnet.register.models import Establishment, GroupMembership


def organisations_in(region_key: str, on: date) -> QuerySet[Organisation]:
    """Organisations that belong to a region on a day; a trust belongs to each region in which it has a school."""
    schools = Establishment.objects.filter(schools_in(region_key, on))
    running = Q(starts__isnull=True) | Q(starts__lte=on)
    running &= Q(ends__isnull=True) | Q(ends__gt=on)
    trusts = GroupMembership.objects.filter(running, establishment__in=schools).values("group")
    return Organisation.objects.filter(
        Q(establishment__in=schools)
        | Q(group__in=trusts)
        | Q(authority__code__in=authority_codes(region_key, on))
        | Q(region_key=region_key)
    )


def people_in(regions: Iterable[str], on: date) -> QuerySet[Person]:
    """People who belong to any of the regions on a day."""
    now = Exists(Affiliation.objects.filter(in_force(on), person=OuterRef("pk")))
    wanted = Q(pk__in=[])
    for key in sorted(regions):
        roles = Affiliation.objects.filter(person=OuterRef("pk"), organisation__in=organisations_in(key, on))
        terms = Term.objects.filter(Q(region_id=key) | Q(seat__region_id=key) | Q(seat__body__region_id=key))
        wanted |= Q(Exists(roles.filter(in_force(on))))
        wanted |= ~Q(now) & Q(Exists(roles))
        wanted |= Q(Exists(terms.filter(in_force(on), person=OuterRef("pk"))))
    return Person.objects.filter(wanted)


def people_within(reach: frozenset[str] | None, on: date) -> QuerySet[Person]:
    """The people that somebody may see whose right reaches so far (None: everywhere). Lists and pages both ask this."""
    return Person.objects.all() if reach is None else people_in(reach, on)
