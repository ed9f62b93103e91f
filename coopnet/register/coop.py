"""The one definition of *co-operative on a day*, and every school to which it ever applied.

A school is co-operative on a day when it stands open on that day and a dated status says so: its own, or that of a
group to which it belongs on that day. Statuses are records that people keep; a name alone never counts.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, NamedTuple

from django.db.models import Value

from coopnet.register.enums import CoopForm, GroupKind
from coopnet.register.models import CoopStatus, GroupMembership

TRUSTS = frozenset(
    {
        GroupKind.MULTI_ACADEMY_TRUST.value,
        GroupKind.SINGLE_ACADEMY_TRUST.value,
        GroupKind.FOUNDATION_TRUST.value,
    }
)


@dataclass(frozen=True, slots=True)
class Span:
    """Days ``[starts, ends)``; no start: since before our records, no end: still."""

    starts: date | None
    ends: date | None

    def holds(self, on: date) -> bool:
        """Whether the day lies inside."""
        return (self.starts is None or self.starts <= on) and (self.ends is None or on < self.ends)

    def within(self, other: "Span") -> "Span | None":
        """The days that both share, if any."""
        starts = max((day for day in (self.starts, other.starts) if day), default=None)
        ends = min((day for day in (self.ends, other.ends) if day), default=None)
        return None if starts and ends and ends <= starts else Span(starts, ends)


UNTOLD = date(1900, 1, 1)  # the register's day for "before our records"


class Life(NamedTuple):
    """What the register tells of when a school was open."""

    opened: date | None
    closed: date | None
    vanished: date | None
    status: str

    @property
    def closed_untold(self) -> bool:
        """Closed, on a day that the register does not tell."""
        return self.closed is None and self.status.casefold() == "closed"

    def days(self, *, ended: bool) -> Span | None:
        """The days on which the register says that it was open, the day of closing among them. Closed on a day that
        nobody knows: none, unless the record of its being co-operative has an end of its own (``ended``)."""
        ends = self.last(None)
        if ends is None and self.closed_untold and not ended:
            return None
        if self.first and ends and ends <= self.first:
            return None
        return Span(self.first, ends)

    @property
    def first(self) -> date | None:
        """Its opening day, if told."""
        return self.opened if self.opened != UNTOLD else None

    def last(self, otherwise: date | None) -> date | None:
        """The first day without it, if told."""
        after = self.closed + timedelta(days=1) if self.closed else otherwise
        return min((day for day in (after, self.vanished) if day), default=None)


@dataclass(frozen=True, slots=True)
class Standing:
    """For these days the school is co-operative in this form, on this evidence."""

    days: Span
    form: CoopForm
    evidence: str
    evidence_day: date
    confirmed_on: date


@dataclass(frozen=True, slots=True)
class Trust:
    """For these days the school belongs to this trust."""

    days: Span
    key: int
    uid: str
    name: str


@dataclass(frozen=True, slots=True)
class CoopSchool:
    """A school that is or was co-operative, with the days of it."""

    urn: int
    name: str
    town: str
    authority_code: str
    authority_name: str
    phase: str
    easting: int | None
    northing: int | None
    standings: tuple[Standing, ...]
    trusts: tuple[Trust, ...]

    def standing(self, on: date) -> Standing | None:
        """On what it is co-operative that day; None where it is not."""
        return next((standing for standing in self.standings if standing.days.holds(on)), None)

    def trust(self, on: date) -> Trust | None:
        """The trust it belongs to that day; of several, the one that began last."""
        held = [trust for trust in self.trusts if trust.days.holds(on)]
        return max(held, key=lambda t: (t.days.starts or date.min, t.name), default=None)


_SCHOOL = ("urn", "name", "town", "authority__code", "authority__name", "phase_name", "easting", "northing")
_OPEN = ("open_date", "close_date", "vanished_on", "status_name")
_STATUS = ("form", "starts", "ends", "evidence", "evidence_day", "confirmed_on")
_GROUP = ("id", "uid", "name", "kind")
_DAYS = ("starts", "ends")


def coop_schools() -> list[CoopSchool]:
    """Every school that was ever co-operative by our records, by name. One query; a few hundred rows."""
    by_itself = (
        CoopStatus.objects.filter(establishment__isnull=False)
        .annotate(through=Value(0))
        .values_list(
            "through",
            *(f"establishment__{name}" for name in (*_SCHOOL, *_OPEN)),
            *_STATUS,
            *(f"establishment__memberships__group__{name}" for name in _GROUP),
            *(f"establishment__memberships__{name}" for name in _DAYS),
        )
    )
    by_its_group = (
        GroupMembership.objects.filter(group__coop_statuses__isnull=False)
        .annotate(through=Value(1))
        .values_list(
            "through",
            *(f"establishment__{name}" for name in (*_SCHOOL, *_OPEN)),
            *(f"group__coop_statuses__{name}" for name in _STATUS),
            *(f"group__{name}" for name in _GROUP),
            *_DAYS,
        )
    )
    return _gathered(by_itself.union(by_its_group, all=True))


def _gathered(rows: Iterable[tuple[Any, ...]]) -> list[CoopSchool]:
    """Rows of (through, school, open, status, group, membership) put together, one item a school."""
    schools: dict[int, tuple[Any, ...]] = {}
    standings: dict[int, set[Standing]] = {}
    trusts: dict[int, set[Trust]] = {}
    for row in rows:
        through, school, opened, status, group = row[0], row[1:9], row[9:13], row[13:19], row[19:23]
        membership = Span(*row[23:25])
        urn = school[0]
        schools[urn] = school
        days = Life(*opened).days(ended=status[2] is not None)
        if days is not None:
            days = days.within(Span(*status[1:3]))
        if days is not None and through:
            days = days.within(membership)
        if days is not None:
            form, _, _, evidence, evidence_day, confirmed_on = status
            standing = Standing(days, CoopForm(form), evidence, evidence_day, confirmed_on)
            standings.setdefault(urn, set()).add(standing)
        if group[0] is not None and group[3] in TRUSTS:
            trusts.setdefault(urn, set()).add(Trust(membership, group[0], group[1] or "", group[2]))
    found = []
    for urn, school in sorted(schools.items(), key=lambda item: (item[1][1].casefold(), item[0])):
        _, name, town, code, authority, phase, easting, northing = school
        found.append(
            CoopSchool(
                urn=urn,
                name=name,
                town=town,
                authority_code=code or "",
                authority_name=authority or "",
                phase=phase,
                easting=easting,
                northing=northing,
                standings=tuple(sorted(standings.get(urn, ()), key=_order)),
                trusts=tuple(sorted(trusts.get(urn, ()), key=lambda t: (t.days.starts or date.min, t.name, t.key))),
            )
        )
    return found


def _order(standing: Standing) -> tuple[date, date, str, int, str]:
    """The fuller evidence first; of two that are equally full always the same, in every process."""
    told = standing.evidence
    return standing.days.starts or date.min, standing.evidence_day, standing.form.value, -len(told), told


def records_begin(schools: Iterable[CoopSchool]) -> date | None:
    """The first day for which we hold evidence: before it no figure is given."""
    return min((s.evidence_day for school in schools for s in school.standings), default=None)
