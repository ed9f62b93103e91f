"""What the worker does with letters to many: puts them into the outbox, and forgets wishes that nobody confirmed."""

from datetime import datetime, timedelta

from coopnet.kit.actors import System
from coopnet.mailings import actions, queries
from coopnet.mailings.newsletter import actions as newsletter

CLOCK = System("clock")
# A run puts no more than this into the outbox, so that other jobs have their turn; the rest comes a minute later.
A_RUN = 2_000
UNCONFIRMED = timedelta(days=7)


def send(at: datetime) -> str:
    """Go on with what is leaving."""
    done = 0
    for mailing in queries.leaving():
        while done < A_RUN and (sent := actions.send_some(mailing=mailing, by=CLOCK, at=at)):
            done += sent
            if sent < actions.CHUNK:
                break
    return f"{done} letters" if done else ""


def forget(at: datetime) -> str:
    """Forget who asked for the newsletter and never confirmed it, and who wants no news any more."""
    gone = newsletter.forget(before=at - UNCONFIRMED, by=CLOCK, at=at)
    return f"{gone} forgotten" if gone else ""
