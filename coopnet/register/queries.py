"""What the school list says as at a day, and what changed between two days.

The rows hold what the newest file says. Before a day on which a file told a change, the change's ``before`` holds: the
list as at a day is today's with the later changes undone. Days before the first file are told as it told them.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from coopnet.register.enums import ChangeKind
from coopnet.register.models import Authority, Change, Establishment, Group, GroupMembership

# Kinds that are no news to people: the school did nothing.
QUIET = frozenset({ChangeKind.RESPELLED, ChangeKind.AMENDED})
# Kinds whose ``before`` holds fields of a school, as they were; "authority" holds the code.
FIELDS_OF_SCHOOLS = (
    ChangeKind.RENAMED,
    ChangeKind.RESPELLED,
    ChangeKind.CLOSED,
    ChangeKind.REOPENED,
    ChangeKind.AMENDED,
)
OF_SCHOOLS = [kind.value for kind in (*FIELDS_OF_SCHOOLS, ChangeKind.VANISHED, ChangeKind.REAPPEARED)]


@dataclass(frozen=True, slots=True)
class School:
    """A school as at a day."""

    id: int
    urn: int
    on: date
    name: str
    authority_code: str
    authority_name: str
    status: str
    phase: str
    type_name: str
    open_date: date | None
    close_date: date | None
    town: str
    postcode: str
    vanished: bool
    groups: tuple[Group, ...] = ()

    @property
    def is_open(self) -> bool:
        """Open on that day, as far as the register tells."""
        if self.vanished or (self.open_date is not None and self.open_date > self.on):
            return False
        if self.close_date is not None:
            return self.close_date >= self.on
        return not self.status or self.status.casefold().startswith("open")


def get_school(*, urn: int, on: date) -> School:
    """A school as at a day. Raises Establishment.DoesNotExist. Three or four queries."""
    school = Establishment.objects.select_related("authority").get(urn=urn)
    return _as_at([school], on)[0]


def schools_of_authority(*, code: str, on: date) -> list[School]:
    """The schools that an authority had on a day, by name; also those that the register moved elsewhere since."""
    moved = Change.objects.filter(kind=ChangeKind.AMENDED.value, as_of__gt=on, before__authority=code)
    mine = Q(authority__code=code) | Q(urn__in=moved.values("urn"))
    held = Establishment.objects.filter(mine).select_related("authority").order_by("folded", "urn")
    return [school for school in _as_at(held, on) if school.authority_code == code]


def schools_of_group(*, group: Group, on: date) -> list[School]:
    """The schools that belonged to a group on a day, by name."""
    members = _running(GroupMembership.objects.filter(group=group), on).values("establishment")
    held = Establishment.objects.filter(pk__in=members).select_related("authority").order_by("folded", "urn")
    return _as_at(held, on)


def group_name(*, group: Group, on: date) -> str:
    """What a group was called on a day."""
    kinds = [ChangeKind.TRUST_RENAMED.value, ChangeKind.GROUP_RENAMED.value]
    later = Change.objects.filter(uid=group.uid or "", kind__in=kinds, as_of__gt=on).exclude(uid="")
    first = later.order_by("as_of", "pk").first()
    return str(first.before["name"]) if first else group.name


def changes(
    *,
    authority_codes: frozenset[str] | None = None,
    since: date | None = None,
    until: date | None = None,
    kinds: Iterable[ChangeKind] | None = None,
) -> QuerySet[Change]:
    """What files told of ``[since, until)``, the newest first; quiet kinds only if asked for.

    With authorities: changes of their schools, and of groups to which one of their schools belonged then.
    """
    wanted = set(kinds) if kinds is not None else set(ChangeKind) - QUIET
    found = Change.objects.filter(kind__in=[kind.value for kind in wanted])
    if since is not None:
        found = found.filter(as_of__gte=since)
    if until is not None:
        found = found.filter(as_of__lt=until)
    if authority_codes is not None:
        groups = GroupMembership.objects.filter(establishment__authority__code__in=authority_codes)
        uids = groups.exclude(group__uid=None).values("group__uid")
        found = found.filter(Q(authority_code__in=authority_codes) | Q(urn=None, uid__in=uids))
    return found.select_related("source").order_by("-as_of", "-pk")


def _running(members: QuerySet[GroupMembership], on: date) -> QuerySet[GroupMembership]:
    return members.filter(Q(starts=None) | Q(starts__lte=on), Q(ends=None) | Q(ends__gt=on))


def _as_at(held: Iterable[Establishment], on: date) -> list[School]:
    schools = list(held)
    changed = undone([school.urn for school in schools], on)
    members = _running(GroupMembership.objects.filter(establishment__in=[school.pk for school in schools]), on)
    groups: dict[int, dict[int, Group]] = defaultdict(dict)
    for member in members.select_related("group").order_by("group__folded", "pk"):
        groups[member.establishment_id][member.group_id] = member.group
    codes = {str(values["authority"]) for values in changed.values() if values.get("authority")}
    names = dict(Authority.objects.filter(code__in=codes).values_list("code", "name")) if codes else {}
    return [_school(one, on, changed[one.urn], tuple(groups[one.pk].values()), names) for one in schools]


def undone(urns: list[int], on: date) -> dict[int, dict[str, Any]]:
    """For each URN the fields that a file changed after the day, with their value on that day; days are texts."""
    values: dict[int, dict[str, Any]] = defaultdict(dict)
    for first in range(0, len(urns), 5000):
        later = Change.objects.filter(urn__in=urns[first : first + 5000], as_of__gt=on, kind__in=OF_SCHOOLS)
        for urn, kind, before in later.order_by("as_of", "pk").values_list("urn", "kind", "before"):
            if urn is None:
                continue
            for field, value in before.items():
                values[urn].setdefault(field, value)
            if kind in (ChangeKind.VANISHED, ChangeKind.REAPPEARED):
                values[urn].setdefault("vanished", kind == ChangeKind.REAPPEARED)
    return values


def _told_day(told: dict[str, Any], field: str, held: date | None) -> date | None:
    if field not in told:
        return held
    return date.fromisoformat(told[field]) if told[field] else None


def _school(
    held: Establishment, on: date, told: dict[str, Any], groups: tuple[Group, ...], names: dict[str, str]
) -> School:
    code, name = (held.authority.code, held.authority.name) if held.authority else ("", "")
    if "authority" in told:
        code = told["authority"]
        name = names.get(code, "")
    return School(
        id=held.pk,
        urn=held.urn,
        on=on,
        name=told.get("name", held.name),
        authority_code=code,
        authority_name=name,
        status=told.get("status_name", held.status_name),
        phase=told.get("phase_name", held.phase_name),
        type_name=told.get("type_name", held.type_name),
        open_date=_told_day(told, "open_date", held.open_date),
        close_date=_told_day(told, "close_date", held.close_date),
        town=told.get("town", held.town),
        postcode=told.get("postcode", held.postcode),
        vanished=told.get("vanished", held.vanished_on is not None),
        groups=groups,
    )
