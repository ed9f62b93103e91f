"""Who is a volunteer, who sees what they offer, how much was given together, and who follows whom."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Q, QuerySet, Sum

from coopnet.bodies import queries as bodies
from coopnet.bodies import rules as bodies_rules
from coopnet.bodies.enums import Ending
from coopnet.bodies.models import Term
from coopnet.bodies.rules import long_day
from coopnet.kit.access import Account, may
from coopnet.kit.clock import london_day
from coopnet.kit.registry import Duty
from coopnet.membership.models import Mandate
from coopnet.membership.queries import members_of
from coopnet.notices.models import Letter
from coopnet.people.models import Person
from coopnet.people.queries import in_force, person_of
from coopnet.volunteers import letters, rules
from coopnet.volunteers.enums import Head, ShownTo
from coopnet.volunteers.models import Handover, Hours, Profile

# Sees every profile and every handover.
ACT = "volunteers.see"
_OFFICER = "to-do.see"


def with_a_role(on: date) -> Q:
    """Condition on people: in an office or a seat, or acting for a member school, on that day."""
    terms = Term.objects.filter(in_force(on)).values("person")
    return Q(pk__in=terms) | Q(pk__in=Mandate.objects.filter(in_force(on)).values("person"))


def is_volunteer(person: Person, on: date) -> bool:
    """Whether somebody has a role in the network that day."""
    return Person.objects.filter(with_a_role(on), pk=person.pk).exists()


def people(ids: list[int]) -> list[Person]:
    """Some people with their accounts."""
    return list(Person.objects.filter(pk__in=ids).select_related("user").order_by("pk"))


def profile_of(person: Person | None) -> Profile | None:
    """What somebody offers."""
    return Profile.objects.filter(person=person).select_related("region").first() if person else None


def profiles(account: Account, at: datetime) -> list[Profile]:
    """What people with a role offer that day, as far as each of them lets this account see it; by name."""
    day = london_day(at)
    me = person_of(account)
    if me is None:
        return []
    co_ordinator, officer = (bool(may(account, act, at=at)) for act in (ACT, _OFFICER))
    member = bool(members_of(me, day))
    offered = Profile.objects.filter(Q(until__isnull=True) | Q(until__gte=day))
    rows = offered.filter(person__in=Person.objects.filter(with_a_role(day))).select_related("person", "region")
    return [
        row
        for row in rows.order_by("person__folded", "pk")
        if row.person_id == me.pk
        or rules.sees(ShownTo(row.shown_to), co_ordinator=co_ordinator, officer=officer, member=member)
    ]


def hours_of(person: Person) -> list[Hours]:
    """What somebody noted, newest first. For that person alone."""
    return list(Hours.objects.filter(person=person).order_by("-on", "-pk")[:200])


def noted(person: Person, since: date) -> str:
    """Hours that somebody noted from a day on, as people write them. For that person alone."""
    minutes = Hours.objects.filter(person=person, on__gte=since).aggregate(all=Sum("minutes"))["all"] or 0
    return Hours(minutes=minutes).given


def fits(person: Person, on: date, minutes: int) -> bool:
    """Whether the day still has so many minutes for that person."""
    before = Hours.objects.filter(person=person, on=on).aggregate(all=Sum("minutes"))["all"] or 0
    return before + minutes <= rules.LONGEST_DAY


def total(on: date) -> rules.Total | None:
    """What was noted by all from the first day of the school year up to a day; nothing where few noted any."""
    rows = Hours.objects.filter(on__gte=rules.year_of(on), on__lte=on)
    given: dict[Head | None, int] = {}
    for row in rows.order_by().values("head").annotate(all=Sum("minutes")):
        given[Head(row["head"]) if row["head"] else None] = row["all"]
    return rules.told(given, rows.values("person").distinct().count())


def _after(term: Term) -> QuerySet[Term]:
    """Terms of the same office that begin when this one has ended, or later."""
    if term.ends is None or term.ends == term.starts:
        return Term.objects.none()
    rows = Term.objects.filter(office=term.office, region=term.region, seat=term.seat, starts__gte=term.ends)
    return rows.exclude(ending=Ending.CORRECTED.value).exclude(pk=term.pk)


def all_after(term: Term) -> set[int]:
    """Everybody who held or holds the office after this term."""
    return set(_after(term).values_list("person_id", flat=True))


def successors(term: Term) -> list[bodies.Holding]:
    """Whoever holds the office next after this term, as far as it is known: they begin on one day."""
    rows = list(_after(term).exclude(person=term.person_id).select_related("person", "region", "seat__body"))
    first = min((row.starts for row in rows), default=None)
    return [bodies.holding(row) for row in sorted(rows, key=lambda row: row.pk) if row.starts == first]


@dataclass(frozen=True, slots=True)
class Standing:
    """Why somebody may read what is handed over: as its holder, as whoever follows, or as the co-ordinator."""

    holder: bool
    follows: bool
    co_ordinator: bool

    def __bool__(self) -> bool:
        return self.holder or self.follows or self.co_ordinator


def standing(account: Account, term: Term, at: datetime) -> Standing:
    """How an account stands to a term. Nobody else reads it, and a leaver not after the last day."""
    person, day = person_of(account), london_day(at)
    if person is None:
        return Standing(holder=False, follows=False, co_ordinator=False)
    mine = person.pk == term.person_id and bodies_rules.in_force(term.starts, term.ends, day)
    follows = any(
        one.person == person.pk
        and rules.successor_reads(one.starts, day)
        and (one.ends is None or day < one.ends)
        for one in successors(term)
    )  # fmt: skip
    return Standing(holder=mine, follows=follows, co_ordinator=bool(may(account, ACT, at=at)))


def get(pk: int, account: Account, at: datetime) -> tuple[Term, Standing] | None:
    """A term of office whose handover the account may read; nothing otherwise, whether or not there is one."""
    term = Term.objects.exclude(office="").select_related("person", "region").filter(pk=pk).first()
    if term is None or term.ending == Ending.CORRECTED.value:
        return None
    found = standing(account, term, at)
    return (term, found) if found else None


@dataclass(frozen=True, slots=True)
class Pack:
    """A handover in a list."""

    held: bodies.Holding
    standing: Standing
    next: list[bodies.Holding]


def packs(account: Account, at: datetime) -> list[Pack]:
    """Handovers that the account may read: own ones, those that one follows, for the co-ordinator all that are near."""
    day, person = london_day(at), person_of(account)
    if person is None:
        return []
    near = Q(ends__gt=day - rules.READ_AFTER) | Q(ends__isnull=True)
    rows = Term.objects.exclude(office="").exclude(ending=Ending.CORRECTED.value).filter(near, starts__lte=day)
    if not may(account, ACT, at=at):
        mine = Term.objects.filter(person=person).exclude(office="").values("office")
        rows = rows.filter(office__in=mine)
    found = []
    for term in rows.select_related("person", "region", "seat__body").order_by("ends", "person__folded", "pk"):
        how = standing(account, term, at)
        if how:
            found.append(Pack(bodies.holding(term), how, successors(term)))
    return sorted(found, key=lambda one: (not one.standing.holder, not one.standing.follows))


def handover(term: Term) -> Handover | None:
    """What its holder wrote."""
    return Handover.objects.filter(term=term).select_related("received_by").first()


def _following(at: datetime) -> Iterator[tuple[Term, bodies.Holding]]:
    """Terms that somebody follows soon, or has followed lately."""
    day = london_day(at)
    ends = Term.objects.exclude(office="").filter(ends__gt=day - rules.READ_AFTER, ends__lte=day + rules.READ_BEFORE)
    for term in ends.exclude(ending=Ending.CORRECTED.value).select_related("person", "region", "seat__body"):
        for held in successors(term):
            if rules.successor_reads(held.starts, day):
                yield term, held


def to_tell(at: datetime) -> list[tuple[Term, Person]]:
    """Those who follow soon and have had no letter."""
    found = []
    for term, held in _following(at):
        person = Person.objects.get(pk=held.person)
        if person.email and not Letter.objects.filter(key=letters.key_of(term, person)).exists():
            found.append((term, person))
    return found


def to_forget(at: datetime) -> QuerySet[Handover]:
    """Words of leavers whose time is over."""
    return Handover.objects.filter(term__ends__lt=london_day(at) - rules.FORGET_NOTES, forgotten_at__isnull=True)


def old_profiles(at: datetime) -> list[Profile]:
    """What people offer who have had no role for a year, or whose last day to offer it was a year ago."""
    old = london_day(at) - rules.FORGET_PROFILE
    lately = Q(ends__isnull=True) | Q(ends__gt=old)
    kept = Q(person__in=Term.objects.filter(lately).values("person")) | Q(
        person__in=Mandate.objects.filter(lately).values("person")
    )
    rows = Profile.objects.filter(~kept | Q(until__lt=old)).select_related("person")
    return list(rows.order_by("pk"))


def duties(account: Account, at: datetime) -> Iterator[Duty]:
    """For whoever follows: read what was left. For whoever leaves within the month: write it."""
    person, day = person_of(account), london_day(at)
    if person is None:
        return
    for term in Term.objects.exclude(office="").filter(person=person).select_related("region", "person"):
        held = bodies.holding(term)
        soon = term.ends is not None and day < term.ends <= day + rules.READ_BEFORE
        if soon and not Handover.objects.filter(term=term).exists():
            yield Duty(
                words=f"Write for whoever follows you as {held.words}",
                address=f"/hand-over/{term.pk}/",
                due=held.until,
                why=f"Your time in this role ends on {long_day(held.until or day)}.",
                if_left="They still see what is open and the next dates, but nothing that only you know.",
            )
    for term, following in _following(at):
        if following.person == person.pk and not Handover.objects.filter(term=term, received_at__isnull=False).exists():
            yield Duty(
                words=f"Read what you need as {following.words}",
                address=f"/hand-over/{term.pk}/",
                due=following.starts + timedelta(days=7),
                why=f"You follow {term.person.name}.",
                if_left="Nothing is lost. It stays open to you for four months.",
            )
