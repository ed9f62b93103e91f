"""The small twin of the proof: random hands and raw SQL, and the control without guards."""

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from coopnet.ledger.tests.machine import Ledger
from tests.controls import without_triggers


def run(steps: int, each: int = 40, *, shrink: bool = True) -> int:
    """Run about so many steps; returns how many were judged. ``shrink``: look for the shortest way to a failure."""
    Ledger.steps = 0
    run_state_machine_as_test(
        Ledger,
        settings=settings(
            max_examples=max(steps // each, 1), stateful_step_count=each, deadline=None, database=None,
            suppress_health_check=list(HealthCheck), report_multiple_bugs=False,
            phases=[Phase.generate, *([Phase.shrink] if shrink else [])],
        ),
    )  # fmt: skip
    return Ledger.steps


@pytest.mark.django_db
def test_random_hands_and_raw_sql_leave_the_books_right() -> None:
    assert run(240) > 100


@pytest.mark.django_db
@pytest.mark.parametrize("table", ["ledger_entry", "ledger_line"])
def test_without_its_guards_the_same_hands_break_the_books(table: str) -> None:
    without_triggers(table)
    with pytest.raises((AssertionError, ExceptionGroup)):
        run(4000, shrink=False)  # ends at the first that breaks; few random hands may miss it
