"""What subjects declare about themselves in ``apps.py``: menu entries, jobs by the clock, checks of the live database,
things to do. The frame and the commands read these lists and know no subject."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.http import HttpRequest

from coopnet.kit.access import Account


@dataclass(frozen=True, slots=True)
class Entry:
    """A menu entry. ``bar``: public, member or officer; ``act`` limits an officer's entry; lower ``rank`` first."""

    bar: str
    words: str
    address: str
    rank: int
    act: str = ""


@dataclass(frozen=True, slots=True)
class Job:
    """A thing done by the clock. ``run`` gets the network's moment and returns one line for the log."""

    name: str
    every: timedelta
    run: Callable[[datetime], str]
    words: str


@dataclass(frozen=True, slots=True)
class Keeping:
    """How long something is kept: ``after`` so long since ``since`` it is deleted by ``job``. The rule's own number."""

    what: str
    after: timedelta
    since: str
    job: str


@dataclass(frozen=True, slots=True)
class Breach:
    """Something that ``verify`` found broken: where it is and what is wrong, for people."""

    where: str
    what: str


@dataclass(frozen=True, slots=True)
class Invariant:
    """A promise about the live database. ``subject`` is what a breach freezes; ``check`` lists breaches."""

    name: str
    statement: str
    subject: str
    check: Callable[[datetime], Iterable[Breach]]


@dataclass(frozen=True, slots=True)
class Duty:
    """One line of the To do list: what, by when, why, where to do it, and what happens if it is left."""

    words: str
    address: str
    due: date | None
    why: str
    if_left: str
    urgent: bool = False
    others: str = ""


@dataclass(frozen=True, slots=True)
class Upgrade:
    """What a network that an older version founded lacks. ``run`` adds it, and changes nothing where it is there; it
    says in a line what it did, or nothing."""

    name: str
    run: Callable[[datetime], str]


@dataclass(slots=True)
class _Lists:
    entries: list[Entry] = field(default_factory=list)
    keepings: dict[str, Keeping] = field(default_factory=dict)
    jobs: dict[str, Job] = field(default_factory=dict)
    invariants: dict[str, Invariant] = field(default_factory=dict)
    duties: list[Callable[[Account, datetime], Iterable[Duty]]] = field(default_factory=list)
    places: list[Callable[[date], list["Place"]]] = field(default_factory=list)
    parts: dict[str, list["Part"]] = field(default_factory=dict)
    upgrades: dict[str, Upgrade] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Place:
    """A choice of the region line under the bar: words, address, class of its colour mark (r-n, r-c, r-w, r-l)."""

    key: str
    words: str
    address: str
    mark: str


# A part of a page of a lower floor: HTML about the thing that is shown, or nothing.
Part = Callable[[HttpRequest, object], str]
_lists = _Lists()


def add_entry(entry: Entry) -> None:
    """Declare a menu entry."""
    if entry not in _lists.entries:
        _lists.entries.append(entry)


def entries(bar: str) -> list[Entry]:
    """The entries of one bar, in order."""
    return sorted((e for e in _lists.entries if e.bar == bar), key=lambda e: (e.rank, e.words))


def add_job(job: Job) -> None:
    """Declare a job; the last declaration of a name counts."""
    _lists.jobs[job.name] = job


def jobs() -> list[Job]:
    """All jobs by name."""
    return [_lists.jobs[name] for name in sorted(_lists.jobs)]


def add_keeping(keeping: Keeping) -> None:
    """Declare how long something is kept; the last declaration of it counts."""
    _lists.keepings[keeping.what] = keeping


def keepings() -> list[Keeping]:
    """All of them, the longest first."""
    return sorted(_lists.keepings.values(), key=lambda one: (-one.after, one.what))


def add_upgrade(upgrade: Upgrade) -> None:
    """Declare what an older network lacks; the last declaration of a name counts."""
    _lists.upgrades[upgrade.name] = upgrade


def upgrades() -> list[Upgrade]:
    """All of them, in the order in which they were declared: lower floors first."""
    return list(_lists.upgrades.values())


def add_invariant(invariant: Invariant) -> None:
    """Declare a check of the live database; the last declaration of a name counts."""
    _lists.invariants[invariant.name] = invariant


def invariants() -> list[Invariant]:
    """All checks by name."""
    return [_lists.invariants[name] for name in sorted(_lists.invariants)]


def add_duties(source: Callable[[Account, datetime], Iterable[Duty]]) -> None:
    """Declare a source of lines for the To do list of an account."""
    if source not in _lists.duties:
        _lists.duties.append(source)


def duties(account: Account, at: datetime) -> list[Duty]:
    """All lines for this account: urgent first, then by day, undated last."""
    found = [duty for source in _lists.duties for duty in source(account, at)]
    return sorted(found, key=lambda d: (not d.urgent, d.due is None, d.due or date.max, d.words))


def add_part(page: str, part: Part) -> None:
    """Declare a part of a page that a lower floor shows. The page is named by its subject."""
    held = _lists.parts.setdefault(page, [])
    if part not in held:
        held.append(part)


def parts(page: str, request: HttpRequest, thing: object) -> list[str]:
    """What upper floors have to say on a page about the thing shown there; empty ones are left out."""
    return [said for part in _lists.parts.get(page, []) if (said := part(request, thing))]


def set_places(source: Callable[[date], list[Place]]) -> None:
    """Declare what the region line offers (one source)."""
    _lists.places[:] = [source]


def places(on: date) -> list[Place]:
    """The choices of the region line on a day."""
    return [place for source in _lists.places for place in source(on)]
