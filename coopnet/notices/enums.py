"""Kinds and states of letters."""

from enum import StrEnum


class Kind(StrEnum):
    """What a letter is for. News can be declined; a notice is owed to whoever gets it; a code opens a door once."""

    NOTICE = "notice"
    NEWS = "news"
    CODE = "code"


class State(StrEnum):
    """Where a letter stands. Declined: it was news, and the address wants none. Paper: somebody posts it by hand.
    Left: it was not delivered, and somebody said that it need not be. Caught: the network rehearses, and it never
    leaves."""

    WAITING = "waiting"
    SENT = "sent"
    FAILED = "failed"
    BOUNCED = "bounced"
    DECLINED = "declined"
    CAUGHT = "caught"
    PAPER = "paper"
    LEFT = "left"


class Outcome(StrEnum):
    """How one attempt to post a letter ended."""

    TAKEN = "taken"
    PUT_OFF = "put-off"
    REFUSED = "refused"
    CAME_BACK = "came-back"
    PAPER = "paper"


class Why(StrEnum):
    """Why a letter was not delivered. Gone: nobody will ever get one there."""

    GONE = "gone"
    FULL = "full"
    REFUSED = "refused"
    LATE = "late"
    WRONG = "wrong"
    OTHER = "other"


class NoNews(StrEnum):
    """Why an address gets no news: its reader said so, called news spam, or letters to it came back for good."""

    BOUNCED = "bounced"
    DECLINED = "declined"
    COMPLAINED = "complained"
