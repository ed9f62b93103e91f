"""A school's life in the order of days, over all its numbers: opened, became an academy, merged, renamed, moved trust,
closed; was and is no longer co-operative. Only what the register and our records say; what they do not say is listed.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from coopnet.register import family, light, words
from coopnet.register import spells as coop_spells
from coopnet.register.coop import UNTOLD, Life
from coopnet.register.enums import ChangeKind, GroupKind
from coopnet.register.events import Event, Facts, closing_day, day_after, events
from coopnet.register.models import Change, Establishment, Group, GroupMembership
from coopnet.register.spells import Spell, Standing
from coopnet.register.succession import Edge, Succession, of

_KINDS = (
    ChangeKind.RENAMED,
    ChangeKind.REOPENED,
    ChangeKind.VANISHED,
    ChangeKind.TRUST_RENAMED,
    ChangeKind.GROUP_RENAMED,
)
_LARGEST = 2**31 - 1  # the column's
_TOLD = [kind.value for kind in _KINDS]


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of one lane of the line: ``school``, ``trust`` or ``coop``. No start: since before our records."""

    lane: str
    words: str
    short: str
    starts: date | None
    ends: date | None


@dataclass(frozen=True, slots=True)
class Relative:
    """A school that came before or after. ``held``: the school list has a page for it."""

    urn: int
    name: str
    day: date | None
    held: bool
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Story:
    """Everything a school's page tells, as at ``on``."""

    on: date
    school: Establishment
    name: str
    status: str
    closed_on: date | None
    kind: str
    trusts: list[Group]
    federations: list[Group]
    standing: Standing
    events: list[Event]  # newest first
    stretches: list[Stretch]
    predecessors: list[Relative]
    successors: list[Relative]
    unknown: list[str] = field(default_factory=list)
    spells: list[Spell] = field(default_factory=list)

    @property
    def goes_on_co_operative(self) -> bool:
        """Whether a school that followed this one is co-operative on the day."""
        after = {one.urn for one in self.successors}
        return any(spell.urn in after and spell.counts and spell.period.holds(self.on) for spell in self.spells)

    @property
    def in_movement(self) -> bool:
        """Whether the school, or one that it followed, is or was co-operative by our records."""
        return self.standing.answer != "unknown" or bool(self.spells)


def tell(urn: int, *, on: date) -> Story | None:
    """The story of a school up to a day; nothing when the list does not hold the number. Five queries at most."""
    if not 0 < urn <= _LARGEST:
        return None
    succession = of(urn)
    schools = family.schools(succession.urns)
    if urn not in schools:
        return None
    ids = {school.pk: school.urn for school in schools.values()}
    memberships = family.memberships(ids)
    groups = {member.group_id for member in memberships}
    uids = {member.group.uid for member in memberships if member.group.uid}
    records = family.records(ids, groups)
    changes = family.changes(_TOLD, schools, uids)
    last = {one.urn: closing_day(one, succession) for one in schools.values()}
    without = {number: day + timedelta(days=1) for number, day in last.items() if day is not None}
    lives = {one.urn: Life(one.open_date, one.close_date, one.vanished_on, one.status_name) for one in schools.values()}
    facts = Facts(
        schools,
        succession,
        memberships,
        coop_spells.spells(ids, records, light.members_of(memberships), lives, without),
        changes,
    )
    return _tell(facts, schools[urn], on)


def _tell(facts: Facts, school: Establishment, on: date) -> Story:
    urn, succession = school.urn, facts.succession
    closed = closing_day(school, succession)
    not_yet = school.open_date is not None and school.open_date > on
    running = [] if not_yet else _running(facts.memberships, school, on)
    standing = coop_spells.standing(facts.spells, urn, succession.ancestors(), on)
    told = sorted((event for event in events(facts) if event.day <= on), key=lambda event: (event.day, event.title))
    story = Story(
        on=on,
        school=school,
        name=name_on(school, facts.changes, on),
        status=_status(school, closed, on),
        closed_on=closed if closed and closed < on else None,
        kind=words.kind(school.phase_name, school.type_name),
        trusts=[group for group in running if group.kind != GroupKind.FEDERATION],
        federations=[group for group in running if group.kind == GroupKind.FEDERATION],
        standing=standing,
        events=told[::-1],
        stretches=_stretches(facts, on),
        predecessors=[_relative(edge, edge.old, edge.old_name, facts) for edge in succession.before(urn)],
        successors=[
            _relative(edge, edge.new, edge.new_name, facts)
            for edge in succession.after(urn)
            if edge.day is None or edge.day <= on
        ],
        unknown=_unknown(school, succession, closed, standing, on),
        spells=facts.spells,
    )
    return story


def name_on(school: Establishment, changes: Iterable[Change], on: date) -> str:
    """The name that the register gave on a day: what the first later renaming calls the name before it."""
    for change in changes:
        if change.urn == school.urn and change.as_of > on and isinstance(change.before.get("name"), str):
            return str(change.before["name"])
    return school.name


def _running(memberships: list[GroupMembership], school: Establishment, on: date) -> list[Group]:
    found = {
        member.group_id: member.group
        for member in memberships
        if member.establishment_id == school.pk
        and (member.starts is None or member.starts <= on)
        and (member.ends is None or on < member.ends)
    }
    return list(found.values())


def _status(school: Establishment, closed: date | None, on: date) -> str:
    if school.open_date is not None and school.open_date > on:
        return "Not yet open on that day"
    if closed is not None:
        return "Closed" if closed < on else "Open"
    if school.status_name.casefold() == "closed":
        return "Closed, day not told"
    if school.vanished_on is not None and school.vanished_on <= on:
        return "No longer in the register"
    return school.status_name or "Not told"


def _stretches(facts: Facts, on: date) -> list[Stretch]:
    """All bars. Those of trusts and of being co-operative lie within the days of the school, as far as these are told:
    a first list of trusts tells no first days."""
    found: list[Stretch] = []
    lives: dict[int, Stretch] = {}
    for school in sorted(facts.schools.values(), key=lambda one: (one.open_date or date.min, one.urn)):
        starts = school.open_date if school.open_date != UNTOLD else None
        before = facts.succession.before(school.urn)
        if starts is None and before:
            starts = before[0].day
        closed = day_after(closing_day(school, facts.succession))
        number = f"URN {school.urn}"
        lives[school.urn] = Stretch("school", f"{number}, {school.name}", number, starts, closed)
        found.append(lives[school.urn])
    urns = {school.pk: school.urn for school in facts.schools.values()}
    for member in facts.memberships:
        if member.group.kind != GroupKind.SCHOOL_SPONSOR:
            name = member.group.name
            bar = Stretch("trust", name, name, member.starts, member.ends)
            found += _within(bar, lives[urns[member.establishment_id]])
    for spell in facts.spells:
        bar = Stretch("coop", "co-operative", "co-operative", spell.period.starts, spell.period.ends)
        found += _within(bar, lives[spell.urn])
    cut = [stretch for stretch in dict.fromkeys(found) if stretch.starts is None or stretch.starts <= on]
    return sorted(cut, key=lambda stretch: (stretch.lane, stretch.starts or date.min, stretch.words))


def _within(bar: Stretch, life: Stretch) -> list[Stretch]:
    starts = max((day for day in (bar.starts, life.starts) if day), default=None)
    ends = min((day for day in (bar.ends, life.ends) if day), default=None)
    return [] if starts and ends and ends <= starts else [replace(bar, starts=starts, ends=ends)]


def _relative(edge: Edge, urn: int, name: str, facts: Facts) -> Relative:
    held = facts.schools.get(urn)
    return Relative(urn, held.name if held else name or f"URN {urn}", edge.day, held is not None, edge.kind)


def _unknown(
    school: Establishment, succession: Succession, closed: date | None, standing: Standing, on: date
) -> list[str]:
    """What a reader may look for and will not find, said plainly."""
    found = []
    is_closed = school.status_name.casefold() == "closed" or (closed is not None and closed < on)
    if is_closed and not succession.after(school.urn):
        found.append("The register names no school that followed this one.")
    if is_closed and closed is None:
        found.append("The day on which it closed is not told.")
    if school.open_date in (None, UNTOLD) and not succession.before(school.urn):
        found.append("The day on which it opened is not told.")
    if standing.answer != "unknown" and standing.spell and standing.spell.since is None:
        found.append("The day on which it became co-operative is not recorded.")
    return found
