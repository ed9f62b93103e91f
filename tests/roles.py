"""One account for each office and region, and one without any: for every test that asks who may do what.

``cast()`` makes them all; ``give`` makes one. Names are plainly invented. A test signs them in with
``client.force_login(cast["ambassador-west"].user)``; what the second step needs, ``sign_in`` does.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime

from coopnet.accounts.models import User
from coopnet.bodies import rules
from coopnet.bodies.actions import begin_term
from coopnet.bodies.enums import Office
from coopnet.bodies.models import Term
from coopnet.kit.actors import System
from coopnet.kit.basis import Basis
from coopnet.people.actions import add_person
from coopnet.people.models import Person
from coopnet.regions.models import Region

BY = System("test")
BEGAN = date(2020, 9, 1)
BEGAN_AT = datetime(2020, 9, 1, 8, tzinfo=UTC)
FOUNDING = Basis("founding-act", "1", "Founding act of the network", BEGAN)

REGIONS = {
    "north": ("northern", "Northern", "Northern", "Northern region", "r-n"),
    "central": ("central", "Central", "Central", "Central region", "r-c"),
    "west": ("western", "Western", "Western", "Western region", "r-w"),
    "laser": ("london-and-south-east", "London and South East", "LASER", "London and South East region", "r-l"),
}


@dataclass(frozen=True, slots=True)
class Actor:
    """An account with its person and its term; ``term`` is None for whoever holds no office."""

    user: User
    person: Person
    term: Term | None


def regions() -> dict[str, Region]:
    """The four regions, made where they are missing."""
    found = {}
    for rank, (key, (slug, name, short, long, mark)) in enumerate(REGIONS.items(), 1):
        found[key], _ = Region.objects.get_or_create(
            key=key,
            defaults={
                "slug": slug,
                "name": name,
                "short_name": short,
                "long_name": long,
                "mark": mark,
                "rank": rank,
                "summary": "Invented for a test.",
                "story": "Invented for a test.",
            },
        )
    return found


def nobody(name: str = "Nora Norole") -> Actor:
    """A signed-up person without any role."""
    email = f"{name.lower().replace(' ', '.')}@example.org"
    user = User.objects.create_user(email, name=name, made_at=BEGAN_AT)
    return Actor(user, add_person(name=name, email=email, user=user, by=BY, at=BEGAN_AT), None)


def give(office: Office, region: str = "", *, name: str = "", starts: date = BEGAN, ends: date | None = None) -> Actor:
    """A person who holds the office (in the region, by its key)."""
    actor = nobody(name or f"{office.value.title().replace('-', ' ')} {region.title() or 'Whole'}")
    if region:
        regions()
    term = begin_term(
        person=actor.person,
        office=office,
        region=region or None,
        starts=starts,
        ends=ends,
        basis=FOUNDING,
        by=BY,
        at=BEGAN_AT,
    )
    return Actor(actor.user, actor.person, term)


def holder(office: str, region: str = "", *, name: str = "") -> Actor:
    """As ``give``, for tests of lower floors, which do not know the offices."""
    return give(Office(office), region, name=name)


def names() -> list[str]:
    """The keys of ``cast()``, for parametrised tests: ``treasurer``, ``ambassador-west``, … and ``nobody``."""
    found = []
    for office, rule in rules.OFFICES.items():
        found += [f"{office.value}-{key}" for key in REGIONS] if rule.regional else [office.value]
    return [*found, "nobody"]


def cast() -> dict[str, Actor]:
    """Everybody: each office in each region, and ``nobody``."""
    regions()
    found = {}
    for office, rule in rules.OFFICES.items():
        for key in REGIONS if rule.regional else ("",):
            found[f"{office.value}-{key}" if key else office.value] = give(office, key)
    return {**found, "nobody": nobody()}
