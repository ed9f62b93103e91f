"""Promise A3: 60 private strings, every role there is, up to six pages of each kind; none seen where it may not be."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime

import pytest
import time_machine

from coopnet.bodies import rules
from coopnet.bodies.enums import Office, Scope
from tests.canaries import judge, plant_all, walk
from tests.roles import REGIONS, cast, names

NOON = datetime(2026, 10, 5, 11, tzinfo=UTC)


@pytest.fixture(autouse=True)
def noon() -> Iterator[None]:
    with time_machine.travel(NOON):
        yield


def allowed(who: str) -> tuple[set[str], bool]:
    """Whose strings the role may see, and whether letters: read from the table of who may do what."""
    if who in ("nobody", "visitor"):
        return set(), False
    office = next(o for o in Office if who == o.value or who in {f"{o.value}-{key}" for key in REGIONS})
    acts = rules.OFFICES[office].acts
    scope = acts.get("people.see")
    region = who.removeprefix(f"{office.value}-")
    people = {Scope.NETWORK: {"west", "north"}, Scope.REGION: {"west", "north"} & {region}, None: set[str]()}[scope]
    return people, "letters.see" in acts


@pytest.mark.django_db
@pytest.mark.parametrize("who", [*names(), "visitor"])
def test_each_role_sees_what_it_may(network: object, who: str, record_property: Callable[[str, object], None]) -> None:
    addresses = plant_all()
    actor = None if who == "visitor" else cast()[who]
    people, letters = allowed(who)
    judge(who, walk(actor, addresses, of_a_kind=6), people=people, letters=letters)
    record_property("size", "60 strings")
