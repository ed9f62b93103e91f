"""States and kinds."""

from enum import StrEnum


class State(StrEnum):
    """Where a request for help stands."""

    WAITING = "waiting"
    RUNG = "rung"
    CLOSED = "closed"


STATE_WORDS = {
    State.WAITING: "Waits for a call",
    State.RUNG: "We have spoken",
    State.CLOSED: "Closed",
}


class Kind(StrEnum):
    """What happened to a request."""

    OPENED = "opened"
    NO_ANSWER = "no-answer"
    RUNG = "rung"
    NOTE = "note"
    PASSED_ON = "passed-on"
    CLOSED = "closed"


KIND_WORDS = {
    Kind.OPENED: "Looked at",
    Kind.NO_ANSWER: "Rang, no answer",
    Kind.RUNG: "Rang, and spoke",
    Kind.NOTE: "Note",
    Kind.PASSED_ON: "Passed on",
    Kind.CLOSED: "Closed",
}
