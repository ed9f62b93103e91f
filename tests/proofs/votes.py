"""Who may vote: 20,000 generated cases beside the independent model (V8)."""

from collections import Counter
from typing import Any, get_args

import pytest
from django.db import transaction

from coopnet.membership.tests.worlds import allowed, compare, world
from tests.models import voting

WORLDS = 20


class _Done(Exception):
    """Takes a world back before the next is made."""


@pytest.mark.django_db
def test_who_may_vote(record_property: Any) -> None:
    met: Counter[voting.Answer] = Counter()
    for seed in range(100, 100 + WORLDS):
        try:
            with transaction.atomic():
                world(seed, members=5, people=8, steps=200)
                met += compare(seed, days=25)
                raise _Done
        except _Done:
            continue
    kinds = "; ".join(f"{count} {answer}" for answer, count in met.most_common())
    print(kinds)
    record_property("size", f"{met.total()} cases, {allowed(met)} may vote: {kinds}")
    assert met.total() == WORLDS * 1000
    # Every kind of answer is met, none so seldom that it shows nothing, none so often that it hides the rest.
    for answer in get_args(voting.Answer):
        assert met.total() // 200 <= met[answer] <= met.total() // 4, (answer, met)
