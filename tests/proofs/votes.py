"""Who may vote: 20,000 generated cases beside the independent model (V8)."""

from typing import Any

import pytest
from django.db import transaction

from coopnet.membership.tests.worlds import compare, world

WORLDS = 20


class _Done(Exception):
    """Takes a world back before the next is made."""


@pytest.mark.django_db
@pytest.mark.parametrize("part", range(4))
def test_who_may_vote(record_property: Any, part: int) -> None:
    cases = allowed = 0
    for seed in range(100 + part, 100 + WORLDS, 4):
        try:
            with transaction.atomic():
                world(seed, members=5, people=8, steps=100)
                asked, yes = compare(seed, days=25)
                raise _Done
        except _Done:
            cases, allowed = cases + asked, allowed + yes
    assert cases == WORLDS // 4 * 1000
    # Not worlds in which nobody, or everybody, may vote: most of what is asked must be refused.
    assert 10 <= allowed < cases // 2
    record_property("size", f"{cases} cases, {allowed} may vote")
