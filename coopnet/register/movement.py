"""The schools of the movement: all that are or were co-operative by our records; who left, who came, where to.

The list is small (hundreds, not thousands), so each question reads it once and judges in memory.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from django.db.models import QuerySet

from coopnet.register import light, words
from coopnet.register import spells as coop_spells
from coopnet.register.enums import Source
from coopnet.register.light import Member, SchoolRow
from coopnet.register.models import CoopStatus, Establishment, GroupMembership
from coopnet.register.spells import Spell
from coopnet.register.succession import Edge, edges_at

SOON = timedelta(days=92)  # a new number follows the old one within a term


@dataclass(frozen=True, slots=True)
class MovementSchool:
    """A school with its spells of being co-operative and its memberships of groups."""

    school: SchoolRow
    spells: list[Spell]
    memberships: list[Member]

    def standing(self, on: date) -> str:
        """``yes``, ``was``, or nothing when its first spell begins later."""
        return coop_spells.standing(self.spells, self.school.urn, frozenset(), on).answer.replace("unknown", "")

    def trusts(self, on: date) -> list[Member]:
        """The trusts that it belongs to on a day; sponsors and federations are none."""
        return [member for member in self.memberships if member.group.is_trust and _holds(member, on)]


def schools(authority_codes: frozenset[str] | None = None) -> list[MovementSchool]:
    """All of them, or those of some authorities, by name. Three queries."""
    return _with(light.schools(_ever(authority_codes)))


def _ever(authority_codes: frozenset[str] | None) -> QuerySet[Establishment]:
    found = Establishment.objects.filter(light.EVER)
    return found if authority_codes is None else found.filter(authority__code__in=authority_codes)


def _with(held: list[SchoolRow]) -> list[MovementSchool]:
    urns = {school.pk: school.urn for school in held}
    lives = {school.urn: school.life for school in held}
    members = light.members(GroupMembership.objects.filter(establishment_id__in=urns))
    records = light.records(CoopStatus.objects.all())
    of_school: dict[int, list[Member]] = {}
    for member in members:
        of_school.setdefault(member.establishment_id, []).append(member)
    of_urn: dict[int, list[Spell]] = {}
    for spell in coop_spells.spells(urns, records, members, lives):
        of_urn.setdefault(spell.urn, []).append(spell)
    return [MovementSchool(school, of_urn.get(school.urn, []), of_school.get(school.pk, [])) for school in held]


class Way(StrEnum):
    """How a school came to be in a co-operative trust no longer."""

    ACADEMY = "became-an-academy"
    MOVED = "moved-trust"
    ENDED = "ended"


@dataclass(frozen=True, slots=True)
class Departure:
    """A school that left. ``day``: its last day in a co-operative trust. ``reason`` is for officers only; nothing where
    nobody wrote one. ``to_urn`` and ``to_trust``: where it went, as far as it is told."""

    school: SchoolRow
    way: Way
    day: date
    words: str
    evidence: str
    reason: str
    left: str
    to_urn: int | None = None
    to_name: str = ""
    to_opened: date | None = None
    to_trust: str = ""
    to_trust_uid: str = ""


@dataclass(frozen=True, slots=True)
class Arrival:
    """A school that became co-operative. ``after``: it was so before, under another number or in another trust."""

    school: SchoolRow
    day: date
    evidence: str
    into: str


@dataclass(frozen=True, slots=True)
class Movements:
    """Both lines apart: who left, in three ways, and who came; ``stayed``: new number or trust, still co-operative."""

    departures: list[Departure]
    arrivals: list[Arrival]
    stayed: list[Departure]

    def by(self, way: Way) -> list[Departure]:
        """The departures of one way, newest first."""
        return [departure for departure in self.departures if departure.way == way]


def movements(authority_codes: frozenset[str] | None, *, since: date | None, until: date | None) -> Movements:
    """Who left and who came between two days, both included. Five queries at most, whatever comes out."""
    mine = light.schools(_ever(authority_codes))
    urns = {school.urn for school in mine}
    after: dict[int, list[Edge]] = {}
    for edge in edges_at(urns):
        after.setdefault(edge.old, []).append(edge)
    follow = {edge.new for some in after.values() for edge in some} - urns
    others = light.schools(Establishment.objects.filter(urn__in=follow)) if follow else []
    everybody = {one.school.urn: one for one in _with([*mine, *others])}
    chosen = [one for one in everybody.values() if one.spells and one.school.urn in urns]

    def wanted(day: date) -> bool:
        return (since is None or since <= day) and (until is None or day <= until)

    ended = [
        (one, spell, _last_day(one, spell))
        for one in chosen
        for spell in one.spells
        if spell.period.ends is not None and wanted(_last_day(one, spell))
    ]
    departures: list[Departure] = []
    stayed: list[Departure] = []
    for one, spell, day in ended:
        if any(other is not spell and other.period.holds(spell.period.ends or day) for other in one.spells):
            continue
        departure, remains = _departure(one, spell, day, after.get(one.school.urn, []), everybody)
        (stayed if remains else departures).append(departure)
    arrivals = [
        Arrival(one.school, spell.since, spell.evidence, spell.group)
        for one in chosen
        for spell in one.spells
        if spell.since is not None and wanted(spell.since)
    ]
    return Movements(
        sorted(departures, key=_newest),
        sorted(arrivals, key=lambda one: (-one.day.toordinal(), one.school.urn)),
        stayed,
    )


def _newest(departure: Departure) -> tuple[int, str, int]:
    return (-departure.day.toordinal(), departure.school.folded, departure.school.urn)


def _last_day(one: MovementSchool, spell: Spell) -> date:
    """The last day of a spell, or of the school where it closed with it."""
    first_without = spell.period.ends or date.max
    closed = one.school.life.closed
    if closed is not None and abs((first_without - closed).days) <= 1:
        return closed
    return first_without if spell.source == Source.FACTS and closed is None else first_without - timedelta(days=1)


def _departure(
    one: MovementSchool,
    spell: Spell,
    day: date,
    after: list[Edge],
    everybody: Mapping[int, MovementSchool],
) -> tuple[Departure, bool]:
    """The departure, and whether the school went on being co-operative after all."""
    reason = spell.end_reason if spell.source != Source.FACTS else ""
    left = spell.group or next((member.group.name for member in one.memberships if member.group.is_trust), "")
    evidence = f"{spell.evidence}. "
    if after:
        edge = after[0]
        new = everybody.get(edge.new)
        opened = new.school.life.opened if new else None
        evidence += f"Link in the register{f' of {_day(edge.day)}' if edge.day else ''}" + (
            f"; new number opened {_day(opened)}" if opened else ""
        )
        trust = _first_trust(new, opened or edge.day) if new else None
        academy = new is not None and words.is_academy(new.school.type_name)
        was_academy = words.is_academy(one.school.type_name)
        told = "Became an academy" if academy else "Went on under a new number; its kind is not told"
        if was_academy:
            told = "An academy that went on under a new number"
        remains = new is not None and any(
            other.period.ends is None or other.period.ends > day + SOON for other in new.spells
        )
        departure = Departure(
            one.school,
            Way.MOVED if was_academy else Way.ACADEMY,
            day,
            told,
            evidence,
            reason,
            left,
            to_urn=edge.new,
            to_name=new.school.name if new else edge.new_name,
            to_opened=opened,
            to_trust=trust.group.name if trust else "",
            to_trust_uid=(trust.group.uid or "") if trust else "",
        )
        return departure, remains
    closed = one.school.closed
    moved = [member for member in one.trusts(day + SOON) if member.starts and member.starts > day - SOON]
    if moved and not closed:
        to = moved[0].group
        evidence += f"Joined {to.name} on {_day(moved[0].starts)}"
        return (
            Departure(
                one.school,
                Way.MOVED,
                day,
                "Moved trust",
                evidence,
                reason,
                left,
                to_trust=to.name,
                to_trust_uid=to.uid or "",
            ),
            False,
        )
    told = "Closed; the school that followed is not known" if closed else "No longer in a co-operative trust"
    if not closed and one.school.life.vanished == spell.period.ends:
        told = "The register no longer lists it; what became of it is not known"
    return Departure(one.school, Way.ENDED, day, told, evidence.strip(), reason, left), False


def _first_trust(new: MovementSchool, day: date | None) -> Member | None:
    trusts = [member for member in new.memberships if member.group.is_trust]
    first = [member for member in trusts if day is None or member.ends is None or member.ends > day]
    return first[0] if first else None


def _holds(member: Member, on: date) -> bool:
    return (member.starts is None or member.starts <= on) and (member.ends is None or on < member.ends)


def _day(day: date | None) -> str:
    return f"{day.day} {day:%B %Y}" if day else ""


def counts(found: Iterable[MovementSchool], on: date) -> dict[str, int]:
    """How many are and were co-operative on a day."""
    answers = [one.standing(on) for one in found]
    return {"yes": answers.count("yes"), "was": answers.count("was")}
