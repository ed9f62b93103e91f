"""Who may vote: 20,000 generated cases beside the independent model (V8)."""

from typing import Any

import pytest

from coopnet.membership.tests.worlds import compare, world


@pytest.mark.django_db
@pytest.mark.parametrize("seed", range(20))
def test_who_may_vote(record_property: Any, seed: int) -> None:
    world(100 + seed, members=5, people=8, steps=250)
    cases, allowed = compare(100 + seed, days=25)
    assert 0 < allowed < cases
    record_property("size", f"{cases} cases")
