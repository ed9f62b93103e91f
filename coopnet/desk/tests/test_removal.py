"""A role is taken away: every open session is refused at its next request. Twin of ``make prove NAME=removal``."""

from collections.abc import Iterator
from datetime import UTC, datetime
from unittest import mock

import pytest
import time_machine

from coopnet.bodies import queries
from coopnet.bodies.enums import Office
from coopnet.bodies.models import Term
from tests.removal import OPEN, WAYS, refused, sessions, take_away
from tests.roles import give

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 10, 5, 11, tzinfo=UTC)


@pytest.fixture(autouse=True)
def noon() -> Iterator[None]:
    """One day for all of it."""
    with time_machine.travel(NOON):
        yield


@pytest.mark.parametrize("way", WAYS)
def test_the_next_request_is_refused_on_every_open_session(network: object, way: str) -> None:
    actor = give(Office.AMBASSADOR, "west")
    two = sessions(actor, 2)
    for session in two:
        assert session.get("/people/").status_code == 200
    take_away(actor, way, NOON)
    assert all(refused(session, address) for session in two for address in OPEN["ambassador"])


def test_with_terms_kept_from_before_the_session_would_go_on(network: object) -> None:
    """The control: rights remembered from an earlier question let the ended term through."""
    actor = give(Office.AMBASSADOR, "west")
    (session,) = sessions(actor, 1)
    kept: list[Term] = queries.office_terms_of(actor.user)
    take_away(actor, "ended", NOON)
    with mock.patch.object(queries, "office_terms_of", return_value=kept):
        assert not refused(session, "/people/")
    assert refused(session, "/people/")
