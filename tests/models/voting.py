"""Who may cast a member organisation's vote on a day: a model written from the rules alone.

It shares no code with the product, so that the two can be held against each other. It is slow and plain on
purpose: every question is answered by reading every fact again.

The rules it follows (the design, sections 4.1 and 4.2, invariants 1-3, 7 and 19):

- a member has one vote, cast by one person: the named voter, else the substitute, else nobody;
- the membership must be current, due or in grace that day, and its class must have a vote that day;
- who casts it must hold the duty that day and belong that day to the member or to a school it covers that day;
- a period runs from its first day up to, and not with, the day it ends.

Facts that the rules forbid (two memberships of one member alive on a day, two valid voters, a class that both has
and lacks a vote) have no answer; they raise `Contradiction` so that no comparison passes by luck.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal, get_args

State = Literal["awaiting-payment", "current", "due", "grace", "suspended", "lapsed", "resigned", "ceased", "expelled"]
Event = Literal[State, "take-back"]
DutyName = Literal["lead", "finance", "votes", "substitute"]

VOTING: frozenset[str] = frozenset({"current", "due", "grace"})
ENDED: frozenset[str] = frozenset({"lapsed", "resigned", "ceased", "expelled"})


class Contradiction(ValueError):
    """The facts break a rule on the day asked for, so there is no answer."""


@dataclass(frozen=True)
class Membership:
    """One period of one member in one class, with what happened to it in the order it was written down."""

    member: int
    kind: str
    first_day: date
    events: Sequence[tuple[date, Event]] = ()

    def __post_init__(self) -> None:
        """Refuse a misspelt event: it would otherwise pass for a state without a vote."""
        for _day, event in self.events:
            if event != "take-back" and event not in get_args(State):
                raise ValueError(f"Not an event of a membership: {event!r}")


@dataclass(frozen=True)
class ClassRight:
    """Whether a class of membership has a vote, from a day up to and not with another."""

    kind: str
    votes: bool
    first: date
    until: date | None = None


@dataclass(frozen=True)
class Duty:
    """A person named by a member to a duty, from a day up to and not with another."""

    member: int
    person: int
    duty: DutyName
    first: date
    until: date | None = None

    def __post_init__(self) -> None:
        """Refuse a misspelt duty: it would otherwise pass for a duty without a vote."""
        if self.duty not in get_args(DutyName):
            raise ValueError(f"Not a duty: {self.duty!r}")


@dataclass(frozen=True)
class Affiliation:
    """A person belonging to an organisation; members and schools are numbered in one series."""

    person: int
    organisation: int
    first: date
    until: date | None = None


@dataclass(frozen=True)
class Coverage:
    """A school covered by a member's membership, from a day up to and not with another."""

    member: int
    school: int
    first: date
    until: date | None = None


@dataclass(frozen=True)
class World:
    """Every fact there is."""

    memberships: Sequence[Membership] = ()
    class_rights: Sequence[ClassRight] = ()
    duties: Sequence[Duty] = ()
    affiliations: Sequence[Affiliation] = ()
    coverage: Sequence[Coverage] = ()


def in_force(first: date, until: date | None, on: date) -> bool:
    """Whether the day lies in the half-open period."""
    if on < first:
        return False
    return until is None or on < until


def state_on(membership: Membership, on: date) -> str | None:
    """The state of one period on a day, or None before its first day or its first change.

    Events are taken by day, and those of one day as they were written. A take-back strikes out the latest change
    still standing before it, on every day, as if that change had never been; with none left it does nothing.
    """
    if on < membership.first_day:
        return None
    standing: list[tuple[date, str]] = []
    for day, event in sorted(membership.events, key=lambda dated: dated[0]):
        if event != "take-back":
            standing.append((day, event))
        elif standing:
            standing.pop()
    state = None
    for day, change in standing:
        if day <= on:
            state = change
    return state


def membership_on(world: World, member: int, on: date) -> tuple[Membership, str] | None:
    """The one membership of the member alive on the day, with its state; a new period may follow an ended one."""
    alive: list[tuple[Membership, str]] = []
    for membership in world.memberships:
        if membership.member != member:
            continue
        state = state_on(membership, on)
        if state is not None and state not in ENDED:
            alive.append((membership, state))
    if len(alive) > 1:
        raise Contradiction(f"Member {member} has {len(alive)} memberships alive on {on}")
    return alive[0] if alive else None


def class_votes(world: World, kind: str, on: date) -> bool:
    """Whether the class has a vote on the day; a class nothing is said of has none."""
    said: set[bool] = set()
    for right in world.class_rights:
        if right.kind == kind and in_force(right.first, right.until, on):
            said.add(right.votes)
    if len(said) > 1:
        raise Contradiction(f"Class {kind} both has and lacks a vote on {on}")
    return said == {True}


def member_votes(world: World, member: int, on: date) -> bool:
    """Whether the member has its vote on the day, whoever may cast it."""
    found = membership_on(world, member, on)
    if found is None:
        return False
    membership, state = found
    return state in VOTING and class_votes(world, membership.kind, on)


def belongs(world: World, person: int, member: int, on: date) -> bool:
    """Whether the person belongs, on the day, to the member itself or to a school it covers that day."""
    organisations = {member}
    for covered in world.coverage:
        if covered.member == member and in_force(covered.first, covered.until, on):
            organisations.add(covered.school)
    for affiliation in world.affiliations:
        if affiliation.person != person or affiliation.organisation not in organisations:
            continue
        if in_force(affiliation.first, affiliation.until, on):
            return True
    return False


def valid_holder(world: World, member: int, duty: DutyName, on: date) -> int | None:
    """The one person who holds the duty for the member on the day and belongs to it; None without one."""
    holders: set[int] = set()
    for named in world.duties:
        if named.member != member or named.duty != duty:
            continue
        if in_force(named.first, named.until, on) and belongs(world, named.person, member, on):
            holders.add(named.person)
    if len(holders) > 1:
        raise Contradiction(f"Member {member} has {len(holders)} valid holders of {duty!r} on {on}: {sorted(holders)}")
    for person in holders:
        return person
    return None


def voter(world: World, member: int, on: date) -> int | None:
    """Who casts the member's vote on the day: the named voter, else the substitute, else nobody."""
    if not member_votes(world, member, on):
        return None
    named = valid_holder(world, member, "votes", on)
    if named is not None:
        return named
    return valid_holder(world, member, "substitute", on)


def entitled(world: World, person: int, member: int, on: date) -> bool:
    """Whether the person may cast the member's vote on the day."""
    return voter(world, member, on) == person


Answer = Literal[
    "votes as named", "votes as named, by a school", "votes as substitute", "votes as substitute, by a school",
    "no membership yet", "between or after memberships", "awaiting payment", "suspended", "class without a vote",
    "no duty ever", "another duty", "duty not begun", "duty over", "does not belong", "the named voter comes first",
]  # fmt: skip


def why(world: World, person: int, member: int, on: date) -> Answer:
    """The kind of answer that a case has, so that nobody takes ten thousand easy cases for a proof."""
    found = membership_on(world, member, on)
    if found is None:
        begun = any(m.member == member and m.first_day <= on for m in world.memberships)
        return "between or after memberships" if begun else "no membership yet"
    if found[1] not in VOTING:
        return "suspended" if found[1] == "suspended" else "awaiting payment"
    if not class_votes(world, found[0].kind, on):
        return "class without a vote"
    if voter(world, member, on) == person:
        own = any(
            row.person == person and row.organisation == member and in_force(row.first, row.until, on)
            for row in world.affiliations
        )
        if valid_holder(world, member, "votes", on) == person:
            return "votes as named" if own else "votes as named, by a school"
        return "votes as substitute" if own else "votes as substitute, by a school"
    held = [row for row in world.duties if row.member == member and row.person == person]
    casting = [row for row in held if row.duty in ("votes", "substitute")]
    if not casting:
        return "another duty" if held else "no duty ever"
    now = [row for row in casting if in_force(row.first, row.until, on)]
    if not now:
        return "duty not begun" if any(on < row.first for row in casting) else "duty over"
    return "the named voter comes first" if belongs(world, person, member, on) else "does not belong"
