"""People and an enquiry to test with."""

from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

from coopnet.enquiries import actions
from coopnet.enquiries.enums import Reason
from coopnet.enquiries.models import Enquiry
from coopnet.kit.actors import System
from coopnet.regions.models import Region

BY = System("test")
# A Thursday: five working days later is the Thursday after.
AT = datetime(2026, 10, 1, 11, tzinfo=UTC)
WRITER = "frieda@school.example.org"


def send(**given: Any) -> Enquiry:
    """An enquiry from an invented writer; say what is to be different."""
    asked: dict[str, Any] = {
        "key": uuid4(),
        "reason": Reason.GENERAL,
        "region": None,
        "name": "Frieda Asker",
        "email": WRITER,
        "phone": "",
        "school": "",
        "words": "How do we become a co-operative school?",
        "spam_why": "",
        "by": BY,
        "at": AT,
    }
    if isinstance(given.get("region"), str):
        given["region"] = Region.objects.get(key=given["region"])
    return actions.receive(**{**asked, **given})
