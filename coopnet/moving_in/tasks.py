"""What the worker does about moving in."""

from datetime import datetime

from coopnet.kit.actors import System
from coopnet.moving_in.by_page import actions

CLOCK = System("worker")


def bring_in(at: datetime) -> str:
    """Bring in the export that waits."""
    return actions.bring_next(by=CLOCK, at=at)
