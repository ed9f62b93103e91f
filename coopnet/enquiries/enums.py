"""The words of enquiries."""

from enum import StrEnum


class Reason(StrEnum):
    """What somebody writes about; it decides who reads it."""

    GENERAL = "general"
    REGION = "region"
    JOINING = "joining"
    PRACTICE = "practice"


REASON_WORDS = {
    Reason.GENERAL: "Something else",
    Reason.REGION: "My region",
    Reason.JOINING: "Joining, or becoming a co-operative school",
    Reason.PRACTICE: "How co-operative are we?",
}


class State(StrEnum):
    """Where an enquiry stands."""

    NEW = "new"
    TAKEN = "taken"
    ANSWERED = "answered"
    CLOSED = "closed"
    SPAM = "spam"
    MERGED = "merged"


STATE_WORDS = {
    State.NEW: "Nobody answers yet",
    State.TAKEN: "Being answered",
    State.ANSWERED: "Answered; waiting for them",
    State.CLOSED: "Closed",
    State.SPAM: "Looks like spam",
    State.MERGED: "Put together with another",
}
WAITS = (State.NEW, State.TAKEN)


class Kind(StrEnum):
    """A line of what was said."""

    FROM_THEM = "from-them"
    AUTOMATIC = "automatic"
    ANSWER = "answer"
    BY_PHONE = "by-phone"
    NOTE = "note"


KIND_WORDS = {
    Kind.FROM_THEM: "They wrote",
    Kind.AUTOMATIC: "Their mail program answered by itself",
    Kind.ANSWER: "Answer",
    Kind.BY_PHONE: "Answered by telephone",
    Kind.NOTE: "Note among us",
}
