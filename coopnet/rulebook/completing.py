"""What a network of an older version lacks: rules. It begins with the ones a new network has, from its founding on."""

from datetime import datetime

from coopnet.kit.actors import System
from coopnet.kit.basis import Basis
from coopnet.kit.clock import london_day
from coopnet.kit.models import Network
from coopnet.rulebook.actions import adopt_defaults


def complete(at: datetime) -> str:
    """Adopt the first rules where there are none. One line of what was done, or nothing."""
    network = Network.objects.get()
    day = london_day(network.made_at)
    basis = Basis("founding-act", "founding", f"Founding of {network.name}", day)
    made = adopt_defaults(since=day, basis=basis, by=System("upgrade"), at=at)
    return "Added the rules that a new network begins with" if made else ""
