"""Unpaid subscriptions: 5,000 generated lives beside the independent model."""

from typing import Any

import pytest

from coopnet.bodies.enums import Office
from coopnet.subscriptions.tests.late_cases import live
from coopnet.subscriptions.tests.test_invoices import prepared
from tests.roles import give

LIVES, PARTS = 5000, 4


@pytest.mark.django_db
@pytest.mark.parametrize("part", range(PARTS))
def test_late(record_property: Any, part: int) -> None:
    prepared()
    many = LIVES // PARTS
    first = 10_000 + part * many
    met = live(range(first, first + many), give(Office.TREASURER).user)
    record_property("size", f"{many} lives: " + "; ".join(f"{count} {what}" for what, count in met.most_common()))
    for what in ("ended unpaid", "came back", "reminded thrice", "suspended", "promised", "takenback", "resigned"):
        assert met[what] >= many // 40, (what, met)
