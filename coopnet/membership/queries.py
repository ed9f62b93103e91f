"""Who belongs on a day, how it stands, which schools are covered, and who may act: everything asked as at a day."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date

from django.db import connection
from django.db.models import Prefetch, Q, QuerySet

from coopnet.membership import rules
from coopnet.membership.enums import STATE_WORDS, Duty, State
from coopnet.membership.models import Coverage, Mandate, Member, MembershipClass, Payer, Period, Rights, StateChange
from coopnet.people.enums import OrganisationKind
from coopnet.people.models import Affiliation, Organisation, Person
from coopnet.people.queries import in_force
from coopnet.regions.queries import Boundaries, boundaries
from coopnet.register.models import Establishment


@dataclass(frozen=True, slots=True)
class School:
    """A school that a membership covers."""

    id: int
    urn: int
    name: str
    town: str
    authority_code: str
    region: str
    pupils: int | None = None


@dataclass(frozen=True, slots=True)
class Belongs:
    """A member on a day: its kind, its state, the schools it covers and the regions that these lie in."""

    member: Member
    period: Period
    state: State
    schools: tuple[School, ...] = ()
    regions: frozenset[str] = field(default_factory=frozenset)
    votes: bool = True

    @property
    def counted(self) -> bool:
        """Whether public figures count it."""
        return self.state in rules.COUNTED

    @property
    def words(self) -> str:
        """How it stands, for people."""
        return STATE_WORDS[self.state]


def state_on(changes: Iterable[StateChange], on: date) -> State | None:
    """The state that holds on a day, of changes in any order. The later row of one day counts."""
    found = max((c for c in changes if c.day <= on), key=lambda c: (c.day, c.pk), default=None)
    return State(found.state) if found else None


def _periods(on: date) -> QuerySet[Period]:
    return Period.objects.filter(in_force(on)).select_related("member__organisation", "membership_class")


def _of(members: Collection[int] | None) -> Q:
    return Q() if members is None else Q(member__in=members)


def belonging(on: date, drawn: Boundaries | None = None, *, only: Collection[int] | None = None) -> list[Belongs]:
    """Everybody with a period on that day, whatever its state, by name. A few queries, however many there are.

    ``only``: ids of the members asked about, where not all are.
    """
    places = drawn or boundaries()
    covered: dict[int, list[School]] = {}
    rows = Coverage.objects.filter(_of(only), in_force(on)).select_related("establishment__authority")
    for row in rows.order_by("establishment__name", "pk"):
        covered.setdefault(row.member_id, []).append(_school(row.establishment, places, on))
    changes = Prefetch("changes", StateChange.objects.order_by("day", "pk"))
    voting = set(Rights.objects.filter(in_force(on), votes=True).values_list("membership_class_id", flat=True))
    found = []
    for period in _periods(on).filter(_of(only)).prefetch_related(changes).order_by("member__organisation__name", "pk"):
        state = state_on(period.changes.all(), on)
        if state is not None:
            schools = tuple(covered.get(period.member_id, ()))
            regions = frozenset(school.region for school in schools) - {""}
            organisation = period.member.organisation
            if not regions and organisation.region_key:
                regions = frozenset({organisation.region_key})
            votes = period.membership_class_id in voting
            found.append(Belongs(period.member, period, state, schools, regions, votes))
    return found


def _school(one: Establishment, places: Boundaries, on: date) -> School:
    code = one.authority.code if one.authority else ""
    return School(one.pk, one.urn, one.name, one.town, code, places.region(code, one.urn, on), one.pupils)


def counted(on: date) -> list[Belongs]:
    """Those whom public figures count on that day (S21)."""
    return [one for one in belonging(on) if one.counted]


def period_on(member: Member, on: date) -> Period | None:
    """The period that holds on a day."""
    return _periods(on).filter(member=member).first()


def standing(member: Member, on: date) -> State | None:
    """How a member stands on a day; None where it does not belong."""
    period = period_on(member, on)
    return None if period is None else state_on(period.changes.all(), on)


def covering(establishment: Establishment, on: date) -> Member | None:
    """The member through which a school belongs on a day, whatever its state."""
    row = Coverage.objects.filter(in_force(on), establishment=establishment).select_related("member__organisation")
    found = row.first()
    return found.member if found else None


@dataclass(frozen=True, slots=True)
class Shown:
    """What everybody may see of a school that is a member: since when, and with which trust (or by itself)."""

    since: date
    through: str


# Written out: each page of a school asks it. The last day is out, and the later row of one day counts, as above.
_SHOWN = """
SELECT period.starts, covered.starts, organisation.name, organisation.kind, (
  SELECT state FROM membership_statechange one WHERE one.period_id = period.id AND one.day <= %s
  ORDER BY one.day DESC, one.id DESC LIMIT 1)
FROM membership_coverage covered
JOIN membership_period period ON period.member_id = covered.member_id
JOIN membership_member member ON member.id = covered.member_id
JOIN people_organisation organisation ON organisation.id = member.organisation_id
WHERE covered.establishment_id = %s AND covered.starts <= %s AND (covered.ends IS NULL OR covered.ends > %s)
  AND period.starts <= %s AND (period.ends IS NULL OR period.ends > %s)
"""


def shown(establishment: Establishment, on: date) -> Shown | None:
    """Whether a school counts as a member on a day. None says nothing else: not why, not whether it ever was."""
    with connection.cursor() as cursor:
        cursor.execute(_SHOWN, [on, establishment.pk, on, on, on, on])
        found = [row for row in cursor.fetchall() if row[4] in rules.COUNTED]
    if not found:
        return None
    began, covered, name, kind, _state = found[0]
    return Shown(max(began, covered), "" if kind == OrganisationKind.SCHOOL.value else name)


def regions_of(member: Member, on: date) -> frozenset[str]:
    """The regions of the schools it covers on a day, or covered last; else of the organisation itself."""
    rows = list(member.coverage.select_related("establishment__authority").order_by("-starts", "pk"))
    now = [row for row in rows if row.starts <= on and (row.ends is None or row.ends > on)]
    places = boundaries()
    last = [row for row in rows if rows and row.ends == max((r.ends or date.max for r in rows), default=None)]
    found = frozenset(_school(row.establishment, places, on).region for row in now or last) - {""}
    return found or frozenset({member.organisation.region_key} - {""})


def rights(membership_class: MembershipClass, on: date) -> Rights | None:
    """What a kind of membership gives on a day."""
    return membership_class.rights.filter(in_force(on)).first()


def classes(on: date) -> list[MembershipClass]:
    """The kinds that one can join on a day."""
    return list(MembershipClass.objects.filter(rights__in=Rights.objects.filter(in_force(on))).order_by("rank"))


def mandates(member: Member, on: date) -> list[Mandate]:
    """Who does what for a member on a day, in the order of the duties."""
    order = list(Duty)
    rows = member.mandates.filter(in_force(on)).select_related("person")
    return sorted(rows, key=lambda row: (order.index(Duty(row.duty)), row.person.folded))


def all_mandates(on: date, only: Collection[int] | None = None) -> dict[int, list[Mandate]]:
    """Who does what for every member (or those of these ids) on a day, by the member's id. One query."""
    found: dict[int, list[Mandate]] = {}
    order = list(Duty)
    rows = Mandate.objects.filter(_of(only), in_force(on)).select_related("person")
    for row in sorted(rows, key=lambda row: (order.index(Duty(row.duty)), row.person.folded)):
        found.setdefault(row.member_id, []).append(row)
    return found


def _places(member: Member, on: date) -> Q:
    """Organisations in which whoever acts for the member has a role: its own, and those of schools it covers."""
    schools = member.coverage.filter(in_force(on)).values("establishment")
    return Q(organisation=member.organisation_id) | Q(organisation__establishment__in=schools)


def belong_there(member: Member, people: Iterable[int], on: date) -> set[int]:
    """Of these people (by id) those with a role there on that day: whoever left a school acts for it no more."""
    rows = Affiliation.objects.filter(_places(member, on), in_force(on), person__in=list(people))
    return set(rows.values_list("person_id", flat=True))


def who_belongs(member: Member, on: date) -> set[int]:
    """Everybody (by id) with a role at the member or a school it covers on a day."""
    return set(Affiliation.objects.filter(_places(member, on), in_force(on)).values_list("person_id", flat=True))


def holding(on: date) -> Q:
    """Condition on dated rows of membership: holds on that day."""
    return in_force(on)


def voter(member: Member, on: date) -> Person | None:
    """Who casts the member's vote on a day: the one named, else the substitute; None where nobody can."""
    held = [row for row in mandates(member, on) if row.duty in (Duty.VOTES.value, Duty.SUBSTITUTE.value)]
    for row in held:
        if may_vote(row.person, member, on).allowed:
            return row.person
    return None


def may_vote(person: Person, member: Member, on: date) -> rules.Ruling:
    """Whether the person may cast the member's vote on that day, and why (invariants 2 and 3)."""
    period = period_on(member, on)
    state = state_on(period.changes.all(), on) if period else None
    gives = rights(period.membership_class, on) if period else None
    rows = list(member.mandates.filter(in_force(on), duty__in=[Duty.VOTES.value, Duty.SUBSTITUTE.value]))
    there = belong_there(member, {row.person_id for row in rows}, on)
    return rules.may_vote(
        state=state,
        class_votes=bool(gives and gives.votes),
        own=[
            rules.Held(Duty(row.duty), row.starts, row.ends, row.person_id in there)
            for row in rows
            if row.person_id == person.pk
        ],
        voter_in_force=any(row.duty == Duty.VOTES.value and row.person_id in there for row in rows),
        on=on,
    )


def payer(member: Member, on: date) -> Organisation:
    """Who pays for it on a day: itself, unless another was named."""
    row = Payer.objects.filter(in_force(on), member=member).select_related("organisation").first()
    return row.organisation if row else member.organisation


def member_of(organisation: Organisation) -> Member | None:
    """The member's one row, if it ever belonged."""
    return Member.objects.filter(organisation=organisation).select_related("organisation").first()


def history(member: Member) -> list[tuple[Period, list[StateChange]]]:
    """Every period with its changes, newest first."""
    rows = member.periods.select_related("membership_class").prefetch_related("changes").order_by("-starts", "-pk")
    return [(period, sorted(period.changes.all(), key=lambda c: (c.day, c.pk), reverse=True)) for period in rows]


def members_of(person: Person, on: date) -> list[tuple[Member, list[Mandate]]]:
    """The members for which a person has a duty on a day."""
    found: dict[int, tuple[Member, list[Mandate]]] = {}
    rows = Mandate.objects.filter(in_force(on), person=person).select_related("member__organisation")
    for row in rows.order_by("member__organisation__name", "pk"):
        found.setdefault(row.member_id, (row.member, []))[1].append(row)
    return list(found.values())


def is_school(member: Member) -> bool:
    """Whether the member is a single school."""
    return member.organisation.kind == OrganisationKind.SCHOOL.value
