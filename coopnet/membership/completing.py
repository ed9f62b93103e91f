"""What a network of an older version lacks: kinds of membership."""

from datetime import datetime

from coopnet.kit.actors import System
from coopnet.kit.basis import Basis
from coopnet.kit.clock import london_day
from coopnet.kit.models import Network
from coopnet.membership.actions import make_classes
from coopnet.membership.models import MembershipClass


def complete(at: datetime) -> str:
    """Add the kinds of membership where there are none. One line of what was done, or nothing."""
    if MembershipClass.objects.exists():
        return ""
    network = Network.objects.get()
    day = london_day(network.made_at)
    basis = Basis("founding-act", "founding", f"Founding of {network.name}", day)
    make_classes(since=day, basis=basis, by=System("upgrade"), at=at)
    return "Added the kinds of membership that a new network begins with"
