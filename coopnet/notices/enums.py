"""Kinds and states of letters."""

from enum import StrEnum


class Kind(StrEnum):
    """What a letter is for. News can be declined; a notice is owed to whoever gets it; a code opens a door once."""

    NOTICE = "notice"
    NEWS = "news"
    CODE = "code"


class State(StrEnum):
    """Where a letter stands. Declined: it was news, and the address wants none.
    Caught: the network rehearses, and it never leaves."""

    WAITING = "waiting"
    SENT = "sent"
    FAILED = "failed"
    BOUNCED = "bounced"
    DECLINED = "declined"
    CAUGHT = "caught"


class Outcome(StrEnum):
    """How one attempt to post a letter ended."""

    TAKEN = "taken"
    PUT_OFF = "put-off"
    REFUSED = "refused"
    CAME_BACK = "came-back"
