"""Every promise of ``verify`` can be broken by raw SQL, and is then named."""

from datetime import UTC, datetime

import pytest
from django.db import transaction

from coopnet.kit import registry
from coopnet.operations.verify import as_json, verify
from tests.controls import gather

AT = datetime(2026, 9, 1, 12, tzinfo=UTC)
CONTROLS = gather()
NAMES = [invariant.name for invariant in registry.invariants()]


def broken() -> set[str]:
    return {one["name"] for one in as_json(verify(at=AT))["broken"]}


def test_every_promise_has_a_control() -> None:
    assert sorted(CONTROLS) == NAMES


def test_a_new_network_keeps_every_promise(db: None) -> None:
    assert as_json(verify(at=AT)) == {"ok": True, "checked": len(NAMES), "broken": []}


def _break_and_see(name: str) -> None:
    control = CONTROLS[name]
    control.arrange()
    assert name not in broken(), "broken before anybody broke it"
    control.breaks()
    assert name in broken()


@pytest.mark.parametrize("name", [name for name in NAMES if name in CONTROLS and not CONTROLS[name].alone])
def test_a_promise_broken_by_raw_sql_is_named(db: None, name: str) -> None:
    with transaction.atomic():
        _break_and_see(name)
        transaction.set_rollback(True)


@pytest.mark.parametrize("name", [name for name in NAMES if name in CONTROLS and CONTROLS[name].alone])
def test_a_promise_broken_outside_a_transaction_is_named(own_database: str, name: str) -> None:
    _break_and_see(name)
