"""Who holds what, as at a day."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet, Subquery

from coopnet.bodies import rules
from coopnet.bodies.enums import BodyKind, BodyState, Ending, Office
from coopnet.bodies.models import Body, Seat, Term
from coopnet.kit.access import Account
from coopnet.kit.basis import Basis, link
from coopnet.people.models import Person
from coopnet.people.queries import in_force


@dataclass(frozen=True, slots=True)
class Holding:
    """A term as pages show it. ``until`` is the last day (None: no end); ``source`` links the act, if it has a page."""

    term: int
    person: int
    person_key: UUID
    name: str
    words: str
    office: Office | None
    region_key: str
    starts: date
    ends: date | None
    until: date | None
    basis: Basis
    source: str | None
    ending: Ending
    ending_words: str


@dataclass(frozen=True, slots=True)
class SeatView:
    """A seat of a body on a day: its holder, or since when it stands empty."""

    seat: int
    title: str
    region_key: str
    holder: Holding | None
    vacant_since: date | None


@dataclass(frozen=True, slots=True)
class PostView:
    """An office, for the network or one region, on a day: its holders, or since when it stands empty (None: ever)."""

    office: Office
    words: str
    region_key: str
    region_name: str
    holders: tuple[Holding, ...]
    vacant_since: date | None


def _rows() -> QuerySet[Term]:
    return Term.objects.select_related("person", "region", "seat__body")


def holding(term: Term) -> Holding:
    """The row as pages show it; costs nothing when the term came with person, region and seat."""
    office = Office(term.office) if term.office else None
    if office is not None:
        words = rules.office_words(office, term.region.name if term.region else "")
    else:
        words = f"{term.seat.title}, {term.seat.body.name}" if term.seat else ""
    return Holding(
        term=term.pk,
        person=term.person_id,
        person_key=term.person.key,
        name=term.person.name,
        words=words,
        office=office,
        region_key=term.region_id or "",
        starts=term.starts,
        ends=term.ends,
        until=rules.last_day(term.ends),
        basis=term.basis,
        source=link(term.basis),
        ending=Ending(term.ending),
        ending_words=term.ending_words,
    )


def facts(term: Term) -> rules.TermFacts:
    """What the rules need of a term of office."""
    return rules.TermFacts(
        Office(term.office), term.region_id or "", term.region.name if term.region else "", term.starts, term.ends
    )


def office_terms_of(user: Account) -> list[Term]:
    """Terms of office, past, present and to come, of the person behind an account: newest first. One query."""
    if not user.is_authenticated:
        return []
    rows = Term.objects.filter(person__user_id=user.pk).exclude(office="").select_related("region", "person")
    return list(rows.order_by("-starts", "-pk"))


def offices_held(user: Account, on: date) -> list[Holding]:
    """The offices that the person behind an account holds on a day."""
    return [holding(t) for t in office_terms_of(user) if rules.in_force(t.starts, t.ends, on)]


def reach(user: Account, act: str, on: date) -> frozenset[str] | None:
    """Where the account may do the act that day: None for everywhere, else keys of regions. It filters lists."""
    return rules.regions_for([facts(t) for t in office_terms_of(user)], act, on)


def terms_of(person: Person) -> list[Holding]:
    """All offices and seats of a person, newest first."""
    return [holding(t) for t in _rows().filter(person=person).order_by("-starts", "-pk")]


def get_term(pk: int) -> Term | None:
    """One term with person, region and seat."""
    return _rows().filter(pk=pk).first()


def terms_in_force(people: Iterable[Person], on: date) -> dict[int, list[Holding]]:
    """Offices and seats held on a day by many people, by the person's id. One query."""
    found: dict[int, list[Holding]] = {}
    for term in _rows().filter(in_force(on), person__in=list(people)).order_by("starts", "pk"):
        found.setdefault(term.person_id, []).append(holding(term))
    return found


def holders(office: Office, region_key: str | None, on: date) -> list[Holding]:
    """Who holds an office on a day, by name; ``region_key`` None for offices of the whole network."""
    rows = _rows().filter(in_force(on), office=Office(office).value)
    rows = rows.filter(region__key=region_key) if region_key else rows.filter(region__isnull=True)
    return [holding(t) for t in rows.order_by("person__folded", "pk")]


def board(region_key: str, on: date) -> list[SeatView]:
    """The seats of a region's board with holder or vacancy, in order; nothing where the region has no board."""
    body = (
        Body.objects.filter(kind=BodyKind.REGIONAL_BOARD.value, region_id=region_key)
        .exclude(state=BodyState.DISSOLVED.value)
        .first()
    )
    return seats(body, on) if body else []


def national_board(on: date) -> list[SeatView]:
    """The seats of the national advisory board. Two queries."""
    boards = Body.objects.filter(kind=BodyKind.NATIONAL_BOARD.value).exclude(state=BodyState.DISSOLVED.value)
    first = boards.order_by("pk").values("pk")[:1]
    return _seats(Seat.objects.filter(body=Subquery(first)), on)


def seats(body: Body, on: date) -> list[SeatView]:
    """Every seat of a body that exists on that day, with its holder or since when it is vacant. Two queries."""
    return _seats(Seat.objects.filter(body=body), on)


def _seats(wanted: QuerySet[Seat], on: date) -> list[SeatView]:
    rows = list(wanted.filter(since__lte=on).order_by("rank", "pk"))
    terms: dict[int, list[Term]] = {}
    for term in _rows().filter(seat__in=rows, starts__lte=on).order_by("starts", "pk"):
        terms.setdefault(term.seat_id or 0, []).append(term)
    found = []
    for seat in rows:
        now = [t for t in terms.get(seat.pk, []) if rules.in_force(t.starts, t.ends, on)]
        past = [t.ends for t in terms.get(seat.pk, []) if t.ends and t.ends <= on and t.ends > t.starts]
        found.append(
            SeatView(
                seat=seat.pk,
                title=seat.title,
                region_key=seat.region_id or "",
                holder=holding(now[0]) if now else None,
                vacant_since=None if now else max([*past, seat.since]),
            )
        )
    return found


def posts(regions: Iterable[tuple[str, str]], on: date) -> list[PostView]:
    """Every office of the network and of the given regions (key, name), with holders or vacancy. One query."""
    terms = list(_rows().filter(starts__lte=on).exclude(office="").order_by("person__folded", "pk"))
    found = []
    places = list(regions)
    for office, rule in rules.OFFICES.items():
        for key, name in places if rule.regional else [("", "")]:
            mine = [t for t in terms if t.office == office.value and (t.region_id or "") == key]
            now = tuple(holding(t) for t in mine if rules.in_force(t.starts, t.ends, on))
            past = [t.ends for t in mine if t.ends and t.ends <= on and t.ends > t.starts]
            found.append(
                PostView(
                    office=office,
                    words=rules.office_words(office, name),
                    region_key=key,
                    region_name=name,
                    holders=now,
                    vacant_since=max(past) if past and not now else None,
                )
            )
    return found


def others_who_may(act: str, region_key: str | None, on: date, *, but: int | None = None) -> list[Holding]:
    """Who else holds an office that gives the act, there, that day."""
    offices = [office.value for office in rules.offices_that_give(act)]
    rows = _rows().filter(in_force(on), office__in=offices)
    if region_key:
        rows = rows.filter(Q(region__isnull=True) | Q(region_id=region_key))
    if but is not None:
        rows = rows.exclude(person_id=but)
    return [holding(t) for t in rows.order_by("person__folded", "pk")]


def ending_between(since: date, until: date) -> list[Holding]:
    """Terms whose first day without the right lies in ``[since, until)``, soonest first."""
    rows = _rows().filter(ends__gte=since, ends__lt=until).order_by("ends", "person__folded", "pk")
    return [holding(t) for t in rows]


def is_followed(term: Holding) -> bool:
    """Whether somebody is named for the same office or seat from the day on which this term ends."""
    row = Term.objects.select_related("region", "seat").get(pk=term.term)
    if row.ends is None:
        return True
    after = Term.objects.filter(starts__gte=row.ends, office=row.office, region=row.region, seat=row.seat)
    return after.exclude(pk=row.pk).exists()
