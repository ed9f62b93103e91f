"""A school's life in the order of days, over all its numbers: opened, became an academy, merged, renamed, moved trust,
closed; was and is no longer co-operative. Only what the register and our records say; what they do not say is listed.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db.models import Q

from coopnet.register import spells as coop_spells
from coopnet.register import words
from coopnet.register.enums import ChangeKind, GroupKind
from coopnet.register.models import Change, CoopStatus, Establishment, Group, GroupMembership
from coopnet.register.spells import Spell, Standing
from coopnet.register.succession import Edge, Succession, of

UNTOLD = date(1900, 1, 1)  # the register's day for "before our records"
_KINDS = (
    ChangeKind.RENAMED,
    ChangeKind.REOPENED,
    ChangeKind.VANISHED,
    ChangeKind.TRUST_RENAMED,
)
_TOLD = [kind.value for kind in _KINDS]


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened. ``coop``: whether the school was co-operative from then on; None where it says nothing.

    ``source`` says where it is told. ``about``: ``school``, ``trust`` or ``coop``.
    """

    day: date
    title: str
    words: str
    source: str
    about: str = "school"
    urn: int | None = None
    coop: bool | None = None


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
    def in_movement(self) -> bool:
        """Whether the school, or one that it followed, is or was co-operative by our records."""
        return self.standing.answer != "unknown" or bool(self.spells)


@dataclass(frozen=True, slots=True)
class _Facts:
    """What the five queries brought."""

    schools: Mapping[int, Establishment]
    succession: Succession
    memberships: list[GroupMembership]
    spells: list[Spell]
    changes: list[Change]


def tell(urn: int, *, on: date) -> Story | None:
    """The story of a school up to a day; nothing when the list does not hold the number. Five queries at most."""
    succession = of(urn)
    schools = {
        school.urn: school
        for school in Establishment.objects.filter(urn__in=succession.urns).select_related("authority").order_by("urn")
    }
    if urn not in schools:
        return None
    ids = {school.pk: school.urn for school in schools.values()}
    memberships = list(
        GroupMembership.objects.filter(establishment_id__in=ids).select_related("group").order_by("starts", "pk")
    )
    groups = {member.group_id for member in memberships}
    uids = {member.group.uid for member in memberships if member.group.uid}
    statuses = CoopStatus.objects.filter(Q(establishment_id__in=ids) | Q(group_id__in=groups)).order_by("pk")
    changes = Change.objects.filter(kind__in=_TOLD, as_of__isnull=False).filter(
        Q(urn__in=list(schools)) | Q(uid__in=uids)
    )
    facts = _Facts(
        schools,
        succession,
        memberships,
        coop_spells.spells(ids, statuses, memberships),
        list(changes.select_related("source").order_by("as_of", "pk")),
    )
    return _tell(facts, schools[urn], on)


def _tell(facts: _Facts, school: Establishment, on: date) -> Story:
    urn, succession = school.urn, facts.succession
    closed = closing_day(school, succession)
    running = _running(facts.memberships, school, on)
    standing = coop_spells.standing(facts.spells, urn, succession.ancestors(), on)
    events = [
        *_births(facts),
        *_successions(facts),
        *_changes(facts),
        *_trust_events(facts),
        *_coop_events(facts),
    ]
    told = sorted((event for event in _unique(events) if event.day <= on), key=lambda event: (event.day, event.title))
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
        successors=[_relative(edge, edge.new, edge.new_name, facts) for edge in succession.after(urn)],
        unknown=_unknown(school, succession, closed, standing, on),
        spells=facts.spells,
    )
    return story


def closing_day(school: Establishment, succession: Succession) -> date | None:
    """The last day of a school that closed: as told, else as the link to its successor tells."""
    if school.close_date is not None:
        return school.close_date
    if school.status_name.casefold() != "closed":
        return None
    days = [edge.day for edge in succession.after(school.urn) if edge.day is not None]
    return min(days) if days else None


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
        return "Closed" if closed < on else "Open, and closing" if school.close_date else "Open"
    if school.status_name.casefold() == "closed":
        return "Closed, day not told"
    if school.vanished_on is not None and school.vanished_on <= on:
        return "No longer in the register"
    return school.status_name or "Not told"


def _births(facts: _Facts) -> Iterable[Event]:
    for school in facts.schools.values():
        opened = school.open_date
        if opened is None or opened == UNTOLD or facts.succession.before(school.urn):
            continue
        yield Event(
            opened, "Opened", f"{school.name} opened under URN {school.urn}.", "Register: open date", urn=school.urn
        )


def _successions(facts: _Facts) -> Iterable[Event]:
    into: dict[int, list[Edge]] = {}
    for edge in facts.succession.edges:
        into.setdefault(edge.new, []).append(edge)
    for new, edges in into.items():
        school = facts.schools.get(new)
        day = school.open_date if school and school.open_date and school.open_date != UNTOLD else None
        day = day or next((edge.day for edge in edges if edge.day), None)
        if day is None:
            continue
        title = _title(school, edges)
        olds = " and ".join(_called(edge.old, edge.old_name, facts) for edge in edges)
        name = _called(new, edges[0].new_name, facts)
        sentence = f"{olds} closed and {name} opened." if title != "Split" else f"{name} came out of {olds}."
        yield Event(day, title, sentence, "Register: links between schools", urn=new)
    for old in {edge.old for edge in facts.succession.edges}:
        after = facts.succession.after(old)
        if len(after) > 1 and (days := [edge.day for edge in after if edge.day]):
            names = ", ".join(_called(edge.new, edge.new_name, facts) for edge in after)
            yield Event(
                min(days), "Several schools followed", f"{_called(old, '', facts)}: {names}.", "Register: links"
            )
    for school in facts.schools.values():
        day = closing_day(school, facts.succession)
        if day is not None and not facts.succession.after(school.urn):
            yield Event(
                day, "Closed", f"{school.name} closed. No school that followed it is named.", "Register: close date"
            )


def _title(school: Establishment | None, edges: list[Edge]) -> str:
    if len(edges) > 1 or edges[0].kind in ("merged", "amalgamated"):
        return "Merged"
    if edges[0].kind == "split":
        return "Split"
    if school is not None and words.is_academy(school.type_name):
        return "Became an academy"
    return "Went on under a new number"


def _changes(facts: _Facts) -> Iterable[Event]:
    for change in facts.changes:
        source = f"Register of {change.as_of:%d %B %Y}".replace(" 0", " ")
        before, after = str(change.before.get("name", "")), str(change.after.get("name", ""))
        if change.kind == ChangeKind.RENAMED:
            yield Event(change.as_of, "Renamed", f"From {before} to {after}.", source, urn=change.urn)
        elif change.kind == ChangeKind.REOPENED:
            yield Event(
                change.as_of, "Stayed open", "An earlier day of closing was taken back.", source, urn=change.urn
            )
        elif change.kind == ChangeKind.VANISHED:
            yield Event(change.as_of, "Left the register", "The register no longer lists this number.", source)
        elif change.kind == ChangeKind.TRUST_RENAMED:
            yield Event(change.as_of, "Trust renamed", f"From {before} to {after}.", source, about="trust")


def _trust_events(facts: _Facts) -> Iterable[Event]:
    by_id = {school.pk: school for school in facts.schools.values()}
    members = [member for member in facts.memberships if member.group.kind != GroupKind.SCHOOL_SPONSOR]
    left_for_another = set()
    for member in members:
        if member.starts is None:
            continue
        earlier = next((other for other in members if _passed_on(other, member)), None)
        name, source = by_id[member.establishment_id].name, _where(member)
        if earlier is None:
            yield Event(member.starts, "Joined a trust", f"{name} joined {member.group.name}.", source, "trust")
        else:
            left_for_another.add(earlier.pk)
            sentence = f"{name} moved from {earlier.group.name} to {member.group.name}."
            yield Event(member.starts, "Moved trust", sentence, source, "trust")
    for member in members:
        school = by_id[member.establishment_id]
        closed_with_it = member.ends == _day_after(closing_day(school, facts.succession))
        if member.ends is not None and member.pk not in left_for_another and not closed_with_it:
            yield Event(
                member.ends, "Left a trust", f"{school.name} left {member.group.name}.", _where(member), "trust"
            )


def _passed_on(earlier: GroupMembership, later: GroupMembership) -> bool:
    """Whether a school left one group for another of the same kind within a month."""
    return (
        earlier.establishment_id == later.establishment_id
        and earlier.group_id != later.group_id
        and earlier.group.kind == later.group.kind
        and earlier.ends is not None
        and later.starts is not None
        and abs((earlier.ends - later.starts).days) <= 31
    )


def _coop_events(facts: _Facts) -> Iterable[Event]:
    for spell in facts.spells:
        source = f"{spell.evidence}. Last confirmed {spell.confirmed_on:%B %Y}"
        if spell.period.starts is not None:
            yield Event(
                spell.period.starts,
                "Co-operative from this day",
                f"{spell.form_words.capitalize()}.",
                source,
                "coop",
                spell.urn,
                True,
            )
        else:
            yield Event(
                spell.evidence_day,
                "Known to be co-operative",
                f"{spell.form_words.capitalize()}. Since when is not recorded.",
                source,
                "coop",
                spell.urn,
                True,
            )
        if spell.period.ends is not None:
            yield Event(
                spell.period.ends, "No longer in a co-operative trust", "", "Our records", "coop", spell.urn, False
            )


def _stretches(facts: _Facts, on: date) -> list[Stretch]:
    found: list[Stretch] = []
    for school in sorted(facts.schools.values(), key=lambda one: (one.open_date or date.min, one.urn)):
        starts = school.open_date if school.open_date != UNTOLD else None
        before = facts.succession.before(school.urn)
        if starts is None and before:
            starts = before[0].day
        closed = _day_after(closing_day(school, facts.succession))
        found.append(Stretch("school", f"URN {school.urn}, {school.name}", f"URN {school.urn}", starts, closed))
    for member in facts.memberships:
        if member.group.kind != GroupKind.SCHOOL_SPONSOR:
            found.append(Stretch("trust", member.group.name, member.group.name, member.starts, member.ends))
    for spell in facts.spells:
        found.append(Stretch("coop", "co-operative", "co-operative", spell.period.starts, spell.period.ends))
    cut = [stretch for stretch in dict.fromkeys(found) if stretch.starts is None or stretch.starts <= on]
    return sorted(cut, key=lambda stretch: (stretch.lane, stretch.starts or date.min, stretch.words))


def _relative(edge: Edge, urn: int, name: str, facts: _Facts) -> Relative:
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
    if standing.answer != "unknown" and standing.spell and standing.spell.period.starts is None:
        found.append("The day on which it became co-operative is not recorded.")
    return found


def _called(urn: int, name: str, facts: _Facts) -> str:
    held = facts.schools.get(urn)
    shown = held.name if held else name
    return f"{shown} (URN {urn})" if shown else f"URN {urn}"


def _where(member: GroupMembership) -> str:
    return {"facts": "Published trust lists", "hand": "Entered by hand"}.get(
        member.source, "Register: trusts of academies"
    )


def _day_after(day: date | None) -> date | None:
    return day + timedelta(days=1) if day is not None else None


def _unique(events: Iterable[Event]) -> list[Event]:
    kept: dict[tuple[date, str, str], Event] = {}
    for event in events:
        kept.setdefault((event.day, event.title, event.words), event)
    return list(kept.values())
