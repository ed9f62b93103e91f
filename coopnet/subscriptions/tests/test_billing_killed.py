"""A billing run that is killed leaves whole invoices and no gap; the small twin of the proof "billing"."""

from pathlib import Path

import pytest

from tests.proofs.billing import run


def test_killed_again_and_again_it_loses_and_doubles_nothing(own_database: str, tmp_path: Path) -> None:
    assert run(own_database, kills=5, seed=3, folder=tmp_path).kills == 5


def test_a_number_taken_outside_the_transaction_would_be_noticed(own_database: str, tmp_path: Path) -> None:
    """The control: the first of the kills above leaves a number that no invoice has."""
    with pytest.raises(AssertionError, match="numbers"):
        run(own_database, kills=1, seed=3, folder=tmp_path, guard="off")
