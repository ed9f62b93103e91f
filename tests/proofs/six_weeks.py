"""Nobody signs in for six weeks and no mail server answers: nothing is broken but mail waiting."""

from datetime import timedelta
from pathlib import Path
from typing import Any

from tests.quiet_weeks import pass_by


def test_six_weeks(own_database: str, tmp_path: Path, settings: Any, record_property: Any) -> None:
    settings.DATA_DIR, settings.MEDIA_ROOT = tmp_path, tmp_path / "media"
    seen = pass_by(6, timedelta(hours=6), settings)
    assert seen["lost"] == 0
    assert seen["waiting"] >= seen["waited"] > 0
    record_property("size", f"42 days, {seen['runs']} jobs done, {seen['waiting']} letters waiting")
