"""What would happen with an export, and how far the worker is with it."""

from pathlib import Path
from typing import Any

from django.conf import settings

from coopnet.moving_in.models import Export
from coopnet.moving_in.wordpress.plan import Plan


def told_of(found: Plan) -> dict[str, Any]:
    """What would happen, counted."""
    return {
        "posts": len(found.posts),
        "pages": len(found.pages),
        "unseen": found.hidden,
        "files": len(found.files),
        "left": found.left,
        "told": found.told[:200],
    }


def progress_of(export: Export) -> str:
    """The last line that the worker wrote about it. It stands in a file, for all else is one transaction."""
    try:
        return progress_file(export).read_text().strip()[-200:]
    except OSError:
        return ""


def progress_file(export: Export) -> Path:
    """Where the worker writes how far it is."""
    return Path(settings.MEDIA_ROOT) / "exports" / f"{export.key}.progress"
