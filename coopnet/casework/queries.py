"""Which requests somebody may see, what waits, and what is known of a school before one rings."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import Q, QuerySet

from coopnet.bodies import queries as bodies
from coopnet.casework import routing, rules
from coopnet.casework.enums import Kind, State
from coopnet.casework.models import ContactNote, HelpEvent, HelpRequest
from coopnet.casework.routing import ACT
from coopnet.kit.access import Account, may
from coopnet.kit.clock import london_day
from coopnet.kit.registry import Duty
from coopnet.people.models import Affiliation, Organisation
from coopnet.people.queries import in_force, person_of
from coopnet.regions.models import Region
from coopnet.regions.queries import region_of
from coopnet.register.models import Establishment

CONTACTS = "contacts.keep"


@dataclass(frozen=True, slots=True)
class Waiting:
    """A request in a list: nothing of what it says, only where it is from, by when to ring, and whether it is one's own
    to read."""

    request: HelpRequest
    mine: bool
    late: bool


def listed(account: Account, at: datetime) -> list[Waiting]:
    """Requests that the account may know of: open ones first, those to be rung soonest on top."""
    day = london_day(at)
    keys = bodies.reach(account, ACT, day)
    person = person_of(account)
    rows = HelpRequest.objects.select_related("region").order_by("closed_at", "ring_by", "pk")
    found = []
    for request in rows:
        mine = routing.may_read(person, request, day)
        if mine or keys is None or (request.region_id or "") in keys:
            late = request.state == State.WAITING.value and request.ring_by < at
            found.append(Waiting(request, mine, late))
    return sorted(found, key=lambda one: one.request.state == State.CLOSED.value)


def get(account: Account, key: UUID, at: datetime) -> Waiting | None:
    """One that the account may know of; nothing otherwise, whether or not there is one."""
    return next((one for one in listed(account, at) if one.request.key == key), None)


def is_open_to(account: Account, request: HelpRequest, at: datetime) -> bool:
    """Whether the account has opened it a short while ago, so that it need not be asked again."""
    since = at - rules.OPEN_FOR
    return HelpEvent.objects.filter(request=request, kind=Kind.OPENED.value, by=account.pk, at__gte=since).exists()


def events(request: HelpRequest) -> list[HelpEvent]:
    """All that happened to it, oldest first."""
    return list(HelpEvent.objects.filter(request=request).select_related("by").order_by("at", "pk"))


def late(at: datetime) -> QuerySet[HelpRequest]:
    """Those whose call did not come in time and that were not passed on."""
    return HelpRequest.objects.filter(state=State.WAITING.value, ring_by__lt=at, passed_on_at__isnull=True)


def to_forget(at: datetime) -> QuerySet[HelpRequest]:
    """Closed ones whose time is over."""
    old = at - rules.FORGET_CLOSED
    return HelpRequest.objects.filter(state=State.CLOSED.value, closed_at__lt=old, forgotten_at__isnull=True)


def old_contacts(at: datetime) -> QuerySet[ContactNote]:
    """Notes of contacts whose time is over."""
    return ContactNote.objects.filter(on__lt=london_day(at) - rules.FORGET_CONTACT)


@dataclass(frozen=True, slots=True)
class InRegion:
    """A school and its region, so that a right over the region reaches it."""

    region: Region | None

    def access_regions(self, at: datetime) -> frozenset[str]:
        """For ``kit.access``."""
        return frozenset({self.region.key} if self.region else ())


def school_for(account: Account, urn: int, at: datetime) -> tuple[Establishment, Region | None] | None:
    """A school of which the account keeps the contacts; nothing otherwise."""
    school = Establishment.objects.select_related("authority").filter(urn=urn).first()
    if school is None:
        return None
    region = region_of(school, london_day(at))
    return (school, region) if may(account, CONTACTS, on=InRegion(region), at=at) else None


def contacts(school: Establishment) -> list[ContactNote]:
    """Notes of calls and visits, newest first."""
    return list(ContactNote.objects.filter(establishment=school).select_related("by").order_by("-on", "-pk"))


def people_at(school: Establishment, on: date) -> list[Affiliation]:
    """Who belongs to a school, as the network knows it."""
    organisation = Organisation.objects.filter(establishment=school).first()
    if organisation is None:
        return []
    rows = organisation.affiliations.filter(in_force(on)).select_related("person").prefetch_related("person__contacts")
    return list(rows.order_by("role", "person__folded", "pk"))


def to_ring(account: Account, at: datetime) -> list[ContactNote]:
    """Notes of the account's own whose next date has come."""
    due = ContactNote.objects.filter(by=account.pk or 0, next_on__lte=london_day(at))
    return list(due.select_related("establishment").order_by("next_on", "pk"))


def rung_in_time(at: datetime) -> tuple[int, int] | None:
    """Of last year's requests how many were rung in time, and of how many; None below ten."""
    asked = HelpRequest.objects.filter(made_at__gte=at - timedelta(days=365)).filter(
        Q(rung_at__isnull=False) | Q(ring_by__lt=at)
    )
    rows = list(asked.values_list("rung_at", "ring_by"))
    if len(rows) < 10:
        return None
    return sum(rung is not None and rung <= by for rung, by in rows), len(rows)


def duties(account: Account, at: datetime) -> Iterator[Duty]:
    """Calls that are owed: to whoever asked for help, and what one has noted to do."""
    person = person_of(account)
    day = london_day(at)
    for request in HelpRequest.objects.filter(state=State.WAITING.value).order_by("ring_by", "pk"):
        if routing.may_read(person, request, day):
            is_late = request.ring_by < at
            yield Duty(
                words="Ring somebody who asked for help",
                address=f"/help/requests/{request.key}/",
                due=london_day(request.ring_by),
                why="A school asked for help in confidence, and was told by when a person rings.",
                if_left="They still wait." if is_late else "The national co-ordinator is asked to ring instead.",
                urgent=request.urgent or is_late,
            )
    for note in to_ring(account, at):
        yield Duty(
            words=f"Get in touch with {note.establishment.name}",
            address=f"/schools/{note.establishment.urn}/before-you-ring/",
            due=note.next_on,
            why="You noted this day when you last spoke.",
            if_left="Nobody else is told. This can wait.",
        )
