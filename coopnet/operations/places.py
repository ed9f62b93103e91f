"""Where copies and archives are, and which archives stay."""

import contextlib
from datetime import date, timedelta
from pathlib import Path

from django.conf import settings

KEPT_DAYS = 14
KEPT_MONTHS = 12


def copies() -> Path:
    """Where online copies are."""
    return Path(settings.DATA_DIR) / "copies"


def archives() -> Path:
    """Where nightly archives are."""
    return Path(settings.DATA_DIR) / "backups"


def archive_of(day: date) -> Path:
    """The name of a day's archive."""
    return archives() / f"coopnet-{day.isoformat()}.coopnet"


def kept(days: list[date], today: date) -> set[date]:
    """Which archives stay: the last two weeks, and the first of each of the last twelve months."""
    firsts: dict[tuple[int, int], date] = {}
    for day in sorted(days):
        firsts.setdefault((day.year, day.month), day)
    months = sorted(firsts)[-KEPT_MONTHS:]
    return {day for day in days if today - day < timedelta(days=KEPT_DAYS)} | {firsts[month] for month in months}


def archive_days() -> list[date]:
    """The days of which there is an archive, oldest first."""
    found = []
    for path in archives().glob("coopnet-*.coopnet"):
        with contextlib.suppress(ValueError):
            found.append(date.fromisoformat(path.stem.removeprefix("coopnet-")))
    return sorted(found)
