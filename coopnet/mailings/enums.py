"""Words of letters to many."""

from enum import StrEnum


class Sort(StrEnum):
    """What kind of letter it is. A notice is owed to members; news can be declined; the newsletter is asked for."""

    NOTICE = "notice"
    NEWS = "news"
    NEWSLETTER = "newsletter"


class State(StrEnum):
    """Where a letter to many stands. What waits can be taken back; what was sent cannot."""

    WAITS = "waits"
    SENDING = "sending"
    STOPPED = "stopped"
    DONE = "done"
    TAKEN_BACK = "taken-back"


class Left(StrEnum):
    """Why somebody in the group gets no letter by e-mail."""

    NOBODY = "nobody"
    NO_ADDRESS = "no-address"
    NO_NEWS = "no-news"
    SAME = "same"


class Standing(StrEnum):
    """How a member stands, as a group asks for it."""

    MEMBERS = "members"
    WAITING = "waiting"
    ENDED = "ended"


class Whom(StrEnum):
    """Whom at a member the letter goes to."""

    LEAD = "lead"
    FINANCE = "finance"
    VOTES = "votes"
    ALL = "all"


class Voter(StrEnum):
    """Whether somebody is named to vote for the member."""

    ANY = ""
    WITH = "with"
    WITHOUT = "without"


SORT_WORDS = {
    Sort.NOTICE: "a notice: members are owed it and cannot decline it",
    Sort.NEWS: "news: whoever wants none gets none",
    Sort.NEWSLETTER: "the newsletter: to everybody who asked for it",
}

STATE_WORDS = {
    State.WAITS: "waits for a second person",
    State.SENDING: "is leaving",
    State.STOPPED: "stopped",
    State.DONE: "has left",
    State.TAKEN_BACK: "taken back",
}

LEFT_WORDS = {
    Left.NOBODY: "nobody is named there",
    Left.NO_ADDRESS: "no address is known",
    Left.NO_NEWS: "wants no news",
    Left.SAME: "gets it once, with another school",
}

STANDING_WORDS = {
    Standing.MEMBERS: "Members of today",
    Standing.WAITING: "Waiting for the first payment",
    Standing.ENDED: "Membership ended within a year",
}

WHOM_WORDS = {
    Whom.LEAD: "Whoever speaks for the member from day to day",
    Whom.FINANCE: "Whoever sees to invoices, else whoever speaks for it",
    Whom.VOTES: "Whoever votes for it",
    Whom.ALL: "Everybody who acts for it",
}

VOTER_WORDS = {
    Voter.ANY: "All",
    Voter.WITH: "Only those with somebody who votes",
    Voter.WITHOUT: "Only those without",
}
