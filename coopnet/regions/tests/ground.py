"""Authorities, regions and schools for tests of this subject."""

from datetime import date, datetime, timedelta

from coopnet.kit.actors import System
from coopnet.kit.clock import london
from coopnet.regions.models import Region
from coopnet.register.models import Authority, CoopStatus, Establishment, Group, GroupMembership
from tests.roles import regions

AT = london(date(2026, 9, 1))
DAY = date(2026, 9, 1)
BY = System("test")


def region(key: str) -> Region:
    """One of the four."""
    return regions()[key]


def authority(code: str = "908", name: str = "Cornwall") -> Authority:
    """An authority, made where it is missing."""
    return Authority.objects.get_or_create(code=code, defaults={"name": name, "folded": name.casefold()})[0]


def school(urn: int, of: Authority | None = None, name: str = "", **fields: object) -> Establishment:
    """A school in the register."""
    name = name or f"School {urn}"
    return Establishment.objects.create(
        urn=urn, name=name, folded=name.casefold(), authority=of, town="Truro", source="facts", **fields
    )


def trust(name: str, uid: str | None = None) -> Group:
    """A foundation trust."""
    return Group.objects.create(name=name, folded=name.casefold(), kind="trust", source="facts", uid=uid)


def member(of: Group, establishment: Establishment, starts: date | None = None, ends: date | None = None) -> None:
    """The school belongs to the trust for those days."""
    GroupMembership.objects.create(establishment=establishment, group=of, starts=starts, ends=ends, source="facts")


def coop(
    establishment: Establishment | None = None,
    group: Group | None = None,
    starts: date | None = None,
    ends: date | None = None,
) -> CoopStatus:
    """A record that the school or the trust is co-operative."""
    return CoopStatus.objects.create(
        establishment=establishment,
        group=group,
        form="foundation-trust",
        starts=starts,
        ends=ends,
        evidence="Trust list of November 2016",
        evidence_day=date(2016, 11, 22),
        confirmed_on=date(2016, 11, 22),
        source="facts",
    )


def later(minutes: float) -> datetime:
    """So many minutes after AT."""
    return AT + timedelta(minutes=minutes)
