"""Invented schools, a trust and people for tests of membership."""

from datetime import UTC, date, datetime
from itertools import count

from coopnet.kit.actors import System
from coopnet.kit.basis import Basis
from coopnet.kit.models import Network
from coopnet.membership.actions import begin, make_classes
from coopnet.membership.enums import State
from coopnet.membership.models import Member, MembershipClass, Period
from coopnet.people.actions import add_person, affiliate, organisation_for
from coopnet.people.enums import Role
from coopnet.people.models import Organisation, Person
from coopnet.register.enums import CoopForm, GroupKind
from coopnet.register.models import Authority, CoopStatus, Establishment, Group, GroupMembership
from coopnet.rulebook.actions import adopt_defaults
from tests.roles import regions

BY = System("test")
AT = datetime(2026, 6, 1, 9, tzinfo=UTC)
DAY = date(2026, 6, 1)
LONG_AGO = date(2019, 9, 1)
BOARD = Basis("minute", "", "The board of the region, 28 May", date(2026, 5, 28))
DECISION = Basis("decision", "board-2026-05-28-1", "The board: an exception", date(2026, 5, 28))
_next = count(900500)


def ground() -> MembershipClass:
    """A network with its regions, first rules and kinds of membership. Gives the full kind."""
    Network.objects.get_or_create(
        pk=1,
        defaults={
            "name": "An invented network", "short_name": "Invented", "society_name": "The invented society",
            "motto": "m", "contact_email": "a@example.org", "made_at": AT,
        },
    )  # fmt: skip
    regions()
    founding = Basis("founding-act", "founding", "Founding", LONG_AGO)
    adopt_defaults(since=LONG_AGO, basis=founding, by=BY, at=AT)
    return make_classes(since=LONG_AGO, basis=founding, by=BY, at=AT)[0]


def school(name: str = "Hill Top", *, trust: Group | None = None, status: str = "Open") -> Establishment:
    """An invented school, in a trust if one is given."""
    authority, _ = Authority.objects.get_or_create(code="999", defaults={"name": "Invented County"})
    urn = next(_next)
    made = Establishment.objects.create(
        urn=urn, name=f"{name} {urn}", folded=f"{name} {urn}".lower(), authority=authority, status_name=status
    )
    if trust is not None:
        GroupMembership.objects.create(establishment=made, group=trust, starts=LONG_AGO, source="hand")
    return made


def coop_trust(name: str = "Invented Co-operative Trust", kind: GroupKind = GroupKind.FOUNDATION_TRUST) -> Group:
    """A trust that is on our list of co-operative trusts."""
    trust = Group.objects.create(uid=str(next(_next)), name=name, folded=name.lower(), kind=kind.value, status="Open")
    CoopStatus.objects.create(
        group=trust, form=CoopForm.FOUNDATION_TRUST.value, starts=LONG_AGO, evidence="A list", evidence_day=LONG_AGO,
        confirmed_on=LONG_AGO, source="hand",
    )  # fmt: skip
    return trust


def organisation(one: Establishment | Group) -> Organisation:
    """What stands for a school or a trust."""
    if isinstance(one, Establishment):
        return organisation_for(establishment=one, by=BY, at=AT)
    return organisation_for(group=one, by=BY, at=AT)


def joined(one: Establishment | None = None, *, state: State = State.CURRENT, starts: date = DAY) -> Period:
    """A school that belongs as a full member since ``starts``."""
    where = one or school()
    return begin(
        organisation=organisation(where), membership_class=MembershipClass.objects.get(slug="full"), starts=starts,
        schools=[where], basis=BOARD, state=state, by=BY, at=AT,
    )  # fmt: skip


def somebody(member: Member, name: str = "Vera Voter", *, role: Role = Role.HEAD, starts: date = LONG_AGO) -> Person:
    """A person with a role at the member."""
    email = f"{name.lower().replace(' ', '.')}@example.org"
    person = add_person(name=name, email=email, by=BY, at=AT)
    affiliate(person=person, organisation=member.organisation, role=role, starts=starts, by=BY, at=AT)
    return person
