"""A new member, one that may walk beside it, and who looks after them, for tests of the first ninety days."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import count

from coopnet.accounts.models import User
from coopnet.bodies.enums import Office
from coopnet.kit.basis import Basis
from coopnet.membership.acting.actions import appoint
from coopnet.membership.enums import Duty, State
from coopnet.membership.models import Member, Period
from coopnet.membership.tests import ground as membership
from coopnet.membership.tests.ground import BY
from coopnet.people.models import Person
from coopnet.regions.actions import assign_authority
from coopnet.regions.models import Region, RegionAssignment
from coopnet.register.models import Establishment
from coopnet.welcome.actions import make_steps
from coopnet.welcome.models import Step
from tests.roles import Actor, give

FIRST = date(2026, 6, 1)
_names = count(1)


def at(day: int, hour: int = 9) -> datetime:
    """A moment of a day of the ninety; the first is one."""
    return datetime(2026, 6, 1, hour, tzinfo=UTC) + timedelta(days=day - 1)


def on(day: int) -> date:
    """A day of the ninety."""
    return FIRST + timedelta(days=day - 1)


@dataclass(frozen=True, slots=True)
class Joined:
    """A member with its lead person, who can sign in."""

    period: Period
    lead: Person
    user: User

    @property
    def member(self) -> Member:
        return self.period.member

    @property
    def school(self) -> Establishment:
        return self.period.member.coverage.get().establishment


def joined(
    *, starts: date = FIRST, phase: str = "Primary", east: int | None = 0, state: State = State.CURRENT
) -> Joined:
    """A school of the west that belongs since a day, with somebody who speaks for it."""
    school = membership.school()
    school.phase_name, school.easting, school.northing = phase, east, 0 if east is not None else None
    school.save()
    if not RegionAssignment.objects.exists() and school.authority is not None:
        assign_authority(
            authority=school.authority, region=Region.objects.get(key="west"), starts=membership.LONG_AGO,
            reason="For a test", by=BY, at=membership.AT,
        )  # fmt: skip
    period = membership.joined(school, starts=starts, state=state)
    lead = membership.somebody(period.member, f"Lead {next(_names)}")
    user = User.objects.create_user(lead.email, name=lead.name, made_at=membership.AT)
    lead.user = user
    lead.save()
    appoint(
        member=period.member, person=lead, duty=Duty.LEAD, starts=starts, by=BY, at=membership.AT,
        basis=Basis("colleague", "", "Said so", starts),
    )  # fmt: skip
    return Joined(period, lead, user)


@dataclass(frozen=True, slots=True)
class World:
    """``new`` is in its first days; ``old`` belongs for long, two miles away."""

    new: Joined
    old: Joined
    ambassador: Actor
    co_ordinator: Actor


def world() -> World:
    """All of it."""
    membership.ground()
    make_steps(since=membership.LONG_AGO, by=BY, at=membership.AT)
    old = joined(starts=date(2020, 9, 1), east=3218)
    return World(joined(), old, give(Office.AMBASSADOR, "west"), give(Office.CO_ORDINATOR))


def step(slug: str) -> Step:
    """One of the first steps."""
    return Step.objects.get(slug=slug)
