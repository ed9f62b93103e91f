"""What a network of an older version lacks: the steps of a new member."""

from datetime import datetime

from coopnet.kit.actors import System
from coopnet.kit.clock import london_day
from coopnet.kit.models import Network
from coopnet.welcome.actions import make_steps
from coopnet.welcome.models import Step


def complete(at: datetime) -> str:
    """Add the first steps where there never were any. One line of what was done, or nothing."""
    if Step.objects.exists():
        return ""
    make_steps(since=london_day(Network.objects.get().made_at), by=System("upgrade"), at=at)
    return "Added the steps of a new member’s first ninety days"
