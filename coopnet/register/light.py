"""Rows of the school list read light, without models: pages about the movement read hundreds of them at once."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from django.db.models import Q, QuerySet

from coopnet.register.coop import Life
from coopnet.register.enums import GroupKind
from coopnet.register.models import CoopStatus, Establishment, GroupMembership

EVER = Q(pk__in=CoopStatus.objects.filter(establishment__isnull=False).values("establishment")) | Q(
    pk__in=GroupMembership.objects.filter(
        group__in=CoopStatus.objects.filter(group__isnull=False).values("group")
    ).values("establishment")
)


class AuthorityRow(NamedTuple):
    """A local authority."""

    code: str
    name: str


class SchoolRow(NamedTuple):
    """A school with what lists about the movement ask of it."""

    pk: int
    urn: int
    name: str
    folded: str
    town: str
    type_name: str
    life: Life
    authority: AuthorityRow | None

    @property
    def closed(self) -> bool:
        """Closed by the register, whether or not it tells the day."""
        return self.life.closed is not None or self.life.closed_untold


class GroupRow(NamedTuple):
    """A trust, a sponsor or a federation."""

    pk: int
    uid: str | None
    companies_house_number: str
    name: str
    kind: str

    @property
    def is_trust(self) -> bool:
        """Sponsors and federations are none."""
        return self.kind not in (GroupKind.SCHOOL_SPONSOR, GroupKind.FEDERATION)


class Member(NamedTuple):
    """A school belongs to a group for the days ``[starts, ends)``."""

    pk: int
    establishment_id: int
    starts: date | None
    ends: date | None
    group: GroupRow


class Record(NamedTuple):
    """A co-operative status of a school or of a group."""

    pk: int
    establishment_id: int | None
    group_id: int | None
    form: str
    starts: date | None
    ends: date | None
    end_reason: str
    evidence: str
    evidence_day: date
    confirmed_on: date
    source: str


_SCHOOL = ("pk", "urn", "name", "folded", "town", "type_name")
_LIFE = ("open_date", "close_date", "vanished_on", "status_name")
_MEMBER = ("pk", "establishment_id", "starts", "ends")
_GROUP = ("group_id", "group__uid", "group__companies_house_number", "group__name", "group__kind")


def schools(found: QuerySet[Establishment]) -> list[SchoolRow]:
    """Schools by name."""
    rows = found.order_by("folded", "urn").values_list(*_SCHOOL, *_LIFE, "authority__code", "authority__name")
    return [
        SchoolRow._make((*row[:6], Life(*row[6:10]), AuthorityRow(*row[10:]) if row[10] is not None else None))
        for row in rows
    ]


def members(found: QuerySet[GroupMembership]) -> list[Member]:
    """Memberships in the order of their first days; those without one come first."""
    rows = found.order_by("pk").values_list(*_MEMBER, *_GROUP)
    return sorted((Member._make((*row[:4], GroupRow(*row[4:]))) for row in rows), key=_began)


def members_of(found: Iterable[GroupMembership]) -> list[Member]:
    """The same of memberships that were read with their groups."""
    told = (
        Member(
            one.pk,
            one.establishment_id,
            one.starts,
            one.ends,
            GroupRow(
                one.group_id, one.group.uid, one.group.companies_house_number, one.group.name, str(one.group.kind)
            ),
        )
        for one in found
    )
    return sorted(told, key=_began)


def records(found: QuerySet[CoopStatus]) -> list[Record]:
    """Co-operative statuses in the order in which they were recorded."""
    return [Record(*row) for row in found.order_by("pk").values_list(*Record._fields)]


def _began(member: Member) -> tuple[date, int]:
    return member.starts or date.min, member.pk
