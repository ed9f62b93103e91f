"""The books at full size: 100,000 steps of random hands and raw SQL, and a thousand random years (M1, M2, M6)."""

from typing import Any

import pytest

from coopnet.ledger.tests.test_machine import run
from coopnet.ledger.tests.years import random_years


@pytest.mark.django_db
@pytest.mark.parametrize("steps", [100_000])
def test_random_hands_and_raw_sql(record_property: Any, steps: int) -> None:
    judged = run(int(steps * 1.3))
    assert judged >= steps
    record_property("size", f"{judged} steps")


@pytest.mark.django_db
@pytest.mark.parametrize("book", range(20))
def test_a_thousand_years(record_property: Any, book: int) -> None:
    assert 0 < random_years(50, seed=book, script_every=1) < 50
    record_property("size", "50 years")
