"""Promise A4: a role is taken away, and the next request of every open session is refused, 100 of 100."""

import random
from collections.abc import Callable, Iterator
from datetime import UTC, datetime

import pytest
import time_machine

from coopnet.bodies import rules
from coopnet.bodies.enums import Office
from coopnet.kit.models import Network
from coopnet.site.tree import make_tree
from tests.removal import OPEN, WAYS, refused, sessions, take_away
from tests.roles import BEGAN_AT, BY, REGIONS, give, regions

ROUNDS = 100
NOON = datetime(2026, 10, 5, 11, tzinfo=UTC)


@pytest.fixture(autouse=True)
def noon() -> Iterator[None]:
    with time_machine.travel(NOON):
        yield


@pytest.mark.django_db
@pytest.mark.parametrize("number", range(ROUNDS))
def test_the_next_request_is_refused(
    network: Network, number: int, record_property: Callable[[str, object], None]
) -> None:
    chance = random.Random(number)
    office = chance.choice(list(Office))
    region = chance.choice(list(REGIONS)) if rules.OFFICES[office].regional else ""
    regions()
    make_tree(network=network, by=BY, at=BEGAN_AT)
    actor = give(office, region)
    open_sessions = sessions(actor, chance.randint(1, 5))
    addresses = OPEN[office.value]
    for session in open_sessions:
        first = session.get(chance.choice(addresses))
        assert first.status_code in (200, 302)
    take_away(actor, WAYS[number % len(WAYS)], NOON)
    for session in open_sessions:
        assert refused(session, chance.choice(addresses))
    record_property("size", ROUNDS)
