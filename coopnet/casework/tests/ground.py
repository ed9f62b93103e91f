"""A request to test with."""

from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

from coopnet.casework import actions
from coopnet.casework.models import HelpRequest
from coopnet.kit.actors import System
from coopnet.regions.models import Region

BY = System("test")
# A Thursday, at noon in London.
AT = datetime(2026, 10, 1, 11, tzinfo=UTC)
SECRET = "The chair has left and nobody signs the cheques."


def ask(region: str = "west", **given: Any) -> HelpRequest:
    """Somebody asks; say what is to be different."""
    asked: dict[str, Any] = {
        "key": uuid4(), "name": "Hetty Helpless", "phone": "01632 960 777", "email": "", "school": "Nowhere School",
        "when": "", "words": SECRET, "urgent": False, "by": BY, "at": AT,
    }  # fmt: skip
    return actions.ask(region=Region.objects.get(key=region) if region else None, **{**asked, **given})
