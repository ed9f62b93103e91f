"""The small twin of six weeks without anybody: two days."""

from datetime import timedelta
from pathlib import Path
from typing import Any

from tests.quiet_weeks import pass_by


def test_two_days_without_anybody(own_database: str, tmp_path: Path, settings: Any) -> None:
    settings.DATA_DIR, settings.MEDIA_ROOT = tmp_path, tmp_path / "media"
    seen = pass_by(2 / 7, timedelta(hours=12), settings, leave=("operations.restore-test",))
    assert seen["lost"] == 0
    assert seen["waiting"] >= seen["waited"] > 0
    assert seen["runs"] > 20
