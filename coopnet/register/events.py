"""What happened in the life of a school, event by event, each with where it is told."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from coopnet.register import words
from coopnet.register.coop import UNTOLD
from coopnet.register.enums import ChangeKind, GroupKind
from coopnet.register.models import Change, Establishment, GroupMembership
from coopnet.register.spells import Spell
from coopnet.register.succession import Edge, Succession


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
class Facts:
    """What the five queries brought."""

    schools: Mapping[int, Establishment]
    succession: Succession
    memberships: list[GroupMembership]
    spells: list[Spell]
    changes: list[Change]


def closing_day(school: Establishment, succession: Succession) -> date | None:
    """The last day of a school that closed: as told, else as the link to its successor tells."""
    if school.close_date is not None:
        return school.close_date
    if school.status_name.casefold() != "closed":
        return None
    days = [edge.day for edge in succession.after(school.urn) if edge.day is not None]
    return min(days) if days else None


def events(facts: Facts) -> list[Event]:
    """All events, each once, in no order."""
    return _unique(
        [
            *_births(facts),
            *_successions(facts),
            *_changes(facts),
            *_trust_events(facts),
            *_coop_events(facts),
        ]
    )


def _births(facts: Facts) -> Iterable[Event]:
    for school in facts.schools.values():
        opened = school.open_date
        if opened is None or opened == UNTOLD or facts.succession.before(school.urn):
            continue
        yield Event(
            opened, "Opened", f"{school.name} opened under URN {school.urn}.", "Register: open date", urn=school.urn
        )


def _successions(facts: Facts) -> Iterable[Event]:
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


def _changes(facts: Facts) -> Iterable[Event]:
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
        elif change.kind in (ChangeKind.TRUST_RENAMED, ChangeKind.GROUP_RENAMED):
            yield Event(change.as_of, "Trust renamed", f"From {before} to {after}.", source, about="trust")


def _trust_events(facts: Facts) -> Iterable[Event]:
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
        closed_with_it = member.ends == day_after(closing_day(school, facts.succession))
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


def _coop_events(facts: Facts) -> Iterable[Event]:
    for spell in facts.spells:
        source = f"{spell.evidence}. Last confirmed {spell.confirmed_on:%B %Y}"
        form = f"{spell.form_words.capitalize()}."
        before = [one for one in facts.spells if _goes_on(one, spell)]
        if before:
            yield Event(
                spell.period.starts or spell.evidence_day, "Still co-operative", form, source, "coop", coop=True
            )
        elif spell.since is not None:
            yield Event(spell.since, "Co-operative from this day", form, source, "coop", coop=True)
        else:
            sentence = f"{form} Since when is not recorded."
            day = max(spell.evidence_day, spell.period.starts or date.min)
            yield Event(day, "Known to be co-operative", sentence, source, "coop", coop=True)
        vanished = spell.period.ends is not None and spell.period.ends == facts.schools[spell.urn].vanished_on
        if spell.period.ends is not None and not vanished and not any(_goes_on(spell, one) for one in facts.spells):
            sentence = f"{spell.group} was co-operative." if spell.group else ""
            yield Event(
                spell.period.ends, "No longer in a co-operative trust", sentence, "Our records", "coop", coop=False
            )


def _goes_on(earlier: Spell, later: Spell) -> bool:
    """Whether a school stayed co-operative from one spell to the next, within a term."""
    ends, starts = earlier.period.ends, later.period.starts
    return ends is not None and starts is not None and -31 <= (starts - ends).days <= 92


def _called(urn: int, name: str, facts: Facts) -> str:
    held = facts.schools.get(urn)
    shown = held.name if held else name
    return f"{shown} (URN {urn})" if shown else f"URN {urn}"


def _where(member: GroupMembership) -> str:
    return {"facts": "Published trust lists", "hand": "Entered by hand"}.get(
        member.source, "Register: trusts of academies"
    )


def day_after(day: date | None) -> date | None:
    """The next day; nothing for no day."""
    return day + timedelta(days=1) if day is not None else None


def _unique(events: Iterable[Event]) -> list[Event]:
    kept: dict[tuple[date, str, str], Event] = {}
    for event in events:
        kept.setdefault((event.day, event.title, event.words), event)
    return list(kept.values())
