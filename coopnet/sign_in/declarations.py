"""What this subject declares about itself."""

from datetime import datetime, timedelta

from coopnet.kit import clock, registry
from coopnet.kit.actors import System
from coopnet.sign_in import actions, duties, rules


def _tidy(at: datetime) -> str:
    gone = actions.tidy(machine=clock.machine_now(), by=System("sign-in"), at=at)
    return f"{gone} old codes and sessions deleted"


def declare_all() -> None:
    """The job that tidies up, lines of the To do list."""
    registry.add_job(
        registry.Job("sign-in-tidy", timedelta(hours=6), _tidy, "Delete codes and sessions that have ended")
    )
    registry.add_keeping(
        registry.Keeping("Where you are signed in, at the longest", rules.MEMBER_SESSION, "you came", "sign-in-tidy")
    )
    registry.add_duties(duties.of)
