"""Cornwall in the West, and one school in it."""

from datetime import UTC, date, datetime

import pytest

from coopnet.kit.actors import System
from coopnet.regions.actions import assign_authority
from coopnet.register.models import Authority, Establishment
from coopnet.site.tests.schools import make
from tests.roles import regions

NOON = datetime(2026, 10, 5, 11, tzinfo=UTC)
BY = System("test")


@pytest.fixture
def cornwall(network: object) -> Authority:
    authority = Authority.objects.create(code="908", name="Cornwall", folded="cornwall")
    assign_authority(
        authority=authority, region=regions()["west"], starts=date(2010, 1, 1), reason="For a test", by=BY, at=NOON
    )
    return authority


@pytest.fixture
def cove(cornwall: Authority) -> Establishment:
    return make(900001, "Invented Cove Primary School", cornwall)
