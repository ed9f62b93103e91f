"""What whoever follows in an office needs, worked out on the day. Nothing that was told in confidence is read here:
no request for help, no words of an enquiry or of a note, no name of whoever wrote."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Max

from coopnet.accounts.models import User
from coopnet.bodies import queries as bodies
from coopnet.bodies import rules as bodies_rules
from coopnet.bodies.enums import Office
from coopnet.bodies.models import Term
from coopnet.casework.models import ContactNote
from coopnet.casework.queries import CONTACTS
from coopnet.enquiries.models import Enquiry
from coopnet.enquiries.queries import GROUPS
from coopnet.enquiries.routing import ACT as ANSWER
from coopnet.kit import registry
from coopnet.kit.clock import london_day
from coopnet.kit.registry import Duty
from coopnet.membership.again.queries import gone
from coopnet.membership.queries import belonging
from coopnet.regions.queries import boundaries
from coopnet.subscriptions.renewals.queries import owing
from coopnet.volunteers import queries
from coopnet.volunteers.models import Handover

CHASE = "invoices.chase"
MEMBERS = "members.change"
AHEAD = timedelta(days=180)
# What is personal, told elsewhere on the page, or told in confidence.
_LEFT_OUT = ("/help/", "/hand-over/", "/roles/", "/account/", "/schools/", "/enquiries/")
MOST_SCHOOLS = 400


@dataclass(frozen=True, slots=True)
class School:
    """A school of the office: when somebody last spoke with it, and when again. Not what was said."""

    urn: int
    name: str
    town: str
    member: bool
    last: date | None
    again: date | None


@dataclass(frozen=True, slots=True)
class Dated:
    """Something on a day: a next contact, a promise, a day from which to ask again, an end of somebody's time."""

    day: date
    words: str
    address: str


@dataclass(frozen=True, slots=True)
class Pack:
    """The whole. ``waits`` are enquiries: what about, from which school, by when."""

    held: bodies.Holding
    next: list[bodies.Holding]
    written: Handover | None
    waits: list[Enquiry]
    to_do: list[Duty]
    dates: list[Dated]
    promises: list[Dated]
    schools: list[School]
    links: list[tuple[str, str]]


def _acts(office: Office) -> frozenset[str]:
    return frozenset(bodies_rules.OFFICES[office].acts)


def _enquiries(term: Term) -> list[Enquiry]:
    rows = Enquiry.objects.filter(GROUPS["waiting"][1] | GROUPS["answered"][1], region=term.region)
    return list(rows.order_by("due_on", "pk")[:100])


def _entry(address: str) -> registry.Entry | None:
    """The menu entry under which an address lies."""
    under = [one for one in registry.entries("officer") if address.startswith(one.address)]
    return max(under, key=lambda one: len(one.address), default=None)


def _to_do(account: User | None, acts: frozenset[str], at: datetime) -> list[Duty]:
    """What stands in the list of whoever holds the office, but for what belongs to another office of theirs."""
    found = []
    for duty in registry.duties(account, at) if account else []:
        entry = _entry(duty.address)
        if not duty.address.startswith(_LEFT_OUT) and (entry is None or not entry.act or entry.act in acts):
            found.append(duty)
    return found


def _schools(term: Term, on: date) -> list[School]:
    """Member schools of the region and those with a note there; for an office of the whole network, those noted by its
    holder."""
    places, key = boundaries(), term.region_id or ""
    kept: dict[int, tuple[int, str, str]] = {}
    members: set[int] = set()
    if key:
        for one in belonging(on, places):
            for school in one.schools:
                if school.region == key and one.counted:
                    kept[school.id] = (school.urn, school.name, school.town)
                    members.add(school.id)
    notes = ContactNote.objects.filter(on__lte=on).select_related("establishment__authority")
    if not key:
        notes = notes.filter(by=term.person.user_id or 0)
    for note in notes.order_by("pk"):
        noted = note.establishment
        code = noted.authority.code if noted.authority else ""
        if not key or places.region(code, noted.urn, on) == key:
            kept[noted.pk] = (noted.urn, noted.name, noted.town)
    spoken = {
        row["establishment"]: row["last"]
        for row in ContactNote.objects.filter(establishment__in=kept, on__lte=on)
        .order_by().values("establishment").annotate(last=Max("on"))
    }  # fmt: skip
    again: dict[int, date] = {}
    for note in ContactNote.objects.filter(establishment__in=kept, next_on__isnull=False).order_by("-next_on"):
        if note.next_on:
            again[note.establishment_id] = note.next_on
    found = [
        School(urn, name, town, pk in members, spoken.get(pk), again.get(pk)) for pk, (urn, name, town) in kept.items()
    ]
    return sorted(found, key=lambda one: (one.again is None, one.again or date.max, one.name))[:MOST_SCHOOLS]


def _promises(key: str, on: date) -> list[Dated]:
    """Who promised to pay by a day that is still to come."""
    return [
        Dated(
            owed.promise.until,
            f"{owed.one.member.organisation.name} pays its subscription",
            f"/late/{owed.row.invoice.number}/",
        )
        for owed in owing(on)
        if owed.promise and owed.promise.until >= on and (not key or key in owed.one.regions)
    ]


def _ask_again(key: str, on: date) -> list[Dated]:
    return [
        Dated(one.again_on, f"{one.name} may be asked to join again", one.address)
        for one in gone(on)
        if one.again_on and on <= one.again_on <= on + AHEAD and not one.asks_itself and (not key or key in one.regions)
    ]


def _ends(term: Term, on: date) -> list[Dated]:
    """Roles there that end, but for the one that is handed over."""
    return [
        Dated(one.until, f"{one.name}’s time ends as {one.words}", "/roles/")
        for one in bodies.ending_between(on, on + AHEAD)
        if one.until and one.term != term.pk and one.region_key == (term.region_id or "")
    ]


def _links(acts: frozenset[str]) -> list[tuple[str, str]]:
    own = [(one.words, one.address) for one in registry.entries("officer") if not one.act or one.act in acts]
    return [*own, ("Help", "/help/"), ("Documents and guides", "/library/")]


def _dates(*parts: Iterable[Dated]) -> list[Dated]:
    return sorted((one for part in parts for one in part), key=lambda one: (one.day, one.words))


def of(term: Term, at: datetime) -> Pack:
    """Everything for whoever follows. Some queries, however many schools."""
    on, acts, key = london_day(at), _acts(Office(term.office)), term.region_id or ""
    following = queries.successors(term)
    holds = [term.person_id] if bodies_rules.in_force(term.starts, term.ends, on) else [one.person for one in following]
    account = next((one.user for one in queries.people(holds) if one.user), None)
    schools = _schools(term, on) if CONTACTS in acts else []
    spoken = [
        Dated(one.again, f"Get in touch with {one.name}", f"/schools/{one.urn}/before-you-ring/")
        for one in schools
        if one.again
    ]
    promises = _promises(key, on) if CHASE in acts else []
    waits = _enquiries(term) if ANSWER in acts else []
    return Pack(
        held=bodies.holding(term),
        next=following,
        written=queries.handover(term),
        waits=waits,
        to_do=_to_do(account, acts, at),
        dates=_dates(spoken, _ask_again(key, on) if MEMBERS in acts else [], _ends(term, on)),
        promises=_dates(promises),
        schools=schools,
        links=_links(acts),
    )
