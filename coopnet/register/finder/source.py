"""What the register says now, as rows of the index."""

from collections.abc import Iterable, Iterator
from datetime import date

from django.db.models import Q

from coopnet.register import words
from coopnet.register.enums import ChangeKind
from coopnet.register.finder.index import Row
from coopnet.register.models import Change, CoopStatus, Establishment, GroupMembership

_FIELDS = (
    *("id", "urn", "name", "town", "postcode", "authority__code", "authority__name", "phase_name", "type_name"),
    *("type_group", "status_name", "close_date", "vanished_on", "easting", "northing"),
)
Spell = tuple[date | None, date | None]


def rows(ids: Iterable[int] | None = None) -> Iterator[Row]:
    """All schools, or those of these ids. Five queries."""
    wanted = None if ids is None else list(ids)
    schools = Establishment.objects.order_by("pk").values_list(*_FIELDS)
    members = GroupMembership.objects.order_by("pk").values_list("establishment_id", "group_id", "group__name", "ends")
    statuses = CoopStatus.objects.order_by("pk").values_list("establishment_id", "group_id", "starts", "ends")
    renamed = Change.objects.filter(
        kind__in=[ChangeKind.RENAMED.value, ChangeKind.RESPELLED.value], urn__isnull=False
    ).order_by("pk")
    if wanted is not None:
        schools = schools.filter(pk__in=wanted)
        members = members.filter(establishment_id__in=wanted)
        statuses = statuses.filter(Q(establishment_id__in=wanted) | Q(group__memberships__establishment_id__in=wanted))
        renamed = renamed.filter(urn__in=Establishment.objects.filter(pk__in=wanted).values("urn"))
    of_school, of_group = _statuses(statuses)
    trusts: dict[int, list[tuple[str, date | None]]] = {}
    for school, group, name, ends in members.iterator(chunk_size=5000):
        trusts.setdefault(school, []).append((name, ends))
        for spell in of_group.get(group, []):
            _join(of_school, school, (spell[0], _earlier(spell[1], ends)))
    names: dict[int, list[str]] = {}
    for urn, before in renamed.values_list("urn", "before").iterator(chunk_size=5000):
        if urn is not None and isinstance(before.get("name"), str):
            names.setdefault(urn, []).append(before["name"])
    for record in schools.iterator(chunk_size=5000):
        pk, urn, name, town, postcode, code, authority, phase, type_name, group, status, closed, gone, east, north = (
            record
        )
        mine = trusts.get(pk, [])
        running = [trust for trust, ends in mine if ends is None]
        starts, ends = _latest(of_school.get(pk, []))
        is_open = gone is None and (not status or status.casefold().startswith("open"))
        if not is_open and ends is None:
            ends = closed or gone or date.min  # a school that closed is co-operative no longer
        yield Row(
            id=pk,
            urn=urn,
            name=name,
            also=" ".join(dict.fromkeys([*names.get(urn, []), *(trust for trust, _ in mine)])),
            town=town,
            postcode=postcode,
            authority_code=code or "",
            authority=authority or "",
            phase=words.phase(phase),
            family=words.family(type_name, group),
            kind=words.kind(phase, type_name),
            open=is_open,
            coop=bool(of_school.get(pk)),
            coop_from=starts.isoformat() if starts else "",
            coop_until=ends.isoformat() if ends else "",
            trust=running[0] if running else "",
            easting=east,
            northing=north,
        )


def _statuses(
    found: Iterable[tuple[int | None, int | None, date | None, date | None]],
) -> tuple[dict[int, list[Spell]], dict[int, list[Spell]]]:
    of_school: dict[int, list[Spell]] = {}
    of_group: dict[int, list[Spell]] = {}
    for school, group, starts, ends in found:
        if school is not None:
            _join(of_school, school, (starts, ends))
        elif group is not None:
            _join(of_group, group, (starts, ends))
    return of_school, of_group


def _join(spells: dict[int, list[Spell]], key: int, spell: Spell) -> None:
    spells.setdefault(key, []).append(spell)


def _earlier(one: date | None, other: date | None) -> date | None:
    return min((day for day in (one, other) if day is not None), default=None)


def _latest(spells: list[Spell]) -> Spell:
    """The spell that ran last: one without end before any with an end."""
    return max(spells, key=lambda spell: (spell[1] is None, spell[1] or date.min), default=(None, None))
