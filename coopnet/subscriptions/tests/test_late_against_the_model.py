"""What becomes of an unpaid subscription is what the independent model says. ``make prove NAME=late``: 5,000 lives."""

from datetime import date, timedelta
from typing import Any

import pytest

from coopnet.bodies.enums import Office
from coopnet.subscriptions.renewals import rules
from coopnet.subscriptions.tests.late_cases import live
from coopnet.subscriptions.tests.test_invoices import prepared
from tests.roles import give

LIVES = 200


@pytest.mark.django_db
def test_late_subscriptions_go_the_way_of_the_model() -> None:
    prepared()
    met = live(range(LIVES), give(Office.TREASURER).user)
    for what in ("ended unpaid", "came back", "reminded thrice", "suspended", "promised", "takenback", "resigned"):
        assert met[what] >= LIVES // 40, (what, met)


def _never(*_: Any) -> bool:
    return False


def _no_promise(late: rules.Late, policy: rules.Policy, on: date) -> str:
    first = rules.ends_on(late.due, policy)
    seen = late.looked is not None and late.looked >= first - timedelta(days=14)
    return "" if on >= first and seen and not policy.pause.holds(on) else "Not yet."


@pytest.mark.django_db
@pytest.mark.parametrize(
    "owner, name, broken",
    [
        (rules.Late, "waits", _never),
        (rules, "why_not_yet", _no_promise),
        (rules, "state_by", lambda late, *_: late.state),
        (rules, "APART", timedelta(0)),
    ],
)
def test_with_a_guard_off_the_model_says_so(
    monkeypatch: pytest.MonkeyPatch, owner: Any, name: str, broken: Any
) -> None:  # fmt: skip
    prepared()
    monkeypatch.setattr(owner, name, broken)
    with pytest.raises(AssertionError):
        live(range(LIVES), give(Office.TREASURER).user)
