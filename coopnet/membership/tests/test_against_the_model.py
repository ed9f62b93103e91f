"""Who may vote (V8): the records answer as the independent model does. ``make prove NAME=votes`` asks 20,000 cases."""

import pytest

from coopnet.membership import rules
from coopnet.membership.enums import State
from coopnet.membership.tests.worlds import allowed, compare, world


@pytest.mark.django_db
@pytest.mark.parametrize("seed", [1, 2])
def test_who_may_vote_is_what_the_model_says(seed: int) -> None:
    world(seed, members=4, people=5, steps=120)
    met = compare(seed, days=12)
    assert met.total() == 240
    assert 0 < allowed(met) < met.total()
    assert len(met) >= 8, met  # not one kind of answer over and over


@pytest.mark.django_db
def test_with_a_rule_broken_the_model_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    world(1, members=4, people=5, steps=120)
    monkeypatch.setattr(rules, "WITH_RIGHTS", frozenset(State) - rules.WITH_RIGHTS)
    with pytest.raises(AssertionError):
        compare(1, days=12)
