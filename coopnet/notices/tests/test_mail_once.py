from pathlib import Path

from tests.proofs.mail import run


def test_a_worker_killed_again_and_again_loses_no_letter(own_database: str, tmp_path: Path) -> None:
    """The small twin of the proof "mail"."""
    run(own_database, letters=60, kills=4, seed=6, folder=tmp_path)
