"""Sixty private strings are planted; people walk every kind of page; none is seen where it may not be.

The small twin of ``make prove NAME=canaries``, which takes every role there is and more pages of each kind.
"""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime

import pytest
import time_machine

from coopnet.bodies.enums import Office
from coopnet.people import actions
from coopnet.people.models import Person
from tests.canaries import browser, judge, plant_all, walk
from tests.roles import BY, Actor, give, nobody

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 10, 5, 11, tzinfo=UTC)


@pytest.fixture(autouse=True)
def noon() -> Iterator[None]:
    """One day for all of it."""
    with time_machine.travel(NOON):
        yield


WHO: dict[str, tuple[Callable[[], Actor | None], set[str], bool]] = {
    "co-ordinator": (lambda: give(Office.CO_ORDINATOR), {"west", "north"}, True),
    "ambassador of the West": (lambda: give(Office.AMBASSADOR, "west"), {"west"}, False),
    "treasurer": (lambda: give(Office.TREASURER), set(), False),
    "visitor": (lambda: None, set(), False),
}


@pytest.mark.parametrize("who", WHO)
def test_each_role_sees_the_private_strings_of_its_own_people_and_no_others(network: object, who: str) -> None:
    make, people, letters = WHO[who]
    addresses = plant_all()
    judge(who, walk(make(), addresses, of_a_kind=1), people=people, letters=letters)


def test_the_person_sees_the_own_strings_and_nobody_else_s(network: object) -> None:
    plant_all()
    actor = nobody("Peter Private")
    actions.change_person(
        person=actor.person,
        name="Peter Private",
        email="canary-peter-1@example.org",
        note="canary-peter-2",
        by=BY,
        at=NOON,
    )
    text = browser(actor).get("/account/my-data/").content.decode()
    assert "canary-peter-1" in text
    assert "canary-peter-2" in text
    assert "canary-west" not in text


def test_the_walk_finds_a_leak_when_there_is_one(network: object) -> None:
    """The control: a private string in a name is seen in the list of people, and the judge says so."""
    plant_all()
    Person.objects.filter(name="Person west 0").update(name="canary-north-99")
    seen = walk(give(Office.AMBASSADOR, "west"), [], of_a_kind=1, limit=4)
    with pytest.raises(AssertionError, match="north"):
        judge("ambassador", seen, people={"west"}, letters=False)
